using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Http;
using Click2Call.Orders;

namespace Click2Call.Functions.Calls;

/// <summary>Says in the native API's words what the desk made of an order.</summary>
internal static class PlaceAnswers
{
    public static Task Write(HttpContext http, PlaceResult result) => result switch
    {
        PlaceResult.Placed placed => WritePlaced(http, placed),
        PlaceResult.Refused refused => WriteRefused(http, refused.Refusal),
        PlaceResult.KeyReused => Problems.Write(http, Problems.Of(
            422, "key-reused", "This Idempotency-Key was used for another request.", "Use a new key for a new call.")),
        PlaceResult.Busy busy => Problems.Write(
            http,
            Problems.Of(409, "in-progress", "The same request is being worked on.", "Ask again with the same key or body; nobody is rung twice."),
            busy.RetryAfter),
        PlaceResult.Unavailable unavailable => Problems.Write(http, Problems.Unavailable, unavailable.RetryAfter),
        _ => throw new InvalidOperationException("Unknown result."),
    };

    public static Task WriteCall(HttpContext http, int status, Call call) =>
        HttpAnswer.Send(http, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(CallText.Of(call), ApiJson.Calls.CallText));

    private static Task WritePlaced(HttpContext http, PlaceResult.Placed placed)
    {
        http.Response.Headers.Location = "/calls/" + placed.Answer.Id.ToString();
        if (placed.How == PlacedHow.Replayed)
            http.Response.Headers["Idempotency-Replayed"] = "true";
        return WriteCall(http, placed.How == PlacedHow.Joined ? 200 : 201, placed.Answer.Call);
    }

    private static Task WriteRefused(HttpContext http, Refusal refusal)
    {
        var status = refusal.Outcome switch
        {
            CallOutcome.Throttled => 429,
            CallOutcome.LineUnavailable => 503,
            CallOutcome.LineRefused => 502,
            _ => 422,
        };
        var problem = Problems.Of(status, "refused", "The call was not placed.", refusal.Detail) with
        {
            Outcome = Words.Of(refusal.Outcome),
            CallId = refusal.CallId?.ToString(),
            Errors = refusal.Leg is { } leg
                ? new Dictionary<string, string> { [leg == LegPosition.First ? "agent" : "target"] = refusal.Detail }
                : null,
        };
        return Problems.Write(http, problem, status is 429 or 503 ? refusal.RetryAfter ?? TimeSpan.FromSeconds(5) : null);
    }
}
