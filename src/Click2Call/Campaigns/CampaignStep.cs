namespace Click2Call.Campaigns;

/// <summary>One change of a recipient, to be written with others in one transaction.</summary>
/// <param name="Recipient">As it is to be.</param>
/// <param name="WasDue">When the call that begins now was due, if it was a further try.</param>
/// <param name="RetryAt">When the next call is due, if one is.</param>
/// <param name="WasCalling">Whether a call was under way until now.</param>
public sealed record CampaignStep(CampaignRecipient Recipient, DateTimeOffset? WasDue = null, DateTimeOffset? RetryAt = null, bool WasCalling = true);
