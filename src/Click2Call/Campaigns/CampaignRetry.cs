namespace Click2Call.Campaigns;

/// <summary>A call that is to be tried again.</summary>
/// <param name="At">When.</param>
/// <param name="Recipient">Whom.</param>
public sealed record CampaignRetry(DateTimeOffset At, CampaignRecipient Recipient);
