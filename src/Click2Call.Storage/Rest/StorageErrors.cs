using System.Globalization;
using System.Text.Json;
using Azure;

namespace Click2Call.Storage.Rest;

/// <summary>Turns what the services say into the closed list of <see cref="StorageProblem"/>.</summary>
internal static class StorageErrors
{
    /// <summary>The closed reason for a status and code ("Status and error codes", of Table, Queue and common REST API).</summary>
    public static StorageProblem Problem(int status, string? code) => (status, code) switch
    {
        // Gone in up to half a minute: waiting helps, so it is not a conflict.
        (409, "TableBeingDeleted" or "QueueBeingDeleted") => StorageProblem.Unavailable,
        (409, _) => StorageProblem.AlreadyExists,
        (412, _) or (400, "PopReceiptMismatch") => StorageProblem.Stale,
        (404, _) => StorageProblem.Missing,
        (413, _) => StorageProblem.TooLarge,
        (400, "PropertyValueTooLarge" or "EntityTooLarge" or "KeyValueTooLarge" or "RequestBodyTooLarge" or "MessageTooLarge") => StorageProblem.TooLarge,
        (501, _) => StorageProblem.Invalid,
        (408 or 429 or >= 500, _) => StorageProblem.Unavailable,
        (401 or 403, _) => StorageProblem.Denied,
        _ => StorageProblem.Invalid,
    };

    /// <summary>The exception for an answer that is not a success.</summary>
    public static StorageException From(string where, Response response, TimeProvider clock)
    {
        var (code, _) = Read(response);
        return new StorageException(Problem(response.Status, code), Sentence(where, response.Status, code))
        {
            Status = response.Status,
            ErrorCode = code,
            RetryAfter = RetryAfter(response, clock),
        };
    }

    /// <summary>The exception for the operation of a transaction that was refused; the service puts its index before the message ("0:The specified ...").</summary>
    public static StorageException FromPart(string where, int status, ReadOnlySpan<byte> body)
    {
        var (code, message) = ReadJson(body);
        var colon = message?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        var counted = int.TryParse(colon > 0 ? message.AsSpan(0, colon) : default, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        return new StorageException(Problem(status, code), Sentence(where, status, code))
        {
            Status = status,
            ErrorCode = code,
            FailedOperation = counted ? index : null,
        };
    }

    /// <summary>The service's error code, or null: from the header, else from the JSON or XML body.</summary>
    public static string? Code(Response response) => Read(response).Code;

    /// <summary>How long the service asks us to wait, or null.</summary>
    public static TimeSpan? RetryAfter(Response response, TimeProvider clock)
    {
        if (response.Headers.TryGetValue("x-ms-retry-after-ms", out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var milliseconds))
            return TimeSpan.FromMilliseconds(milliseconds);
        if (!response.Headers.TryGetValue("Retry-After", out text))
            return null;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return null;
        var pause = time - clock.GetUtcNow();
        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }

    private static (string? Code, string? Message) Read(Response response)
    {
        if (response.Headers.TryGetValue("x-ms-error-code", out var code))
            return (code, null);
        if (response.ContentStream is null)
            return default;
        var body = response.Content.ToMemory();
        return body.Span.TrimStart(" \r\n\uFEFF"u8) is [(byte)'<', ..] ? (QueueXml.ErrorCode(body), null) : ReadJson(body.Span);
    }

    private static (string? Code, string? Message) ReadJson(ReadOnlySpan<byte> body)
    {
        string? code = null, message = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                var (isCode, isText) = (reader.ValueTextEquals("code"u8), reader.ValueTextEquals("value"u8));
                reader.Read();
                if (isCode && reader.TokenType == JsonTokenType.String)
                    code = reader.GetString();
                else if (isText && reader.TokenType == JsonTokenType.String)
                    message = reader.GetString();
            }
        }
        catch (JsonException)
        {
            // A proxy's page, or a body cut short: the status says enough.
        }

        return (code, message);
    }

    private static string Sentence(string where, int status, string? code) =>
        string.Create(CultureInfo.InvariantCulture, $"{where}: {status} {code ?? "without an error code"}.");
}
