using Click2Call.Lines;

namespace Click2Call.Calls;

/// <summary>One dial of one order over one line, and what was seen of it.</summary>
public sealed record Attempt
{
    private const int MostTogether = 10;

    /// <summary>How many pressed keys are kept.</summary>
    public const int MostKeys = 100;

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>The line's id in the account.</summary>
    public required string Line { get; init; }

    /// <summary>When it was claimed.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Until then the dial may still be under way somewhere; afterwards an undecided dial is uncertain.</summary>
    public required DateTimeOffset DialUntil { get; init; }

    /// <summary>The agent's extension, when one was rung: of a group, the one who was chosen.</summary>
    public string? Agent { get; init; }

    /// <summary>The agents of a group who were rung at once.</summary>
    public IReadOnlyList<string>? Together { get; init; }

    /// <summary>The round over its group that it belongs to, from 1; absent: it hunts nobody.</summary>
    public int? Round { get; init; }

    /// <summary>The line's answer; absent while nobody knows it.</summary>
    public DialResult? Dial { get; init; }

    /// <summary>When the line answered.</summary>
    public DateTimeOffset? DialedAt { get; init; }

    /// <summary>The phone system's own id of the call.</summary>
    public string? ProviderCallId { get; init; }

    /// <summary>The leg that is dialled first.</summary>
    public LegFacts First { get; init; } = LegFacts.None;

    /// <summary>The leg that is dialled second.</summary>
    public LegFacts Second { get; init; } = LegFacts.None;

    /// <summary>The keys that were pressed while a message was played, in their order.</summary>
    public string? Keys { get; init; }

    /// <summary>What looking the attempt up has shown.</summary>
    public LookUp? Found { get; init; }

    /// <summary>When it was looked up.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>Of agents who were rung at once, the one who answered, as far as the phone system told.</summary>
    public string? AnsweredBy => Together is null ? null : First.AnsweredBy ?? Second.AnsweredBy;

    /// <summary>The extensions of all agents who were rung.</summary>
    public IEnumerable<string> AgentsRung() => Together ?? (Agent is null ? [] : [Agent]);

    /// <summary>An attempt that others have followed: of a hundred agents who were rung at once, the first few are kept, so that twenty attempts fit into a row.</summary>
    internal Attempt Shortened() => Together is { Count: > MostTogether } ? this with { Together = [.. Together.Take(MostTogether)] } : this;

    /// <summary>Whether a leg was seen, or the line or its records said that the call exists.</summary>
    public bool Proven => Dial is DialResult.Accepted || First.Seen || Second.Seen || Found is LookUp.Live or LookUp.Ended;

    /// <summary>Nobody knows yet whether it was dialled, and nothing proves that it was.</summary>
    public bool Undecided => !Proven && !Finished;

    /// <summary>
    /// Over: a leg has ended, or it was refused, looked up as over, or never placed. A phone that was seen to ring
    /// outweighs a line's word that it did not dial.
    /// </summary>
    public bool Finished =>
        First.EndedAt is not null
        || Second.EndedAt is not null
        || Found is LookUp.Ended
        || (NeverRang && !First.Seen && !Second.Seen);

    /// <summary>When it was over, as well as the facts tell; absent while it is not.</summary>
    public DateTimeOffset? FinishedAt => !Finished ? null : Latest(
        Dial is DialResult.Refused ? DialedAt : null,
        Found is LookUp.Live ? null : FoundAt,
        First.EndedAt,
        Second.EndedAt);

    // That we gave it up is a conclusion from silence; the line's own yes ends the silence.
    private bool NeverRang =>
        Dial is DialResult.Refused || Found is LookUp.NeverPlaced || (Found is LookUp.GivenUp && Dial is not DialResult.Accepted);

    /// <summary>Changes nothing that is known: adds what is new.</summary>
    internal Attempt Apply(Fact.OfAttempt fact) => fact switch
    {
        Fact.DialDecided decided => Decide(decided),
        Fact.ProviderNamed named => this with { ProviderCallId = ProviderCallId ?? named.ProviderCallId },
        Fact.LegRinging ringing => On(ringing.Leg, leg => leg.Rang(ringing.At)),
        Fact.LegAnswered answered => On(answered.Leg, leg => leg.Answered(answered.At, answered.Phone)),
        Fact.KeysPressed pressed => Press(pressed.Keys),
        Fact.LegEnded ended => On(ended.Leg, leg => leg.Ended(ended.Cause, ended.At)),
        Fact.Settled settled => Settle(settled),
        _ => this,
    };

    // A certain answer replaces an uncertain one and is never replaced itself.
    private Attempt Decide(Fact.DialDecided decided)
    {
        if (Dial is not null && Certainty(Dial) >= Certainty(decided.Result))
            return this;
        var id = (decided.Result as DialResult.Accepted)?.ProviderCallId;
        return this with { Dial = Short(decided.Result), DialedAt = decided.At, ProviderCallId = ProviderCallId ?? id };
    }

    // A phone system's own words can be a whole error page. Twenty attempts share one property of 32 K characters, and
    // a row that cannot be written is a call that cannot end.
    private static DialResult Short(DialResult result) => result switch
    {
        DialResult.Refused { Reason: { } reason } refused => refused with { Reason = Call.Short(reason) },
        DialResult.Uncertain uncertain => uncertain with { Reason = Call.Short(uncertain.Reason)! },
        _ => result,
    };

    // At the same length the greater text stays, so that the order of two reports never matters. A row has room for so many.
    private Attempt Press(string keys)
    {
        var kept = keys.Length > MostKeys ? keys[..MostKeys] : keys;
        return kept.Length < (Keys?.Length ?? 0) || (kept.Length == Keys?.Length && string.CompareOrdinal(kept, Keys) <= 0) ? this : this with { Keys = kept };
    }

    private Attempt Settle(Fact.Settled settled) =>
        Found is not null && Certainty(Found) >= Certainty(settled.Found)
            ? this
            : this with { Found = settled.Found, FoundAt = settled.At };

    private Attempt On(LegPosition leg, Func<LegFacts, LegFacts> change) =>
        leg == LegPosition.First ? this with { First = change(First) } : this with { Second = change(Second) };

    private static int Certainty(DialResult result) => result switch
    {
        DialResult.Accepted => 3,
        DialResult.Refused => 2,
        _ => 1,
    };

    private static int Certainty(LookUp found) => found switch
    {
        LookUp.Ended => 4,
        LookUp.Live => 3,
        LookUp.NeverPlaced or LookUp.GivenUp => 2,
        _ => 1,
    };

    private static DateTimeOffset? Latest(params ReadOnlySpan<DateTimeOffset?> times)
    {
        DateTimeOffset? latest = null;
        foreach (var time in times)
        {
            if (latest is null || time > latest)
                latest = time ?? latest;
        }

        return latest;
    }
}
