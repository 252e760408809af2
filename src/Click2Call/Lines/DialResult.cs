using Click2Call.Calls;

namespace Click2Call.Lines;

/// <summary>What became of an order to dial. Closed: <see cref="Accepted"/>, <see cref="Refused"/>, <see cref="Uncertain"/>.</summary>
public abstract record DialResult
{
    private DialResult()
    {
    }

    /// <summary>The phone system took the order.</summary>
    /// <param name="ProviderCallId">Its own id of the call, where it gives one.</param>
    public sealed record Accepted(string? ProviderCallId) : DialResult;

    /// <summary>
    /// Surely not dialled: the connection was never made, or the phone system said so (HTTP 503, or an error of the
    /// dialect's table).
    /// </summary>
    /// <param name="Outcome">Why.</param>
    /// <param name="Reason">The phone system's own words, for the history; no secrets.</param>
    public sealed record Refused(CallOutcome Outcome, string? Reason = null) : DialResult;

    /// <summary>It may have been dialled: time-out or a broken connection after sending, HTTP 502 or 504.</summary>
    /// <param name="Reason">What happened, for the history; no secrets.</param>
    public sealed record Uncertain(string Reason) : DialResult;
}
