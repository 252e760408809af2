using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>A flow's document as people edit it: on many lines, with the flow's own id and name in it.</summary>
internal static class FlowDocument
{
    private static readonly JsonWriterOptions ManyLines = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Kind = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The document on many lines; as it is, if it is no JSON.</summary>
    public static string Readable(string document)
    {
        try
        {
            return JsonNode.Parse(document, documentOptions: Kind) is { } node ? Write(node) : document;
        }
        catch (JsonException)
        {
            return document;
        }
    }

    /// <summary>What a new flow does until somebody says more: it hangs up.</summary>
    public static string Empty(string id, string name) => Write(new JsonObject
    {
        ["id"] = id,
        ["name"] = name,
        ["steps"] = new JsonArray(new JsonObject { ["id"] = "bye", ["do"] = "hangUp" }),
    });

    /// <summary>The document with another name in it; null when it is no object.</summary>
    public static string? Named(string document, string name)
    {
        try
        {
            if (JsonNode.Parse(document, documentOptions: Kind) is not JsonObject flow)
                return null;
            flow["name"] = name;
            return Write(flow);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // A member that stands there twice: the import's rules say so better.
            return null;
        }
    }

    /// <summary>A text member of the document; null when it has none.</summary>
    public static string? Text(string document, string member)
    {
        try
        {
            using var parsed = JsonDocument.Parse(document, Kind);
            return parsed.RootElement.ValueKind == JsonValueKind.Object && parsed.RootElement.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in a text: the import's rules say so better.
            return null;
        }
    }

    private static string Write(JsonNode node)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, ManyLines))
            node.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
