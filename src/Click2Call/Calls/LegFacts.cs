namespace Click2Call.Calls;

/// <summary>What was seen of one leg. Each value is set once: of two reports, the earlier time stays.</summary>
public sealed record LegFacts
{
    /// <summary>Nothing seen yet.</summary>
    public static LegFacts None { get; } = new();

    /// <summary>When the phone began to ring.</summary>
    public DateTimeOffset? RingingAt { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The extension that answered, where several rang at once and the phone system told.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>When the leg ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended; set together with <see cref="EndedAt"/>.</summary>
    public EndCause? Cause { get; init; }

    /// <summary>Whether anything at all was seen of this leg.</summary>
    public bool Seen => RingingAt is not null || AnsweredAt is not null || EndedAt is not null;

    internal LegFacts Rang(DateTimeOffset at) => this with { RingingAt = Earlier(RingingAt, at) };

    // Of two names, which no phone system should tell, the order in which they came must not decide.
    internal LegFacts Answered(DateTimeOffset at, string? by = null) => this with
    {
        AnsweredAt = Earlier(AnsweredAt, at),
        AnsweredBy = AnsweredBy is null || string.CompareOrdinal(by, AnsweredBy) is < 0 && by is not null ? by : AnsweredBy,
    };

    // Two reports of one end: the earlier wins; at the same moment the more telling cause, so that order never matters.
    internal LegFacts Ended(EndCause cause, DateTimeOffset at) =>
        EndedAt is { } known && (known < at || (known == at && Cause >= cause))
            ? this
            : this with { EndedAt = at, Cause = cause };

    private static DateTimeOffset Earlier(DateTimeOffset? known, DateTimeOffset at) =>
        known is { } time && time <= at ? time : at;
}
