using System.Text.Json;

namespace Click2Call.Crm.Posts;

/// <summary>Reads JSON that strangers wrote: what is not there, or is of another kind, is null.</summary>
internal static class JsonReading
{
    /// <summary>A member; undefined when there is none.</summary>
    public static JsonElement At(this JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;
        }
        catch (InvalidOperationException)
        {
            // Another member's name, with half a character in it, was compared.
            return element.Members().LastOrDefault(member => member.Name() == name).Value;
        }
    }

    /// <summary>The name of a member; null when it holds half a character.</summary>
    public static string? Name(this JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A member of a member.</summary>
    public static JsonElement At(this JsonElement element, string name, string inner) => element.At(name).At(inner);

    /// <summary>The items of a list; none when it is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var item in element.EnumerateArray())
            yield return item;
    }

    /// <summary>The members of an object; none when it is no object.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var member in element.EnumerateObject())
            yield return member;
    }

    /// <summary>The text of a string, number or flag; null when it is anything else, blank, or holds half a character.</summary>
    public static string? Text(this JsonElement element)
    {
        try
        {
            var text = element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
                _ => null,
            };
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate has no text.
            return null;
        }
    }

    /// <summary>The text of a member.</summary>
    public static string? Text(this JsonElement element, string name) => element.At(name).Text();

    /// <summary>The time in a member: Unix milliseconds or seconds, or ISO 8601.</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name) => TimeText.Read(element.Text(name));

    /// <summary>What a JSON Pointer (RFC 6901) points to; undefined when it points nowhere.</summary>
    public static JsonElement Point(this JsonElement element, string pointer)
    {
        foreach (var token in pointer.Split('/').Skip(1))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            element = element.ValueKind == JsonValueKind.Array
                ? int.TryParse(name, out var index) && index >= 0 && index < element.GetArrayLength() ? element[index] : default
                : element.At(name);
        }

        return element;
    }
}
