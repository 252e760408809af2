using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Accounts;

/// <summary>
/// A row that holds one JSON document, in <c>Json</c> and, where one text property is too short for it, <c>Json2</c>, <c>Json3</c>, …:
/// a block list or a document from another system may be long, and a row holds 1 MiB.
/// </summary>
internal static class JsonRow
{
    // Hebrew as itself, not as six times as many characters: nothing of a row is ever part of a page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TableRow Of<T>(string partitionKey, string rowKey, T document, JsonTypeInfo<T> type)
    {
        var row = new TableRow(partitionKey, rowKey);
        var json = Write(document, type);
        for (int start = 0, part = 1; start < json.Length; start += TableLimits.TextLength, part++)
            row[Name(part)] = json.Substring(start, Math.Min(TableLimits.TextLength, json.Length - start));
        return row;
    }

    /// <summary>The document that a row holds.</summary>
    /// <exception cref="InvalidDataException">The row does not hold such a document: not written by us.</exception>
    public static T Read<T>(TableRow row, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Text(row), type) ?? throw Unreadable(row, null);
        }
        catch (JsonException e)
        {
            throw Unreadable(row, e);
        }
    }

    /// <summary>Whether both hold the same text.</summary>
    public static bool Same(TableRow one, TableRow other) => Text(one) == Text(other);

    private static string Write<T>(T document, JsonTypeInfo<T> type)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
            JsonSerializer.Serialize(writer, document, type);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static string Text(TableRow row)
    {
        var text = row.GetString(Name(1)) ?? "";
        for (var part = 2; row.GetString(Name(part)) is { } more; part++)
            text += more;
        return text;
    }

    private static string Name(int part) => part == 1 ? "Json" : "Json" + part.ToString(CultureInfo.InvariantCulture);

    private static InvalidDataException Unreadable(TableRow row, Exception? inner) =>
        new($"The row '{row.RowKey}' of account '{row.PartitionKey}' holds no readable JSON; import the account again.", inner);
}
