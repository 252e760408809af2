using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Dialects.Http;

/// <summary>What a reply means to a dial, as far as HTTP alone tells it.</summary>
public static class StatusVerdict
{
    /// <summary>
    /// The result, or null where the dialect's own words decide: any 2xx, any 4xx but 401, 403, 408 and 429, and 500.
    /// </summary>
    public static DialResult? Of(LineReply reply) => reply switch
    {
        LineReply.NotSent { Reason: var reason } => new DialResult.Refused(CallOutcome.LineUnavailable, reason),
        LineReply.Broken { Reason: var reason } => new DialResult.Uncertain(reason),
        LineReply.Answered { Status: var status } => Of(status),
        _ => throw new ArgumentOutOfRangeException(nameof(reply)),
    };

    private static DialResult? Of(int status) => status switch
    {
        401 or 403 => new DialResult.Refused(CallOutcome.LineRefused, $"The phone system refused the credentials or our address (HTTP {status})."),
        // It says that the request did not arrive whole; it does not say who says so.
        408 => new DialResult.Uncertain("The phone system or a gateway before it timed out (HTTP 408)."),
        429 => new DialResult.Refused(CallOutcome.LineUnavailable, "The phone system takes no more requests for now (HTTP 429)."),
        503 => new DialResult.Refused(CallOutcome.LineUnavailable, "The phone system is out of service (HTTP 503)."),
        >= 300 and < 400 => new DialResult.Refused(CallOutcome.LineRefused, $"The phone system redirects elsewhere (HTTP {status}); set the line's baseUrl to its real address."),
        < 200 => new DialResult.Uncertain($"The phone system answered HTTP {status}."),
        > 500 => new DialResult.Uncertain($"A gateway before the phone system answered HTTP {status}."),
        _ => null,
    };
}
