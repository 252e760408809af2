namespace Click2Call.Campaigns;

/// <summary>What looking for a campaign at a phone system has shown.</summary>
public abstract record CampaignMark
{
    private CampaignMark()
    {
    }

    /// <summary>It is there.</summary>
    /// <param name="Id">The phone system's own id of it.</param>
    public sealed record Found(string Id) : CampaignMark;

    /// <summary>The phone system lists its campaigns, and it is not among them.</summary>
    public sealed record Missing : CampaignMark;

    /// <summary>The phone system does not say.</summary>
    public sealed record Unknown : CampaignMark;
}
