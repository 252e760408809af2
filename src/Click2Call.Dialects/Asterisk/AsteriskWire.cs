using System.Globalization;
using System.Text.Json;
using Click2Call.Dialects.Http;
using Click2Call.Orders;

namespace Click2Call.Dialects.Asterisk;

/// <summary>The JSON of ARI ("Asterisk REST Interface", Channels), as far as we need it.</summary>
internal static class AsteriskWire
{
    /// <summary>The body that makes a Local channel: its far half begins at <paramref name="far"/>, its near half goes on at <paramref name="near"/> when that has answered.</summary>
    /// <param name="far">The context of half ;2.</param>
    /// <param name="near">The context of half ;1.</param>
    /// <param name="otherId">The id of half ;2.</param>
    /// <param name="seconds">How long half ;1 waits for an answer.</param>
    /// <param name="variables">For both halves.</param>
    public static ReadOnlyMemory<byte> Originate(string far, string near, string otherId, int seconds, IEnumerable<NameValue> variables) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("endpoint", $"Local/s@{far}/n");
        json.WriteString("context", near);
        json.WriteString("extension", "s");
        json.WriteNumber("priority", 1);
        json.WriteNumber("timeout", seconds);
        json.WriteString("otherChannelId", otherId);
        json.WriteStartObject("variables");
        foreach (var (name, value) in variables)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>A member of an object in a body; null when it is not there or no text.</summary>
    public static string? Text(string body, params ReadOnlySpan<string> path)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var element = document.RootElement;
            foreach (var name in path)
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                    return null;
            }

            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The texts of a list in a body.</summary>
    public static IReadOnlyList<string> Texts(string body, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(name, out var list)
                && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!)]
                : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>ARI's own words for what went wrong: <c>message</c>, or <c>error</c> of a failed originate.</summary>
    public static string? Reason(string body) => Text(body, "message") ?? Text(body, "error");

    /// <summary>
    /// Whether a 404 is ARI's own word for a channel or endpoint that it does not have. While Asterisk starts, and at a wrong
    /// address, every path is 404: from its HTTP server, or from ARI as "Resource not found".
    /// </summary>
    public static bool SaysThereIsNone(string body) => Reason(body) is not (null or "Resource not found");

    /// <summary>A time as ARI writes it: <c>2026-11-20T18:34:42.720+0000</c>.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            || DateTimeOffset.TryParse(text?.Insert(Math.Max(0, text.Length - 2), ":"), CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
            ? time
            : null;
}
