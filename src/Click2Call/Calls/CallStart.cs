using Click2Call.Accounts.Hours;
using Click2Call.Orders;

namespace Click2Call.Calls;

/// <summary>When a new order's first try may begin.</summary>
internal abstract record CallStart
{
    private CallStart()
    {
    }

    /// <summary>When it was asked for: now, or at its time.</summary>
    public sealed record AsAsked : CallStart;

    /// <summary>Not before the next opening.</summary>
    public sealed record AtOpening(OpenWindow Window, TimeSpan Spread) : CallStart;

    /// <summary>Not at all.</summary>
    public sealed record Refused(Refusal Refusal) : CallStart;

    /// <summary>The order as far as its time is known before it has an id.</summary>
    public CallOrder Timed(CallOrder order) => this is AtOpening opening ? order with { NotBefore = opening.Window.From } : order;

    /// <summary>The order with its call's own time.</summary>
    public CallOrder Timed(CallOrder order, CallId id) =>
        this is AtOpening opening ? order with { NotBefore = CallingTimes.Spread(opening.Window, id, opening.Spread) } : order;
}
