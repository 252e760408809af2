namespace Click2Call.Campaigns;

/// <summary>What a campaign has in hand.</summary>
/// <param name="Progress">How far it is.</param>
/// <param name="ETag">The version of that.</param>
/// <param name="Flights">Who is being called.</param>
/// <param name="Due">Whose next call is due, the earliest first; not more than was asked for.</param>
/// <param name="NextDue">When the next of the others is due, if there are any.</param>
public sealed record CampaignWork(
    CampaignProgress Progress, string ETag, IReadOnlyList<CampaignRecipient> Flights, IReadOnlyList<CampaignRetry> Due, DateTimeOffset? NextDue);
