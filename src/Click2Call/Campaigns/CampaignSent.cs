using Click2Call.Calls;

namespace Click2Call.Campaigns;

/// <summary>What a phone system made of the order for a campaign.</summary>
public abstract record CampaignSent
{
    private CampaignSent()
    {
    }

    /// <summary>It runs.</summary>
    /// <param name="Id">The phone system's own id of it.</param>
    public sealed record Accepted(string Id) : CampaignSent
    {
        /// <summary>Whom it does not call, in E.164, and why: of these no report tells anything.</summary>
        public IReadOnlyDictionary<string, CallOutcome> TurnedDown { get; init; } = new Dictionary<string, CallOutcome>();
    }

    /// <summary>It surely does not run.</summary>
    /// <param name="Outcome">Why.</param>
    /// <param name="Reason">In words for its sender; no secrets.</param>
    public sealed record Refused(CallOutcome Outcome, string Reason) : CampaignSent;

    /// <summary>It may run: the answer was lost.</summary>
    public sealed record Uncertain : CampaignSent;
}
