namespace Click2Call.Campaigns;

/// <summary>A line whose phone system runs whole campaigns by itself. It is told what to do, and asked how far it is.</summary>
public interface ICampaignLine
{
    /// <summary>Whether this one does.</summary>
    bool RunsCampaigns { get; }

    /// <summary>Everything slow that comes before the order for a campaign: secret, recording, the request's bytes. Sends nothing.</summary>
    /// <param name="campaign">The campaign. Its id is left there as a mark.</param>
    /// <param name="phones">Whom to call, in E.164.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<CampaignReadiness> GetReady(Campaign campaign, IReadOnlyList<string> phones, CancellationToken cancellation);

    /// <summary>Looks for the mark of a campaign whose beginning is uncertain.</summary>
    Task<CampaignMark> Find(Campaign campaign, CancellationToken cancellation);

    /// <summary>Tells a campaign to be in a state.</summary>
    /// <returns>Whether the phone system has confirmed it.</returns>
    Task<bool> Tell(string id, CampaignState state, CancellationToken cancellation);

    /// <summary>Tells a campaign how many phones it may call at once.</summary>
    /// <returns>Whether the phone system has confirmed it.</returns>
    Task<bool> Limit(string id, int maxRing, CancellationToken cancellation);

    /// <summary>Tells a campaign what its keys do from now on.</summary>
    /// <returns>Whether the phone system has confirmed it.</returns>
    Task<bool> Retarget(string id, IReadOnlyList<CampaignKey> keys, CancellationToken cancellation);

    /// <summary>What became of everybody so far; null when it does not say.</summary>
    Task<CampaignSeen?> Report(string id, CancellationToken cancellation);
}
