using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Dialects.Simulator;

/// <summary>
/// The whole course of a simulated call if nobody presses anything any more. Pure: the same record gives the same
/// course in every process, which is how the simulated phone system outlives ours.
/// </summary>
internal sealed record SimulatedTimeline(LegFacts First, LegFacts Second)
{
    /// <summary>From the order to the first sign of the phone.</summary>
    public static readonly TimeSpan Setup = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a person needs to answer or to decline.</summary>
    public static readonly TimeSpan Reaction = TimeSpan.FromSeconds(2);

    /// <summary>How long somebody who hangs up hears the other phone ring; under <see cref="Reaction"/>, so that it is not answered before.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How long somebody who hangs up talks, if it comes to that.</summary>
    public static readonly TimeSpan ShortTalk = TimeSpan.FromSeconds(3);

    /// <summary>How long a played message takes.</summary>
    public static readonly TimeSpan MessageLength = TimeSpan.FromSeconds(5);

    /// <summary>How long somebody who presses a key listens first.</summary>
    public static readonly TimeSpan BeforeKey = TimeSpan.FromSeconds(1);

    public static SimulatedTimeline Of(SimulatedCall call)
    {
        var down = call.TakenDownAt;
        var first = Ring(call, LegPosition.First, call.First, call.PlacedAt);
        if (first.AnsweredAt is not { } answered || down <= answered)
            return new(Cut(first, down), LegFacts.None);

        var gone = Earliest(down, HungUp(call, LegPosition.First, answered));
        if (!Connects(call) || call.Second is not { } secondPhone)
            return new(End(first, Earliest(gone, answered + LengthAlone(call), answered + call.MaxDuration)), LegFacts.None);

        var second = Ring(call, LegPosition.Second, secondPhone, call.Key is null ? answered : answered + BeforeKey);
        if (call.First.Phone == SimulatedPhone.HangsUp && second.RingingAt is { } ringing)
            gone = Earliest(gone, ringing + Patience);
        if (second.AnsweredAt is { } bridged && bridged < gone)
        {
            var end = Earliest(TalkEnd(call, bridged), down, HungUp(call, LegPosition.First, answered), HungUp(call, LegPosition.Second, bridged));
            return new(End(first, end), End(second, end));
        }

        second = Cut(second, gone);
        return new(End(first, Earliest(gone, second.EndedAt + Setup)), second);
    }

    /// <summary>What of it has happened by now.</summary>
    public SimulatedMoment At(SimulatedCall call, DateTimeOffset now)
    {
        var facts = Facts(call);
        return new(
            Until(First, now),
            Until(Second, now),
            [.. facts.TakeWhile(fact => fact.At <= now)],
            facts.Select(fact => (DateTimeOffset?)fact.At).FirstOrDefault(at => at > now));
    }

    private List<Fact> Facts(SimulatedCall call)
    {
        List<Fact> facts = [.. FactsOf(LegPosition.First, First), .. FactsOf(LegPosition.Second, Second)];
        var number = call.Attempt.Number;
        if (call.Key is { } key && First.AnsweredAt + BeforeKey is { } pressed && !(First.EndedAt < pressed))
            facts.Add(new Fact.KeysPressed(key, pressed));
        facts = [.. facts.OfType<Fact.OfAttempt>().Select(fact => fact with { Attempt = number }).OrderBy(fact => fact.At)];
        if (First.EndedAt is { } ended)
            facts.Add(new Fact.Recorded(ended - (Second.AnsweredAt ?? (call is { Kind: CallKind.Bridge, Second: not null } ? null : First.AnsweredAt)), null, Disposition(), facts[^1].At));
        return facts;
    }

    private static IEnumerable<Fact> FactsOf(LegPosition leg, LegFacts facts)
    {
        if (facts.RingingAt is { } ringing)
            yield return new Fact.LegRinging(leg, ringing);
        if (facts.AnsweredAt is { } answered)
            yield return new Fact.LegAnswered(leg, answered);
        if (facts is { EndedAt: { } ended, Cause: { } cause })
            yield return new Fact.LegEnded(leg, cause, ended);
    }

    // A second phone comes with a bridge, or with a key that connects.
    private static bool Connects(SimulatedCall call) => call is { Kind: CallKind.Bridge or CallKind.Message, Second: not null };

    // In the words of a phone system's call detail record; ours are the outcomes.
    private string Disposition() => (First.AnsweredAt is null ? First.Cause : Second.Cause ?? First.Cause) switch
    {
        EndCause.HungUp => "ANSWERED",
        EndCause.Busy => "BUSY",
        EndCause.NoAnswer => "NO ANSWER",
        EndCause.Declined => "DECLINED",
        EndCause.Canceled => "CANCELED",
        EndCause.Blocked => "BARRED",
        _ => "UNREACHABLE",
    };

    private static LegFacts Ring(SimulatedCall call, LegPosition position, SimulatedLeg leg, DateTimeOffset sentAt)
    {
        var at = sentAt + Setup;
        if (WithoutRinging(leg) is { } cause)
            return new() { EndedAt = at, Cause = cause };

        var limit = at + leg.RingTime;
        var (decidedAt, declined) = leg.Phone switch
        {
            SimulatedPhone.NoAnswer => (limit, false),
            SimulatedPhone.Declines => (at + Reaction, true),
            _ when leg.AutoAnswer => (at, false),
            SimulatedPhone.AnswersAtOnce => (at, false),
            SimulatedPhone.OnScreen => Pressed(call, position, at) is { } press
                ? (press.At, press.Key == SimulatedKey.Decline)
                : (limit, false),
            _ => (at + Reaction, false),
        };
        return decidedAt >= limit ? new() { RingingAt = at, EndedAt = limit, Cause = EndCause.NoAnswer }
            : declined ? new() { RingingAt = at, EndedAt = decidedAt, Cause = EndCause.Declined }
            : new() { RingingAt = at, AnsweredAt = decidedAt };
    }

    private static EndCause? WithoutRinging(SimulatedLeg leg) => leg.Phone switch
    {
        SimulatedPhone.Busy => EndCause.Busy,
        SimulatedPhone.Barred => EndCause.Blocked,
        SimulatedPhone.Away => leg.Role == LegRole.Agent ? EndCause.Offline : EndCause.Unreachable,
        _ => null,
    };

    private static SimulatedPress? Pressed(SimulatedCall call, LegPosition leg, DateTimeOffset from) =>
        call.Presses.FirstOrDefault(press => press.Leg == leg && press.At >= from && press.Key != SimulatedKey.HangUp);

    private static DateTimeOffset? HungUp(SimulatedCall call, LegPosition leg, DateTimeOffset from) =>
        call.Presses.FirstOrDefault(press => press.Leg == leg && press.At >= from && press.Key == SimulatedKey.HangUp)?.At;

    private static TimeSpan LengthAlone(SimulatedCall call) => call.Kind switch
    {
        CallKind.Flash => TimeSpan.Zero,
        CallKind.Message => call.KeyDoes switch
        {
            KeyDeed.Remove or KeyDeed.HangUp => BeforeKey,
            KeyDeed.Repeat => BeforeKey + MessageLength,
            _ => MessageLength,
        },
        _ when call.First.Phone == SimulatedPhone.OnScreen => call.MaxDuration,
        _ => call.TalkTime,
    };

    private static DateTimeOffset TalkEnd(SimulatedCall call, DateTimeOffset bridged)
    {
        var talk = call.First.Phone == SimulatedPhone.HangsUp || call.Second?.Phone == SimulatedPhone.HangsUp ? ShortTalk
            : call.First.Phone == SimulatedPhone.OnScreen || call.Second?.Phone == SimulatedPhone.OnScreen ? call.MaxDuration
            : call.TalkTime;
        return bridged + (talk < call.MaxDuration ? talk : call.MaxDuration);
    }

    private static LegFacts End(LegFacts leg, DateTimeOffset at) => leg with { EndedAt = at, Cause = EndCause.HungUp };

    // Taken down at that moment, whatever the phone would have done later.
    private static LegFacts Cut(LegFacts leg, DateTimeOffset? at) => at is not { } end || leg.EndedAt <= end
        ? leg
        : Until(leg with { AnsweredAt = null }, end) with { EndedAt = end, Cause = EndCause.Canceled };

    private static LegFacts Until(LegFacts leg, DateTimeOffset now) => new()
    {
        RingingAt = leg.RingingAt <= now ? leg.RingingAt : null,
        AnsweredAt = leg.AnsweredAt <= now ? leg.AnsweredAt : null,
        EndedAt = leg.EndedAt <= now ? leg.EndedAt : null,
        Cause = leg.EndedAt <= now ? leg.Cause : null,
    };

    private static DateTimeOffset Earliest(params ReadOnlySpan<DateTimeOffset?> times)
    {
        var earliest = DateTimeOffset.MaxValue;
        foreach (var time in times)
        {
            if (time < earliest)
                earliest = time.Value;
        }

        return earliest;
    }
}
