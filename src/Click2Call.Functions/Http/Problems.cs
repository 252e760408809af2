using System.Globalization;
using System.Text.Json;
using Click2Call.Dialects.Http;

namespace Click2Call.Http;

/// <summary>The errors of the native API, and how they are written.</summary>
internal static class Problems
{
    public static Problem Field(string field, string what, int status = 400) => new()
    {
        Type = Name("invalid-field"),
        Title = "A field is missing or wrong.",
        Status = status,
        Detail = what,
        Errors = new Dictionary<string, string> { [field] = what },
    };

    public static Problem Of(int status, string name, string title, string? detail = null) =>
        new() { Type = Name(name), Title = title, Status = status, Detail = detail };

    /// <summary>A body that cannot be read. The parser's own message may quote what was sent; the path is all that the caller needs.</summary>
    public static Problem OfJson(JsonException wrong)
    {
        var field = wrong.Path is { Length: > 2 } path ? path[2..] : "body";
        return Field(field, wrong.Message.Contains("could not be mapped", StringComparison.Ordinal)
            ? "The body has a property that is not known here."
            : wrong.Message.StartsWith("Duplicate property", StringComparison.Ordinal) ? "The property is there twice."
            : wrong.Path is null or "$" ? "The body is not valid JSON." : "The value is of the wrong kind.");
    }

    public static Problem NotFound { get; } = Of(404, "not-found", "There is no such call.");

    public static Problem TooLarge(int most) => Of(413, "too-large", string.Create(CultureInfo.InvariantCulture, $"The body is larger than {most / 1024} KiB."));

    public static Problem Unavailable { get; } =
        Of(503, "unavailable", "The service is not available just now.", "Nothing was dialled. Try again in a few seconds.");

    public static Task Write(HttpContext http, Problem problem, TimeSpan? retryAfter = null) => HttpAnswer.Send(
        http, problem.Status, "application/problem+json", JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Problem.Problem), retryAfter);

    /// <summary>What nobody foresaw, or the server refused before we read it.</summary>
    public static Task Failed(HttpContext http, int status) => Write(http, status switch
    {
        413 => Of(status, "too-large", "The body is too large."),
        503 => Unavailable,
        >= 500 => Of(status, "failed", "Something went wrong on our side.", "Look the call up before you ask for it again, or repeat the request with its Idempotency-Key."),
        _ => Of(status, "malformed", "The request is malformed."),
    });

    /// <summary>Whole seconds, at least one: what a Retry-After header takes.</summary>
    public static string Seconds(TimeSpan wait) =>
        Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static string Name(string name) => "urn:click2call:problem:" + name;
}
