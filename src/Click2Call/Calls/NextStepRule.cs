using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Calls;

/// <summary>Decides what is due, from the row, the line's capabilities and the clock alone. Pure.</summary>
internal static class NextStepRule
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskWhileTalking = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan HangUpAgain = TimeSpan.FromSeconds(10);

    /// <summary>The one thing that is due.</summary>
    /// <param name="call">The call.</param>
    /// <param name="can">What its line can do.</param>
    /// <param name="now">The time.</param>
    /// <param name="asked">What came of asking the phone system just now.</param>
    public static NextStep For(Call call, LineCapabilities can, DateTimeOffset now, Asked asked = Asked.Not)
    {
        // A line that cannot hang up goes on to its end as if nobody had asked, so that agent and slot are free again as
        // soon as it is over; no further try follows.
        if (call.Latest is { Finished: false } live && (call.OlderTalked || (IsCanceled(call) && can.HasFlag(LineCapabilities.HangUp))))
            return TakeDown(call, live, can, now);
        return call.State switch
        {
            CallState.Ended => new NextStep.Done(),
            CallState.Scheduled => OfScheduled(call, now),
            CallState.Connected => OfConnected(call, call.Latest!, can, now, asked),
            _ when call.Latest!.Undecided => OfUndecided(call, call.Latest, can, now, asked),
            _ => OfSilent(call, call.Latest!, can, now, asked),
        };
    }

    private static bool IsCanceled(Call call) => call.CancelRequestedAt is not null && call.State != CallState.Ended;

    // Somebody canceled, or an older attempt turns out to have been answered: two calls to one person.
    private static NextStep TakeDown(Call call, Attempt live, LineCapabilities can, DateTimeOffset now)
    {
        var over = live.DialUntil + CallTiming.RingTimes(call.Order) + call.Order.MaxDuration + CallTiming.EndGrace;
        if (now >= over)
        {
            return call.State == CallState.Ended
                ? new NextStep.Done()
                : Close(CallOutcome.Canceled, "It could not be hung up; by now the call is over.", now);
        }

        return can.HasFlag(LineCapabilities.HangUp) ? new NextStep.HangUp() : new NextStep.Wait(over);
    }

    private static NextStep OfScheduled(Call call, DateTimeOffset now)
    {
        var next = call.NextTryAt!.Value;
        if (next >= call.ExpiresAt || now >= call.ExpiresAt)
            return Close(CallOutcome.Expired, "It could not be placed in its time.", now);
        return now < next ? new NextStep.Wait(next) : new NextStep.Dial();
    }

    private static NextStep OfConnected(Call call, Attempt attempt, LineCapabilities can, DateTimeOffset now, Asked asked)
    {
        var over = (attempt.Second.AnsweredAt ?? attempt.First.AnsweredAt)!.Value + call.Order.MaxDuration + CallTiming.EndGrace;
        var looks = can.HasFlag(LineCapabilities.LookUp);

        // The news of their end may be lost, and until it is known they hold an agent and a slot of the line.
        if (looks && asked == Asked.Not)
            return new NextStep.Ask();
        if (now < over)
            return new NextStep.Wait(looks && now + AskWhileTalking < over ? now + AskWhileTalking : over);
        return Close(CallOutcome.Answered, "They talked; the phone system did not tell when it ended.", now);
    }

    private static NextStep OfUndecided(Call call, Attempt attempt, LineCapabilities can, DateTimeOffset now, Asked asked)
    {
        if (now < attempt.DialUntil)
            return new NextStep.Wait(attempt.DialUntil);
        if (can.HasFlag(LineCapabilities.LookUp) && asked == Asked.Not)
            return new NextStep.Ask();

        // Silence from a line that tells of ringing, for as long as phones could have rung, or from one that tells
        // of ends, for as long as they could have talked.
        DateTimeOffset? heardBy =
            can.HasFlag(LineCapabilities.ReportsProgress) ? CallTiming.WakeAt(call.Order, attempt.DialUntil)
            : can.HasFlag(LineCapabilities.ReportsEnd) ? EndBy(call, attempt)
            : can.HasFlag(LineCapabilities.LookUp) ? CallTiming.WakeAt(call.Order, attempt.DialUntil)
            : null;

        // A look-up that told nothing may have met the same trouble as the dial: it is asked again meanwhile.
        if (now < heardBy)
            return new NextStep.Wait(can.HasFlag(LineCapabilities.LookUp) && now + AskAgain < heardBy ? now + AskAgain : heardBy.Value);

        // The rule was given for the line of the click-to-call; an order may name another, which can tell nothing at all.
        return call.Order.WhenUncertain == UncertainRule.Redial && heardBy is not null
            ? new NextStep.Conclude(new Fact.Settled(new LookUp.GivenUp(), now) { Attempt = attempt.Number })
            : Close(CallOutcome.Unknown, "The line's answer was lost; it may have rung.", now);
    }

    private static NextStep OfSilent(Call call, Attempt attempt, LineCapabilities can, DateTimeOffset now, Asked asked)
    {
        var ringsOver = attempt.First.AnsweredAt is { } answered && call.Order.Second is { } second
            ? answered + second.RingTime + CallTiming.Grace
            : CallTiming.WakeAt(call.Order, attempt.DialUntil);
        if (EventsBackBy(attempt) is { } back && back > ringsOver)
            ringsOver = back;
        if (now < ringsOver)
            return new NextStep.Wait(ringsOver);
        if (can.HasFlag(LineCapabilities.LookUp) && asked == Asked.Not)
            return new NextStep.Ask();
        if (attempt.Found is LookUp.Live)
        {
            // Seen alive: that no event told of an answer proves nothing.
            return now < EndBy(call, attempt)
                ? new NextStep.Wait(now + AskAgain)
                : Close(CallOutcome.Unknown, "The phone system knew the call and does not tell of its end.", now);
        }

        // Who could not be asked may be talking, and what it told of that may be lost on the same way.
        if (asked == Asked.InVain)
        {
            return now < EndBy(call, attempt)
                ? new NextStep.Wait(now + AskAgain)
                : Close(CallOutcome.Unknown, "The phone system took the order and could not be asked what became of it.", now);
        }

        if (can.HasFlag(LineCapabilities.ReportsProgress))
        {
            var leg = attempt.First.AnsweredAt is null ? LegPosition.First : LegPosition.Second;
            return new NextStep.Conclude(new Fact.LegEnded(leg, EndCause.NoAnswer, now) { Attempt = attempt.Number });
        }

        if (can.HasFlag(LineCapabilities.ReportsEnd) && now < EndBy(call, attempt))
            return new NextStep.Wait(EndBy(call, attempt));
        return Close(CallOutcome.Unknown, "The line took the order and tells nothing of its end.", now);
    }

    /// <summary>When to look again after an order to hang up.</summary>
    public static DateTimeOffset AfterHangUp(DateTimeOffset now) => now + HangUpAgain;

    // Events that name the phone system's id find nothing until its answer is written, and wait ever longer: each as long
    // as it has waited so far. An answer that was written late is not silence yet.
    private static DateTimeOffset? EventsBackBy(Attempt attempt) =>
        attempt.DialedAt is { } known ? known + (known - attempt.StartedAt) + CallTiming.Grace : null;

    private static DateTimeOffset EndBy(Call call, Attempt attempt) =>
        CallTiming.WakeAt(call.Order, attempt.DialUntil) + call.Order.MaxDuration + CallTiming.EndGrace;

    private static NextStep.Conclude Close(CallOutcome outcome, string note, DateTimeOffset now) =>
        new(new Fact.Closed(outcome, note, now));
}
