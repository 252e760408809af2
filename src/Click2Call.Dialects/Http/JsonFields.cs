using System.Text.Json;
using Click2Call.Orders;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Http;

/// <summary>Reads a flat JSON object as fields.</summary>
internal static class JsonFields
{
    public static FieldProblem? Read(string text, FieldLimits limits, List<NameValue> found)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        string? field = null;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = limits.Depth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return new(StatusCodes.Status400BadRequest, null, "The body is not a JSON object.");
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (found.Count > limits.Fields)
                    return null;
                field = null; // Reading a name can fail as well.
                field = property.Name;
                if (field.Length > 0 && property.Value.ValueKind != JsonValueKind.Null)
                    found.Add(new(field, TextOf(property.Value)));
            }

            return null;
        }
        catch (JsonException e)
        {
            return new(StatusCodes.Status400BadRequest, null, $"The body is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).");
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: it has no text.
            return new(StatusCodes.Status400BadRequest, field, $"{field ?? "A name"} holds half a character.");
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };
}
