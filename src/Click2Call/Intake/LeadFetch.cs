namespace Click2Call.Intake;

/// <summary>A lead of which the sender told only the record's id: it is read with the account's own token, behind the answer.</summary>
public sealed record LeadFetch
{
    /// <summary>The account's id.</summary>
    public required string Account { get; init; }

    /// <summary>The click-to-call's id.</summary>
    public required string ClickToCall { get; init; }

    /// <summary>The source: <c>hubspot</c>, <c>meta</c>, …</summary>
    public required string Source { get; init; }

    /// <summary>The event's id, as the sender or our rule names it.</summary>
    public required string EventId { get; init; }

    /// <summary>What the record is there, in the source's own word.</summary>
    public required string Kind { get; init; }

    /// <summary>The record's id there.</summary>
    public required string RecordId { get; init; }

    /// <summary>The id of its person's own record there, where the sender told it.</summary>
    public string? Person { get; init; }

    /// <summary>When it came about, by the sender's word.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>When we heard of it.</summary>
    public required DateTimeOffset HeardAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; init; }
}
