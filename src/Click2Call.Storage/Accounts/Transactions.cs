using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Accounts;

/// <summary>Cuts a long list of operations into entity group transactions, in order.</summary>
internal static class Transactions
{
    // A request may have 4 MiB, and JSON escapes make a character up to six bytes; an eighth, counted in characters, leaves room for the headers of each part.
    private const int Characters = TableLimits.TransactionSize / 8;

    public static IEnumerable<IReadOnlyList<TableOperation>> Of(IEnumerable<TableOperation> operations)
    {
        var part = new List<TableOperation>();
        var size = 0;
        foreach (var operation in operations)
        {
            var length = operation.Row.Properties.Sum(property => property.Value is string text ? text.Length : 64);
            if (part.Count == TableLimits.Operations || (part.Count > 0 && size + length > Characters))
            {
                yield return part;
                (part, size) = ([], 0);
            }

            part.Add(operation);
            size += length;
        }

        if (part.Count > 0)
            yield return part;
    }
}
