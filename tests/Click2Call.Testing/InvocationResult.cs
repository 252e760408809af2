using System.Text.Json;

namespace Click2Call.Testing;

/// <summary>How an invocation by <c>POST /{FunctionName}</c> ended, as the Functions host understands the answer.</summary>
/// <param name="Outcome">Succeeded, failed, or pending until the function time-out.</param>
/// <param name="Status">The HTTP status; 0 without an answer.</param>
/// <param name="Body">The answer's text.</param>
public sealed record InvocationResult(InvocationOutcome Outcome, int Status, string Body)
{
    /// <summary>
    /// Reads an answer. Failed: any status but 2xx, a content type that is missing or not JSON, a body that is no JSON
    /// object. Pending: nothing at all, or <c>null</c>: the host then never completes the invocation.
    /// </summary>
    public static InvocationResult Read(int status, string? mediaType, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (status is < 200 or > 299)
            return new(InvocationOutcome.Failed, status, body);
        if (status == 204 || body.Length == 0)
            return new(InvocationOutcome.Pending, status, body);
        if (mediaType is not ("application/json" or "text/json"))
            return new(InvocationOutcome.Failed, status, body);
        try
        {
            using var json = JsonDocument.Parse(body);
            return new(json.RootElement.ValueKind switch
            {
                JsonValueKind.Object => InvocationOutcome.Succeeded,
                JsonValueKind.Null => InvocationOutcome.Pending,
                _ => InvocationOutcome.Failed,
            }, status, body);
        }
        catch (JsonException)
        {
            return new(InvocationOutcome.Failed, status, body);
        }
    }
}
