using System.Text.Json;
using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>The JSON of the dialect, written by the front and read by the line. The orders of fields are the document's.</summary>
internal static class Tel4vnWire
{
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 16 };

    public static ReadOnlyMemory<byte> Success(Tel4vnShape shape, string callId) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        if (shape == Tel4vnShape.V2)
        {
            json.WriteString("code", "0");
            json.WriteString("call_id", callId);
            json.WriteString("status", "success");
        }
        else
        {
            json.WriteString("status", "success");
            json.WriteString("call_id", callId);
        }

        json.WriteEndObject();
    });

    /// <summary>An error: the synchronous one has no <c>message</c>, that of v2 has a <c>code</c>.</summary>
    public static ReadOnlyMemory<byte> Fail(Tel4vnShape shape, string word, string message) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        if (shape == Tel4vnShape.V2)
            json.WriteString("code", "1");
        json.WriteString("status", "fail");
        if (shape != Tel4vnShape.Sync)
            json.WriteString("message", message);
        json.WriteString("error", word);
        json.WriteEndObject();
    });

    /// <summary>The answer of <c>/v1/auth</c>. What the document calls user and domain is the account here.</summary>
    public static ReadOnlyMemory<byte> Login(string account, string apiKey) => Data(json =>
    {
        json.WriteString("api_key", apiKey);
        json.WriteString("domain_uuid", account);
        json.WriteString("enabled", "true");
        json.WriteString("extension", "");
        json.WriteString("level", "admin");
        json.WriteString("user_uuid", account);
        json.WriteString("username", account);
    });

    /// <summary>The answer of <c>/v2/auth/token</c>.</summary>
    public static ReadOnlyMemory<byte> Token(string account, string token, TimeSpan life) => Data(json =>
    {
        json.WriteString("client_id", account);
        json.WriteString("domain_uuid", account);
        json.WriteNumber("expired_in", (long)life.TotalSeconds);
        json.WriteString("refresh_token", "");
        json.WriteString("token", token);
        json.WriteString("token_type", "Bearer");
        json.WriteString("user_id", account);
    });

    /// <summary>The answer of <c>/v1/auth/token</c>, as older clients know it.</summary>
    public static ReadOnlyMemory<byte> OldToken(string account, string token, DateTimeOffset expires) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteNumber("expired", expires.ToUnixTimeSeconds());
        json.WriteString("token", token);
        json.WriteString("user_id", account);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>
    /// Reads the answer to an order, or null when it is none: v1, v2, and the oldest form <c>{"data":{"message":"success"}}</c>.
    /// Values are compared without case, and what a web server printed around the object is skipped.
    /// </summary>
    public static Tel4vnAnswer? Read(string body) => Object(body, root =>
    {
        var error = Text(root, "error");
        var message = Text(root, "message");
        var id = Text(root, "call_id");
        var status = Text(root, "status") ?? Text(root, "data", "status") ?? Text(root, "data", "message");
        bool? ok = status?.ToUpperInvariant() switch
        {
            "SUCCESS" or "OK" => true,
            "FAIL" or "FAILED" or "ERROR" => false,
            _ when error is not null => false,
            // An id is a call, unless the code says otherwise.
            _ when Text(root, "code") == "1" => false,
            _ => id is null ? null : true,
        };
        return ok is { } said ? new Tel4vnAnswer(said, error, message, id ?? Text(root, "data", "call_id")) : null;
    });

    /// <summary>Reads the object in a body; null when there is none.</summary>
    public static T? Object<T>(string body, Func<JsonElement, T?> read)
        where T : class
    {
        var start = body.IndexOf('{', StringComparison.Ordinal);
        var end = body.LastIndexOf('}');
        if (start < 0 || end < start)
            return null;
        try
        {
            using var document = JsonDocument.Parse(body.AsMemory(start, end - start + 1), Depth);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or half a character in a text.
            return null;
        }
    }

    /// <summary>The text or number at a path; null when it is not there or blank. Names are compared without case.</summary>
    public static string? Text(JsonElement at, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object)
                return null;
            JsonElement? found = null;
            foreach (var property in at.EnumerateObject())
            {
                if (found is null && property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    found = property.Value;
            }

            if (found is not { } next)
                return null;
            at = next;
        }

        var text = at.ValueKind switch
        {
            JsonValueKind.String => at.GetString()?.Trim(),
            JsonValueKind.Number => at.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static ReadOnlyMemory<byte> Data(Action<Utf8JsonWriter> fields) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("code", 200);
        json.WriteString("content", "successfully");
        json.WriteStartObject("data");
        fields(json);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
