namespace Click2Call.Crm.Leads;

/// <summary>One thing that a post tells.</summary>
public abstract record LeadItem
{
    private LeadItem()
    {
    }

    /// <summary>A lead, whole.</summary>
    /// <param name="EventId">What makes a repetition the same: the sender's id, or a hash where it has none.</param>
    /// <param name="Lead">The lead.</param>
    public sealed record Told(string EventId, CrmLead Lead) : LeadItem;

    /// <summary>A lead of which only the record's id is told: it is fetched behind the answer.</summary>
    /// <param name="EventId">What makes a repetition the same.</param>
    /// <param name="Kind">What the record is, in the source's word.</param>
    /// <param name="RecordId">Its id.</param>
    /// <param name="AskedAt">When it came about.</param>
    public sealed record Named(string EventId, string Kind, string RecordId, DateTimeOffset? AskedAt) : LeadItem
    {
        /// <summary>The id of its person's own record, where the post tells it.</summary>
        public string? Person { get; init; }
    }

    /// <summary>Something that calls nobody: a test, a deletion, a change of something else. It is acknowledged and leaves no trace in the history.</summary>
    /// <param name="Why">For the log.</param>
    public sealed record PassedOver(string Why) : LeadItem;
}
