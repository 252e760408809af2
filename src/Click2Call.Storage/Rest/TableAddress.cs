using System.Globalization;
using System.Text;

namespace Click2Call.Storage.Rest;

/// <summary>Paths and queries of the Table service, percent-encoded.</summary>
internal static class TableAddress
{
    public static string Row(string table, string partitionKey, string rowKey) =>
        $"/{table}(PartitionKey='{Quote(partitionKey)}',RowKey='{Quote(rowKey)}')";

    public static string Query(string table, string? filter, int? top, string? continuation, IReadOnlyList<string>? select)
    {
        var path = new StringBuilder($"/{table}()");
        var separator = '?';
        Add("$filter", filter);
        Add("$top", top?.ToString(CultureInfo.InvariantCulture));
        Add("$select", select is null ? null : string.Join(',', select.Union([nameof(TableRow.PartitionKey), nameof(TableRow.RowKey)])));
        if (continuation is not null)
        {
            var keys = continuation.Split(',');
            Add("NextPartitionKey", Uri.UnescapeDataString(keys[0]));
            if (keys.Length > 1)
                Add("NextRowKey", Uri.UnescapeDataString(keys[1]));
        }

        return path.ToString();

        void Add(string name, string? value)
        {
            if (value is null)
                return;
            path.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }
    }

    /// <summary>One text from the two headers that say where the next page starts, or null on the last page. A comma is escaped inside them.</summary>
    public static string? Continuation(string? nextPartitionKey, string? nextRowKey) => (nextPartitionKey, nextRowKey) switch
    {
        (null, _) => null,
        (_, null) => Uri.EscapeDataString(nextPartitionKey),
        _ => $"{Uri.EscapeDataString(nextPartitionKey)},{Uri.EscapeDataString(nextRowKey)}",
    };

    private static string Quote(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
