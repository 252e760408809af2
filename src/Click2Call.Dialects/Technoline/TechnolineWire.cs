using System.Text.Json;
using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Technoline;

/// <summary>The JSON of the dialect, written by the front and read by the line.</summary>
internal static class TechnolineWire
{
    /// <summary>The ring times that the reference admits, in seconds, and the one when nothing is said.</summary>
    public const int ShortestRing = 5, LongestRing = 120, DefaultRing = 30;

    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase) { "action", "apiKey", "extension", "target", "targetName", "ringSec" };

    /// <summary>Whether <c>click2call</c> knows a parameter of this name, in whatever letter case.</summary>
    public static bool IsOwn(string name) => Own.Contains(name);

    public static ReadOnlyMemory<byte> Success(string callId, string extension, string target, string targetName) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("status", "OK");
        json.WriteNumber("errorCode", TechnolineErrors.Ok);
        json.WriteString("callId", callId);
        json.WriteString("extension", extension);
        json.WriteString("target", target);
        json.WriteString("targetName", targetName);
        json.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> Error(int code, string note, string? callId) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("status", "ERROR");
        json.WriteNumber("errorCode", code);
        json.WriteString("note", note);
        if (callId is not null)
            json.WriteString("callId", callId);
        json.WriteEndObject();
    });

    /// <summary>
    /// Reads an answer, or null when it is none. <c>status</c> is compared without case and the text is taken from
    /// <c>note</c> or <c>messige</c>, as seen in the field; PHP warnings before or behind the object are skipped.
    /// </summary>
    public static TechnolineAnswer? Read(string body)
    {
        var start = body.IndexOf('{', StringComparison.Ordinal);
        var end = body.LastIndexOf('}');
        if (start < 0 || end < start)
            return null;
        try
        {
            using var document = JsonDocument.Parse(body.AsMemory(start, end - start + 1), new JsonDocumentOptions { MaxDepth = 16 });
            string? status = null, callId = null, note = null;
            int? code = null;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                var text = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : property.Value.GetRawText();
                switch (property.Name.ToUpperInvariant())
                {
                    case "STATUS":
                        status = text;
                        break;
                    case "ERRORCODE" when int.TryParse(text, out var number):
                        code = number;
                        break;
                    case "CALLID" or "CAMPAIGNID" when !string.IsNullOrWhiteSpace(text) && text != "null":
                        callId = text;
                        break;
                    case "NOTE" or "MESSIGE" or "MESSAGE":
                        note ??= text;
                        break;
                }
            }

            return status?.Trim().ToUpperInvariant() switch
            {
                "OK" => new(Ok: true, code ?? TechnolineErrors.Ok, callId, note),
                "ERROR" => new(Ok: false, code ?? TechnolineErrors.Failure, callId, note),
                // campaignRun says it with the code alone.
                null when code is { } alone => new(alone == TechnolineErrors.Ok, alone, callId, note),
                _ => null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
