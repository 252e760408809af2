using Click2Call.Calls;

namespace Click2Call.Orders;

/// <summary>Why an order was not taken.</summary>
/// <param name="Outcome">In the words of the history.</param>
/// <param name="Reason">Which rule.</param>
/// <param name="Detail">One sentence for the caller: names the field, tells what to do, nothing of the inside.</param>
/// <param name="Leg">The leg that it is about, if one.</param>
public sealed record Refusal(CallOutcome Outcome, RefusalReason Reason, string Detail, LegPosition? Leg = null)
{
    /// <summary>When it may be asked again, where a rule says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The row in the history, where one was written.</summary>
    public CallId? CallId { get; init; }
}
