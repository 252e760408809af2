namespace Click2Call.Campaigns;

/// <summary>A campaign as it was read.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="ETag">Its version.</param>
public sealed record StoredCampaign(Campaign Campaign, string ETag);
