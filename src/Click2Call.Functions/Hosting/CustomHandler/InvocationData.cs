using System.Text.Json;

namespace Click2Call.Hosting.CustomHandler;

/// <summary>
/// The body of an invocation: <c>{"Data":{"binding":…},"Metadata":{…}}</c>. Only <c>Data</c> is read: the properties of a
/// message that is a JSON object are merged into <c>Metadata</c>, where they replace the host's own.
/// </summary>
internal static class InvocationData
{
    /// <summary>The value of the one binding.</summary>
    /// <exception cref="JsonException">The body has another shape.</exception>
    public static JsonElement Of(JsonDocument body)
    {
        if (body.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("Data", out var data) && data.ValueKind == JsonValueKind.Object)
        {
            foreach (var binding in data.EnumerateObject())
                return binding.Value;
        }

        throw new JsonException("An invocation without Data.");
    }

    /// <summary>
    /// The message as it was put. The host encodes it twice: <c>hello</c> comes as <c>"\"hello\""</c>, a number as <c>"1"</c>.
    /// What is encoded once, as a host could one day do it, is taken as it is.
    /// </summary>
    public static string QueueText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return value.GetRawText();
        var once = value.GetString()!;
        try
        {
            using var twice = JsonDocument.Parse(once);
            return twice.RootElement.ValueKind == JsonValueKind.String ? twice.RootElement.GetString()! : once;
        }
        catch (JsonException)
        {
            return once;
        }
    }
}
