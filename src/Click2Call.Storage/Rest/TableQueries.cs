using System.Runtime.CompilerServices;

namespace Click2Call.Storage.Rest;

/// <summary>Queries that walk the pages of a table.</summary>
public static class TableQueries
{
    /// <summary>Every row that fits, page by page; pages that are empty but go on are walked too.</summary>
    public static IAsyncEnumerable<TableRow> QueryAll(this ITable table, string? filter, CancellationToken ct) =>
        QueryAll(table, filter, select: null, ct);

    /// <summary>The given properties of every row that fits, page by page; pages that are empty but go on are walked too.</summary>
    public static async IAsyncEnumerable<TableRow> QueryAll(
        this ITable table,
        string? filter,
        IReadOnlyList<string>? select = null,
        [EnumeratorCancellation] CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        string? continuation = null;
        do
        {
            var page = await table.Query(filter, top: null, continuation, select, ct).ConfigureAwait(false);
            foreach (var row in page.Rows)
                yield return row;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
