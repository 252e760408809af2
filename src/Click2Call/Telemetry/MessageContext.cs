using System.Globalization;
using System.Text.Json;

namespace Click2Call.Telemetry;

/// <summary>
/// What a message says of itself to whoever carries it: <c>dueAt</c>, when it was to come, and <c>traceparent</c>, the
/// trace that goes on with it. Both are optional members of a JSON object, whatever else is in it.
/// </summary>
/// <param name="DueAt">When it was to come.</param>
/// <param name="Traceparent">A W3C trace context.</param>
public sealed record MessageContext(DateTimeOffset? DueAt, string? Traceparent)
{
    private static readonly MessageContext None = new(null, null);

    /// <summary>Reads it off the text. A text that is something else says nothing.</summary>
    public static MessageContext Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith('{'))
            return None;
        try
        {
            using var message = JsonDocument.Parse(text);
            var dueAt = Text(message.RootElement, "dueAt");
            return new(
                DateTimeOffset.TryParse(dueAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var due) ? due : null,
                Text(message.RootElement, "traceparent"));
        }
        catch (JsonException)
        {
            return None;
        }
    }

    /// <summary>Writes into the text what it does not say yet; a text that is no JSON object stays as it is.</summary>
    public string Into(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var said = Read(text);
        var dueAt = said.DueAt is null && DueAt is { } due ? $"\"dueAt\":\"{due.UtcDateTime:O}\"," : "";
        var trace = said.Traceparent is null && Traceparent is not null ? $"\"traceparent\":\"{Traceparent}\"," : "";
        return text.StartsWith("{\"", StringComparison.Ordinal) ? $"{{{dueAt}{trace}{text[1..]}" : text;
    }

    private static string? Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
