using System.Text.Json;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>
/// The part of JSON Schema that the document uses: type, required, enum, const, properties, additionalProperties,
/// items, bounds, formats and references. Stricter in one thing: a property that is not named is a problem.
/// </summary>
internal static class JsonSchemas
{
    private static readonly HashSet<string> Known = new(
        [
            "type", "required", "enum", "const", "properties", "additionalProperties", "items", "minimum", "maximum", "maxLength",
            "format", "description", "default", "$ref",
        ],
        StringComparer.Ordinal);

    /// <summary>What is wrong with a value, a line each.</summary>
    public static IEnumerable<string> Problems(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = ApiDocument.Schema(reference.GetString()!["#/components/schemas/".Length..]);
        foreach (var word in schema.EnumerateObject().Select(word => word.Name).Where(word => !Known.Contains(word)))
            yield return $"{at}: the schema says '{word}', which nobody checks";
        if (!IsOfType(schema, value))
        {
            yield return $"{at}: is {value.ValueKind}, not {schema.GetProperty("type")}";
            yield break;
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
            yield return $"{at}: {value} is not one of {words}";
        if (schema.TryGetProperty("minimum", out var least) && value.GetDouble() < least.GetDouble())
            yield return $"{at}: {value} is less than {least}";
        if (schema.TryGetProperty("format", out var format) && !IsOfFormat(format.GetString(), value.GetString()!))
            yield return $"{at}: {value} is no {format}";
        foreach (var problem in value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Problems(schema.GetProperty("items"), item, $"{at}[{i}]")),
            JsonValueKind.Object => OfObject(schema, value, at),
            _ => [],
        })
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _)))
                yield return $"{at}: has no {name}";
        }

        foreach (var property in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(property.Name, out var named))
            {
                foreach (var problem in Problems(named, property.Value, $"{at}.{property.Name}"))
                    yield return problem;
            }
            else if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
            {
                foreach (var problem in Problems(others, property.Value, $"{at}.{property.Name}"))
                    yield return problem;
            }
            else
            {
                yield return $"{at}: {property.Name} is not in the document";
            }
        }
    }

    private static bool IsOfType(JsonElement schema, JsonElement value) => !schema.TryGetProperty("type", out var type) || type.GetString() switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => false,
    };

    private static bool IsOfFormat(string? format, string text) => format switch
    {
        "date-time" => text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => false,
    };
}
