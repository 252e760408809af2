using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Click2Call.Storage.Rest;

/// <summary>Rows as JSON with minimal metadata: the type of a value stands beside it where JSON cannot tell it ("Payload format for Table service operations").</summary>
internal static class TableJson
{
    private const string TypeMark = "@odata.type";

    // Not for a web page, so only what JSON itself must escape: text in other scripts would swell sixfold.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ReadOnlyMemory<byte> Write(TableRow row)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(row, buffer);
        return buffer.WrittenMemory;
    }

    public static void Write(TableRow row, IBufferWriter<byte> buffer)
    {
        using var json = new Utf8JsonWriter(buffer, Plain);
        json.WriteStartObject();
        json.WriteString("PartitionKey"u8, row.PartitionKey);
        json.WriteString("RowKey"u8, row.RowKey);
        foreach (var (name, value) in row.Properties)
            Write(json, name, value);
        json.WriteEndObject();
    }

    public static TablePage ReadPage(ReadOnlyMemory<byte> body, string? continuation)
    {
        var rows = new List<TableRow>();
        var json = new Utf8JsonReader(body.Span);
        Expect(json.Read() && json.TokenType == JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isRows = json.ValueTextEquals("value"u8);
            json.Read();
            if (!isRows)
            {
                json.Skip();
                continue;
            }

            Expect(json.TokenType == JsonTokenType.StartArray);
            while (json.Read() && json.TokenType == JsonTokenType.StartObject)
                rows.Add(ReadRow(ref json, etag: null));
        }

        return new TablePage(rows, continuation);
    }

    public static TableRow ReadRow(ReadOnlyMemory<byte> body, string? etag)
    {
        var json = new Utf8JsonReader(body.Span);
        Expect(json.Read() && json.TokenType == JsonTokenType.StartObject);
        return ReadRow(ref json, etag);
    }

    private static TableRow ReadRow(ref Utf8JsonReader json, string? etag)
    {
        string? partition = null, key = null;
        DateTimeOffset? timestamp = null;
        Dictionary<string, string>? types = null;
        var properties = new Dictionary<string, object>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            if (name == "odata.etag")
                etag ??= json.GetString();
            else if (name == nameof(TableRow.PartitionKey))
                partition = json.GetString();
            else if (name == nameof(TableRow.RowKey))
                key = json.GetString();
            else if (name == nameof(TableRow.Timestamp))
                timestamp = json.GetString() is { } time ? EdmTime.Parse(time) : null;
            else if (name.EndsWith(TypeMark, StringComparison.Ordinal))
                (types ??= new(StringComparer.Ordinal))[name[..^TypeMark.Length]] = json.GetString() ?? "";
            else if (name.StartsWith("odata.", StringComparison.Ordinal))
                json.Skip();
            else if (ReadValue(ref json, types?.GetValueOrDefault(name)) is { } value)
                properties[name] = value;
        }

        return partition is null || key is null
            ? throw new FormatException("A row without its keys.")
            : new TableRow(partition, key, properties) { ETag = etag, Timestamp = timestamp };
    }

    private static object? ReadValue(ref Utf8JsonReader json, string? type) => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number when type == "Edm.Double" => json.GetDouble(),
        JsonTokenType.Number => json.TryGetInt32(out var number) ? (object)number : json.GetDouble(),
        JsonTokenType.String => type switch
        {
            "Edm.Int64" => long.Parse(json.GetString()!, CultureInfo.InvariantCulture),
            "Edm.DateTime" => EdmTime.Parse(json.GetString()!),
            "Edm.Guid" => Guid.Parse(json.GetString()!),
            "Edm.Binary" => json.GetBytesFromBase64(),
            "Edm.Double" => double.Parse(json.GetString()!, CultureInfo.InvariantCulture),
            _ => json.GetString(),
        },
        _ => throw new FormatException("A property that is neither text, number nor truth value."),
    };

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case long number:
                Typed(json, name, "Edm.Int64", number.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                Typed(json, name, "Edm.DateTime", EdmTime.Format(time));
                break;
            case Guid id:
                Typed(json, name, "Edm.Guid", id.ToString());
                break;
            case byte[] bytes:
                Typed(json, name, "Edm.Binary", Convert.ToBase64String(bytes));
                break;
            case double number:
                // As text, since JSON has no NaN and would write 1.0 as 1.
                Typed(json, name, "Edm.Double", number.ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                throw new InvalidOperationException("TableRow takes no other types.");
        }
    }

    private static void Typed(Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteString(name + TypeMark, type);
        json.WriteString(name, value);
    }

    private static void Expect(bool condition)
    {
        if (!condition)
            throw new FormatException("Not the JSON of a table.");
    }
}
