namespace Click2Call.Campaigns;

/// <summary>The order for a campaign with nothing left to prepare.</summary>
public interface IReadyCampaign
{
    /// <summary>Gives it, once: it is for the caller to know whether that was done before.</summary>
    /// <param name="cancellation">Stops waiting; then the campaign may have begun.</param>
    Task<CampaignSent> Send(CancellationToken cancellation);
}
