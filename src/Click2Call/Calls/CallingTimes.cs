using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Intake;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Calls;

/// <summary>When a call may be placed: in its click-to-call's hours, and not in the night of whoever is called. Pure, but for the zones of this machine.</summary>
internal static class CallingTimes
{
    /// <summary>How long "now" lasts for a person who asked to be called now: 10 minutes, enough for a line that is down for a moment.</summary>
    public static readonly TimeSpan NowLasts = TimeSpan.FromMinutes(10);

    /// <summary>What we and the phone system may need from here until the first phone rings: 90 s.</summary>
    private static readonly TimeSpan LineTakes = TimeSpan.FromSeconds(90);

    /// <summary>The floor: nobody's phone rings between 21:00 and 08:00 where they are. Not a setting.</summary>
    private static readonly SameHoursDaily Day = new(new(8 * 60, 21 * 60));

    /// <summary>When the first try of a new order may begin.</summary>
    public static CallStart Of(Screening passed, DateTimeOffset now)
    {
        var (order, click) = (passed.Order, passed.ClickToCall);
        var from = Call.Later(order.NotBefore, now);
        if (order.Intent == CallIntent.Direct && HoursOf(order, passed.Account) is { } hours && !hours.IsOpen(from))
            return new CallStart.Refused(new(CallOutcome.NotAllowed, RefusalReason.Hours, "This click-to-call is closed at that time; try again in its opening hours."));
        if (Next(order, passed.Account, from, AskedForNow(order) && from == now) is not { } window || window.From >= order.ExpiresAt)
            return new CallStart.Refused(new(CallOutcome.NotAllowed, RefusalReason.Time, "There is no time at which this call may be placed before it expires.", TargetOf(order)));
        return window.From == from ? new CallStart.AsAsked() : new CallStart.AtOpening(window, click?.Spread ?? TimeSpan.Zero);
    }

    /// <summary>
    /// What to do about a try that is due then: null when it may be placed; else a <see cref="Fact.PutOff"/>, or a
    /// <see cref="Fact.Closed"/> when there is no time for it any more.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="account">Its account, as it is now: a holiday that was entered today holds today.</param>
    /// <param name="due">When the try would begin.</param>
    /// <param name="now">The time.</param>
    public static Fact? PutOff(Call call, Account? account, DateTimeOffset due, DateTimeOffset now)
    {
        if (Next(call.Order, account, due, IsStillNow(call, due)) is not { } window)
            return new Fact.Closed(CallOutcome.Expired, "There is no time any more at which it may be placed.", now);
        if (window.From == due.ToUniversalTime())
            return null;
        var until = Spread(window, call.Id, account?.FindClickToCall(call.Order.ClickToCall)?.Spread ?? TimeSpan.Zero);
        return new Fact.PutOff(until, call.ExpiresAt + (until - due), now);
    }

    /// <summary>
    /// A moment in a window that is this call's own: those that wait for an opening do not come all at once. In the first
    /// half of a window that is shorter than the spread, so that none is put off again.
    /// </summary>
    public static DateTimeOffset Spread(OpenWindow window, CallId call, TimeSpan spread)
    {
        var half = (window.To - window.From) / 2;
        var seed = unchecked((int)(window.From.UtcTicks / TimeSpan.TicksPerSecond));
        return window.From + ((half < spread ? half : spread) * CallQueueing.Spread(call, seed));
    }

    /// <summary>The next window in which all that the order has to keep permits it; null when there is none in sight.</summary>
    private static OpenWindow? Next(CallOrder order, Account? account, DateTimeOffset from, bool askedForNow)
    {
        List<(OpenCalendar Calendar, TimeSpan Margin)> kept = [];
        var hours = HoursOf(order, account);
        if (hours is not null)
            kept.Add((hours.Calendar, TimeSpan.Zero));

        // Now is now: who cannot be called now has not asked to be called in the night that follows.
        if (askedForNow && hours?.IsOpen(from) != false)
            return new OpenWindow(from.ToUniversalTime(), DateTimeOffset.MaxValue);
        if (order.LegOf(LegRole.Target)?.Destination is PhoneDestination phone)
        {
            // It is the visitor's phone that must not ring in the night, and it rings after the agent's.
            var margin = LineTakes + (order.First.Role == LegRole.Target ? TimeSpan.Zero : order.First.RingTime);
            foreach (var zone in NumberZones.Of(phone.Number))
            {
                if (Day.In(zone) is { } day)
                    kept.Add((day, margin));
            }
        }

        return OpenTogether.Next(kept, from) is not { } common ? null
            : order.ExpiresAt is { } end && end > common.From && end < common.To ? common with { To = end }
            : common;
    }

    private static OpeningHours? HoursOf(CallOrder order, Account? account) =>
        account?.FindClickToCall(order.ClickToCall) is { } click && (order.Intent == CallIntent.Lead || click.HoursFor == HoursFor.All || !click.AuthRequired)
            ? account.HoursOf(click)
            : null;

    // A direct order without a time comes from somebody who sits at the first phone and wants to talk. One with a time
    // does not, not even when that is past: it may be the repetition of a request that was told to wait for the morning.
    private static bool AskedForNow(CallOrder order) => order.AskedForNow || (order.Intent == CallIntent.Direct && order.NotBefore is null);

    private static bool IsStillNow(Call call, DateTimeOffset due) =>
        ((AskedForNow(call.Order) && due <= call.CreatedAt + NowLasts) || due <= call.HurriedAt + NowLasts)
        && CallProgress.CountLatest(call) is { NoAgentTries: 0, NoTargetTries: 0 };

    private static LegPosition TargetOf(CallOrder order) => order.First.Role == LegRole.Target ? LegPosition.First : LegPosition.Second;
}
