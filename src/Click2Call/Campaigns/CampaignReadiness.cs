using Click2Call.Calls;

namespace Click2Call.Campaigns;

/// <summary>Whether a line is ready to give the order for a campaign.</summary>
public abstract record CampaignReadiness
{
    private CampaignReadiness()
    {
    }

    /// <summary>Ready.</summary>
    /// <param name="Order">The order.</param>
    public sealed record Ready(IReadyCampaign Order) : CampaignReadiness;

    /// <summary>Not ready; nothing was sent.</summary>
    /// <param name="Outcome">Why.</param>
    /// <param name="Reason">In words for its sender; no secrets.</param>
    public sealed record NotReady(CallOutcome Outcome, string Reason) : CampaignReadiness;
}
