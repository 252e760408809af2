namespace Click2Call.Campaigns;

/// <summary>Where a campaign is.</summary>
public enum CampaignState
{
    /// <summary>It dials, or waits for its time.</summary>
    Running,

    /// <summary>It was put on hold: calls under way go on, no new ones begin.</summary>
    Held,

    /// <summary>It was stopped for good.</summary>
    Stopped,

    /// <summary>Everybody was called.</summary>
    Done,
}
