using System.Globalization;
using System.Text.Json;

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

    public static Problem NotFound { get; } = Of(404, "not-found", "There is no such call.");

    public static Problem Unavailable { get; } =
        Of(503, "unavailable", "The service is not available just now.", "Nothing was dialled. Try again in a few seconds.");

    public static async Task Write(HttpContext http, Problem problem, TimeSpan? retryAfter = null)
    {
        http.Response.StatusCode = problem.Status;
        http.Response.ContentType = "application/problem+json";
        http.Response.Headers.CacheControl = "no-store";
        if (retryAfter is { } wait)
            http.Response.Headers.RetryAfter = Seconds(wait);
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Problem.Problem));
    }

    /// <summary>Whole seconds, at least one: what a Retry-After header takes.</summary>
    public static string Seconds(TimeSpan wait) =>
        Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static string Name(string name) => "urn:click2call:problem:" + name;
}
