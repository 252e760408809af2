namespace Click2Call.Campaigns;

/// <summary>A key that whoever hears a campaign's message may press.</summary>
/// <param name="Key">One of 0 to 9, <c>*</c> and <c>#</c>.</param>
/// <param name="Action">What it is to do, as it was sent: an extension, a number or a word; see <see cref="CampaignKeys"/>.</param>
public sealed record CampaignKey(string Key, string Action);
