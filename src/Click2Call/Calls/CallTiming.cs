using Click2Call.Orders;

namespace Click2Call.Calls;

/// <summary>The protocol's times, in one place.</summary>
public static class CallTiming
{
    /// <summary>How far the clocks of two workers may be apart: 15 s.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(15);

    /// <summary>How long after the last expected ring we still wait for news: 15 s.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>An alarm becomes visible this long after it is due, so that it never comes early: 5 s.</summary>
    public static readonly TimeSpan AlarmLag = TimeSpan.FromSeconds(5);

    /// <summary>A worker that needed longer than this from setting the alarm to sending does not send: 10 s.</summary>
    public static readonly TimeSpan MaxBeforeSend = TimeSpan.FromSeconds(10);

    /// <summary>For how long a reservation stands without its call: 30 s.</summary>
    public static readonly TimeSpan Reservation = TimeSpan.FromSeconds(30);

    /// <summary>A worker that needed longer than this since its reservation does not commit: 20 s.</summary>
    public static readonly TimeSpan MaxBeforeCommit = TimeSpan.FromSeconds(20);

    /// <summary>How long after its longest duration a call is taken for over: 60 s.</summary>
    public static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(60);

    /// <summary>An alarm whose call does not exist is dropped when it was set longer ago than this: 10 min.</summary>
    public static readonly TimeSpan CommitHorizon = TimeSpan.FromMinutes(10);

    /// <summary>A throttle's slot may be reclaimed after this long, when its call is not there or is over: 30 s, more than <see cref="MaxBeforeSend"/> and <see cref="ClockSkew"/> together.</summary>
    public static readonly TimeSpan SlotReclaim = TimeSpan.FromSeconds(30);

    /// <summary>
    /// For so long only who claimed an agent may touch the claim: 60 s, more than <see cref="MaxBeforeCommit"/>,
    /// <see cref="MaxBeforeSend"/> and <see cref="ClockSkew"/> together.
    /// </summary>
    public static readonly TimeSpan AgentReclaim = TimeSpan.FromSeconds(60);

    /// <summary>The alarm of an attempt that is over as it is committed comes this long after: 1 s, so that it finds the row.</summary>
    public static readonly TimeSpan CommitLag = TimeSpan.FromSeconds(1);

    /// <summary>How long the phones of an order may ring, both together.</summary>
    public static TimeSpan RingTimes(CallOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.First.RingTime + (order.Second?.RingTime ?? TimeSpan.Zero);
    }

    /// <summary>When the first alarm of an attempt is due if nothing is heard.</summary>
    public static DateTimeOffset WakeAt(CallOrder order, DateTimeOffset dialUntil) => dialUntil + RingTimes(order) + Grace;
}
