using Click2Call.Lines;

namespace Click2Call.Calls;

/// <summary>
/// Something that was seen to happen to a call. Facts only ever add: <see cref="Call.Apply(Fact)"/> is pure and idempotent,
/// and the same facts give the same result in any order.
/// </summary>
/// <param name="At">When it happened, as well as we know.</param>
public abstract record Fact(DateTimeOffset At)
{
    /// <summary>A fact about one attempt.</summary>
    /// <param name="At">When.</param>
    public abstract record OfAttempt(DateTimeOffset At) : Fact(At)
    {
        /// <summary>The attempt's number from 1. Who hears events sets it when the call has been found.</summary>
        public int Attempt { get; init; }
    }

    /// <summary>The line answered our order to dial.</summary>
    /// <param name="Result">What it said.</param>
    /// <param name="At">When.</param>
    public sealed record DialDecided(DialResult Result, DateTimeOffset At) : OfAttempt(At);

    /// <summary>The phone system named its own id of the attempt, in an event that came before its reply.</summary>
    /// <param name="ProviderCallId">The id.</param>
    /// <param name="At">When.</param>
    public sealed record ProviderNamed(string ProviderCallId, DateTimeOffset At) : OfAttempt(At);

    /// <summary>A phone rings.</summary>
    /// <param name="Leg">Which.</param>
    /// <param name="At">When.</param>
    public sealed record LegRinging(LegPosition Leg, DateTimeOffset At) : OfAttempt(At);

    /// <summary>A phone was answered.</summary>
    /// <param name="Leg">Which.</param>
    /// <param name="At">When.</param>
    public sealed record LegAnswered(LegPosition Leg, DateTimeOffset At) : OfAttempt(At)
    {
        /// <summary>
        /// Which phone it was, where several rang at once and the phone system tells: the phone system's name of it, and
        /// from <see cref="CallEvents"/> on the account's extension.
        /// </summary>
        public string? Phone { get; init; }
    }

    /// <summary>Keys were pressed while a message was played.</summary>
    /// <param name="Keys">All of the attempt so far, in their order: of two reports, the longer one tells more.</param>
    /// <param name="At">When the last one was.</param>
    public sealed record KeysPressed(string Keys, DateTimeOffset At) : OfAttempt(At);

    /// <summary>A leg ended.</summary>
    /// <param name="Leg">Which.</param>
    /// <param name="Cause">How.</param>
    /// <param name="At">When.</param>
    public sealed record LegEnded(LegPosition Leg, EndCause Cause, DateTimeOffset At) : OfAttempt(At);

    /// <summary>An uncertain attempt was looked into.</summary>
    /// <param name="Found">What the phone system's records, or our own rule, say.</param>
    /// <param name="At">When.</param>
    public sealed record Settled(LookUp Found, DateTimeOffset At) : OfAttempt(At);

    /// <summary>Somebody asked to cancel or hang up.</summary>
    /// <param name="At">When.</param>
    public sealed record CancelRequested(DateTimeOffset At) : Fact(At);

    /// <summary>An agent took the waiting call over and calls the person by another way. Says nothing once a try is under way: of agent and try, one has the person.</summary>
    /// <param name="By">Who, such that the same taker is known again.</param>
    /// <param name="At">When.</param>
    public sealed record TakenOver(string By, DateTimeOffset At) : Fact(At)
    {
        /// <summary>What stands in the call's note then.</summary>
        public string Note => NoteOf(By);

        /// <summary>What stands in the note of a call that this taker has.</summary>
        public static string NoteOf(string by) => $"Taken over by an agent ({by}).";
    }

    /// <summary>The same person asked to be called again, and this call serves both.</summary>
    /// <param name="Lead">What they told that time.</param>
    public sealed record Joined(JoinedLead Lead) : Fact(Lead.At);

    /// <summary>
    /// The person asked again, to be called now: the next try is due at once, also in their night, if it is the time that
    /// is waited for, and the schedule of further tries begins anew. Says nothing once a try is under way.
    /// </summary>
    /// <param name="At">When.</param>
    public sealed record Hurried(DateTimeOffset At) : Fact(At);

    /// <summary>The call was closed by a rule of ours: expired, unknown, not allowed.</summary>
    /// <param name="Outcome">As what.</param>
    /// <param name="Note">Why, in words for the operator; no secrets and no full numbers.</param>
    /// <param name="At">When.</param>
    public sealed record Closed(CallOutcome Outcome, string? Note, DateTimeOffset At) : Fact(At);

    /// <summary>The next try was due at a time at which nobody may be called.</summary>
    /// <param name="Until">When it is due instead.</param>
    /// <param name="LastsUntil">Until when the call may now wait: what it is put off by does not count against it.</param>
    /// <param name="At">When.</param>
    public sealed record PutOff(DateTimeOffset Until, DateTimeOffset LastsUntil, DateTimeOffset At) : Fact(At);

    /// <summary>The phone system's record of the call, whenever it comes.</summary>
    /// <param name="Talked">How long the legs were bridged.</param>
    /// <param name="Recording">Where the recording is.</param>
    /// <param name="Disposition">The phone system's own word for how it ended, kept as it came.</param>
    /// <param name="At">When it was told.</param>
    public sealed record Recorded(TimeSpan? Talked, Uri? Recording, string? Disposition, DateTimeOffset At) : Fact(At);
}
