using Click2Call.Intake;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>The do-not-call lists in the table <c>DoNotCall</c>: one partition per account, one row per number.</summary>
public sealed class DoNotCallTable(ITable table) : IDoNotCall
{
    /// <summary>The table's name.</summary>
    public const string TableName = "DoNotCall";

    private const string AddedAt = "AddedAt";
    private const string Note = "Note";

    /// <inheritdoc />
    public Task<DoNotCallEntry?> Find(string account, string number, CancellationToken cancellation) => StorageDown.Translate(async () =>
        await table.Get(account, number, cancellation) is { } row ? Read(row) : null);

    /// <inheritdoc />
    public Task<bool> Add(string account, DoNotCallEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var row = new TableRow(account, entry.Number) { [AddedAt] = entry.AddedAt, [Note] = entry.Note };
        return StorageDown.Translate(async () =>
        {
            try
            {
                await table.Insert(row, cancellation);
                return true;
            }
            catch (StorageException problem) when (problem.Problem == StorageProblem.AlreadyExists)
            {
                return false;
            }
        });
    }

    /// <inheritdoc />
    public Task<bool> Remove(string account, string number, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        if (await table.Get(account, number, cancellation) is null)
            return false;
        await table.Delete(account, number, "*", cancellation);
        return true;
    });

    /// <inheritdoc />
    public async Task<DoNotCallPage> List(string account, int top, string? continuation, CancellationToken cancellation)
    {
        // The last number of the page before: nothing of storage's own goes out, and nothing strange comes back in.
        if (continuation is not null && !(continuation is ['+', ..] && continuation[1..].All(char.IsAsciiDigit)))
            throw new ArgumentException("The continuation is not one that we handed out.", nameof(continuation));
        var filter = Filter.And(Filter.Partition(account), Filter.Gt(nameof(TableRow.RowKey), continuation ?? ""));
        List<DoNotCallEntry> entries = [];
        string? inner = null;
        do
        {
            var page = await StorageDown.Translate(() => table.Query(filter, top - entries.Count, inner, null, cancellation));
            entries.AddRange(page.Rows.Select(Read));
            inner = page.Continuation;
        }
        while (inner is not null && entries.Count < top);

        return new DoNotCallPage(entries, inner is null && entries.Count < top ? null : entries[^1].Number);
    }

    private static DoNotCallEntry Read(TableRow row) => new(row.RowKey, row.GetDateTimeOffset(AddedAt) ?? default, row.GetString(Note));
}
