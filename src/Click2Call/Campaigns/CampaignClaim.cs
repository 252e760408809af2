namespace Click2Call.Campaigns;

/// <summary>What came of a claim on a new campaign.</summary>
public abstract record CampaignClaim
{
    private CampaignClaim()
    {
    }

    /// <summary>It is the claimant's to make.</summary>
    public sealed record Own : CampaignClaim;

    /// <summary>An equal request has made it.</summary>
    /// <param name="Campaign">As it is now.</param>
    public sealed record Earlier(Campaign Campaign) : CampaignClaim;

    /// <summary>An equal request is at it, or has died: whoever asks again soon will know.</summary>
    public sealed record Busy : CampaignClaim;
}
