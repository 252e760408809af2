using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Calls;

/// <summary>Reads the state of a call off its facts. Pure.</summary>
internal static class CallProgress
{
    /// <summary>How long a lead waits for a line that is down, by the number of times in a row that it was.</summary>
    private static readonly TimeSpan[] LineDownWaits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5),
    ];

    /// <summary>How often a call is dialled again of which the line told nothing, where its account says so.</summary>
    private const int MostSilent = 5;

    public static CallState StateOf(Call call)
    {
        if (call.EndedAt is not null || call.ClosedAs is not null)
            return CallState.Ended;
        if (call.Latest is not { } latest)
            return call.CancelRequestedAt is null ? CallState.Scheduled : CallState.Ended;
        if (latest.Finished)
            return NextTryOf(call) is null ? CallState.Ended : CallState.Scheduled;
        if (IsBridged(call, latest))
            return CallState.Connected;
        return latest.First.Seen || latest.Second.Seen ? CallState.Ringing : CallState.Dialing;
    }

    public static LegPosition RingingLegOf(Call call) =>
        call.Latest is { } latest && (latest.First.AnsweredAt is not null || latest.Second.Seen)
            ? LegPosition.Second
            : LegPosition.First;

    public static CallOutcome OutcomeOf(Call call)
    {
        // That they talked outranks whatever we had concluded before we heard of it.
        if (call.Attempts.Any(attempt => Talked(call, attempt)))
            return CallOutcome.Answered;
        if (call.ClosedAs is { } closed && closed != CallOutcome.Unknown)
            return closed;
        if (call.Latest is { Finished: true } latest)
        {
            var outcome = FailureOf(call, latest);
            return call.CancelRequestedAt is not null && outcome != CallOutcome.Unknown ? CallOutcome.Canceled : outcome;
        }

        return call.ClosedAs ?? CallOutcome.Canceled;
    }

    /// <summary>When a finished or not yet begun call is tried next; null when it is not.</summary>
    public static DateTimeOffset? NextTryOf(Call call)
    {
        if (call.Latest is not { } latest)
            return Call.Later(call.PutOffUntil, call.HurriedAt ?? call.Order.NotBefore ?? call.CreatedAt);
        if (call.CancelRequestedAt is not null || call.Attempts.Any(attempt => Talked(call, attempt)))
            return null;
        var counted = CountLatest(call);
        if (HuntsOn(call))
            return Call.Later(call.PutOffUntil, latest.FinishedAt!.Value);
        var failure = Classify(call, FailureOf(call, latest));
        if (Hurried(call, latest) && failure is (Failure.NoAgent or Failure.NoTarget))
            return Call.Later(call.PutOffUntil, call.HurriedAt!.Value);
        TimeSpan? wait = failure switch
        {
            _ when IsGivenUp(latest) => AfterSilence(call.Attempts.Count(IsGivenUp)),
            Failure.LineDown when call.Order.OnLineDown == LineDownRule.Queue =>
                LineDownWaits[Math.Clamp(counted.LineDownTries - 1, 0, LineDownWaits.Length - 1)],
            Failure.NoAgent => Step(call.Order.Retry.NoAgent, counted.NoAgentTries),
            Failure.NoTarget => Step(call.Order.Retry.NoTarget, counted.NoTargetTries),
            _ => null,
        };
        return wait is { } span && latest.FinishedAt is { } finished ? Call.Later(call.PutOffUntil, finished + span + Jitter(call, span)) : null;
    }

    /// <summary>
    /// Whether a call waits for nothing but a time, so that the person may have it now: for the morning, or the schedule's next
    /// try. Not for a line that is down, for an answer that was lost, or for the time that somebody asked for.
    /// </summary>
    public static bool MayBeHurried(Call call, DateTimeOffset now) =>
        call is { State: CallState.Scheduled, Order.AskedFor: null, NextTryAt: { } next }
        && next > now
        && (call.Latest is not { } latest || (!IsGivenUp(latest) && Classify(call, FailureOf(call, latest)) is Failure.NoAgent or Failure.NoTarget));

    /// <summary>Counts what the latest attempt failed of, for the schedule; not one from before the schedule began anew.</summary>
    public static Call CountLatest(Call call) => call.Latest is not { Finished: true } latest || Hurried(call, latest)
        ? call
        : Classify(call, FailureOf(call, latest)) switch
        {
            Failure.LineDown => call with { LineDownTries = call.LineDownTries + 1 },
            Failure.NoAgent when HuntsOn(call) => call with { LineDownTries = 0 }, // The whole round is one try.
            Failure.NoAgent => call with { NoAgentTries = call.NoAgentTries + 1, LineDownTries = 0 },
            Failure.NoTarget => call with { NoTargetTries = call.NoTargetTries + 1, LineDownTries = 0 },
            _ => call,
        };

    /// <summary>
    /// Whether the next agent of the group is to be rung at once: the latest attempt is decided, it failed of its agent,
    /// and somebody is left. Where the target is dialled first, only while the target's phone has surely not rung: it
    /// must not ring once for each agent.
    /// </summary>
    public static bool HuntsOn(Call call) =>
        call is { Hunt: { Untried.Count: > 0 } hunt, Latest: { Finished: true } latest }
        && !IsGivenUp(latest)
        && Classify(call, FailureOf(call, latest)) == Failure.NoAgent
        && (SurelyRangNobody(latest) || (!hunt.OnlyAfterRefusal && call.Order.First.Role == LegRole.Agent));

    /// <summary>The agents whom the round under way has not tried, those included to whom the line did not get; null: the next attempt begins a new round.</summary>
    public static IReadOnlyList<string>? UntriedOf(Call call)
    {
        if (call is not { Hunt: { } hunt, Latest: { } latest })
            return null;
        if (HuntsOn(call))
            return hunt.Untried;
        if (!IsGivenUp(latest) && Classify(call, FailureOf(call, latest)) != Failure.LineDown)
            return null;
        IReadOnlyList<string> left = latest.First.Seen || latest.Second.Seen ? hunt.Untried
            : PassesOver(call) ? [.. hunt.Untried, .. latest.AgentsRung()]
            : [.. latest.AgentsRung(), .. hunt.Untried];
        return left.Count > 0 ? left : null;
    }

    /// <summary>
    /// Whether whom the line did not get to is last in the round that goes on, whatever the strategy says: the line said no, and
    /// that may be of this agent alone.
    /// </summary>
    public static bool PassesOver(Call call) => !HuntsOn(call) && call is { Hunt: not null, Latest: { Dial: DialResult.Refused } latest } && SurelyRangNobody(latest);

    /// <summary>Whether an outcome is the agent's.</summary>
    public static bool IsAgents(CallOutcome outcome) =>
        outcome is CallOutcome.AgentBusy or CallOutcome.AgentOffline or CallOutcome.AgentNoAnswer or CallOutcome.AgentDeclined or CallOutcome.AgentBlocked;

    /// <summary>What a finished attempt came to.</summary>
    public static CallOutcome FailureOf(Call call, Attempt attempt)
    {
        var bridge = call.Order.Second is not null && call.Order.Kind == CallKind.Bridge;
        if (attempt.First.EndedAt is not null || attempt.Second.EndedAt is not null)
            return OfLegs(call.Order, attempt, bridge);
        return attempt switch
        {
            { Found: LookUp.Ended ended } => ended.Outcome,
            { Dial: DialResult.Refused refused } => refused.Outcome,
            { Found: LookUp.NeverPlaced } => CallOutcome.LineUnavailable,
            _ => CallOutcome.Unknown,
        };
    }

    /// <summary>Whether an attempt was answered by all whom it was to connect, over or not.</summary>
    public static bool Talked(Call call, Attempt attempt) =>
        IsBridged(call, attempt) || (attempt.Finished && FailureOf(call, attempt) == CallOutcome.Answered);

    private static bool IsBridged(Call call, Attempt attempt) =>
        call.Order.Second is not null && call.Order.Kind == CallKind.Bridge
            ? attempt.Second.AnsweredAt is not null
            : attempt.First.AnsweredAt is not null;

    private static CallOutcome OfLegs(CallOrder order, Attempt attempt, bool bridge)
    {
        if (!bridge)
        {
            return attempt.First.AnsweredAt is not null
                ? CallOutcome.Answered
                : OfLeg(order.First.Role, attempt.First);
        }

        if (attempt.Second.AnsweredAt is not null)
            return CallOutcome.Answered;
        if (attempt.First is { AnsweredAt: null, Cause: not null } && !attempt.Second.Seen)
            return OfLeg(order.First.Role, attempt.First);
        if (attempt.Second is { Cause: EndCause.Failed, RingingAt: null })
            return OfCause(order.Second!.Role, EndCause.Unreachable); // The first phone rang: the line as a whole is not down.
        if (attempt.Second.Cause is not null)
            return OfLeg(order.Second!.Role, attempt.Second);
        return CallOutcome.Canceled; // The first answered and hung up while the second was ringing.
    }

    // "Hung up" is said of answered phones. Without an answer it comes from a line that tells of nothing but ends, or
    // ahead of the event that belongs before it. They may have talked: nobody rings again on such a word.
    // And a phone that rang was reached: whatever failed then, the line is not down.
    private static CallOutcome OfLeg(LegRole role, LegFacts leg) => leg switch
    {
        { Cause: null or EndCause.HungUp } => CallOutcome.Unknown,
        { Cause: EndCause.Failed, RingingAt: not null } => OfCause(role, EndCause.NoAnswer),
        { Cause: { } cause } => OfCause(role, cause),
    };

    private static CallOutcome OfCause(LegRole role, EndCause cause) => (role, cause) switch
    {
        (_, EndCause.Failed) => CallOutcome.LineUnavailable,
        (_, EndCause.Canceled) => CallOutcome.Canceled,
        (LegRole.Agent, EndCause.Busy) => CallOutcome.AgentBusy,
        (LegRole.Agent, EndCause.Offline or EndCause.Unreachable) => CallOutcome.AgentOffline,
        (LegRole.Agent, EndCause.Declined) => CallOutcome.AgentDeclined,
        (LegRole.Agent, EndCause.Blocked) => CallOutcome.AgentBlocked,
        (LegRole.Agent, _) => CallOutcome.AgentNoAnswer,
        (_, EndCause.Busy) => CallOutcome.TargetBusy,
        (_, EndCause.Declined or EndCause.Blocked) => CallOutcome.TargetRejected,
        (_, EndCause.Offline or EndCause.Unreachable) => CallOutcome.TargetUnreachable,
        _ => CallOutcome.TargetNoAnswer,
    };

    private static bool Hurried(Call call, Attempt latest) => call.HurriedAt > latest.FinishedAt;

    private static bool IsGivenUp(Attempt attempt) => attempt is { Found: LookUp.GivenUp, Proven: false };

    private static bool SurelyRangNobody(Attempt attempt) =>
        attempt is { Dial: DialResult.Refused, First.Seen: false, Second.Seen: false };

    private static Failure Classify(Call call, CallOutcome outcome) => outcome switch
    {
        CallOutcome.AgentBlocked when call.Hunt is not null => Failure.NoAgent, // There are others.
        CallOutcome.LineRefused when call.Hunt is { Untried.Count: > 0 } => Failure.NoAgent, // It may be this agent whom the phone system does not know.
        // A phone system that has its own limit takes a lead when one of its calls is over.
        CallOutcome.LineUnavailable or CallOutcome.Throttled => Failure.LineDown,
        CallOutcome.AgentBusy or CallOutcome.AgentOffline or CallOutcome.AgentNoAnswer or CallOutcome.AgentDeclined =>
            Failure.NoAgent,
        CallOutcome.TargetBusy or CallOutcome.TargetNoAnswer => Failure.NoTarget,
        _ => Failure.Final,
    };

    // Silence proves little: the phones may have rung each time, and only the way back to us be broken.
    private static TimeSpan? AfterSilence(int times) => times <= MostSilent ? LineDownWaits[times - 1] : null;

    private static TimeSpan? Step(IReadOnlyList<TimeSpan> steps, int tries) =>
        tries >= 1 && tries <= steps.Count ? steps[tries - 1] : null;

    // Up to a tenth on top, by the call's id: calls that failed together do not come back together, and the same
    // facts always give the same time.
    private static TimeSpan Jitter(Call call, TimeSpan wait)
    {
        return wait / 10 * CallQueueing.Spread(call.Id, call.Latest?.Number ?? 0);
    }

    private enum Failure
    {
        Final,
        LineDown,
        NoAgent,
        NoTarget,
    }
}
