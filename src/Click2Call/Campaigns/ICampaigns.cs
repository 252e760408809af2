namespace Click2Call.Campaigns;

/// <summary>Keeps campaigns.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface ICampaigns
{
    /// <summary>
    /// Claims what is asked for, so that of equal requests within <see cref="Campaign.RepeatWindow"/> one makes a campaign.
    /// Whoever claimed it and died is followed after two minutes, and cannot finish any more.
    /// </summary>
    /// <param name="account">The account's id.</param>
    /// <param name="fingerprint">What is asked for, as a hash in hexadecimal digits.</param>
    /// <param name="id">The id of the campaign that will be made.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<CampaignClaim> Claim(string account, string fingerprint, string id, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Removes claims that nobody can repeat any more, and what was written for those who died with them.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="before">Claims that are older.</param>
    /// <param name="unmade">Told each id under which no campaign was made, while the claim is still there: whoever dies in it is followed.</param>
    /// <param name="cancellation">Stops between two claims.</param>
    Task ForgetClaims(string account, DateTimeOffset before, Func<string, Task> unmade, CancellationToken cancellation);

    /// <summary>
    /// Writes a new campaign: first whom it calls, at last the campaign itself, without which the others mean nothing.
    /// </summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="phones">Whom it calls, in E.164.</param>
    /// <param name="fingerprint">As what it was claimed; null: nobody can ask for it twice.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Calls.StorageUnavailableException">Storage did not answer, or somebody else has the claim now.</exception>
    Task Create(Campaign campaign, IReadOnlyList<string> phones, string? fingerprint, CancellationToken cancellation);

    /// <summary>A campaign; null when there is none.</summary>
    Task<StoredCampaign?> Find(string account, string id, CancellationToken cancellation);

    /// <summary>The account's campaigns, the newest first.</summary>
    Task<IReadOnlyList<Campaign>> List(string account, int top, CancellationToken cancellation);

    /// <summary>Writes a campaign; false when it changed since it was read.</summary>
    Task<bool> Save(StoredCampaign read, Campaign changed, CancellationToken cancellation);

    /// <summary>Everybody, in the order of the list.</summary>
    IAsyncEnumerable<CampaignRecipient> Recipients(string account, string id, CancellationToken cancellation);

    /// <summary>What a campaign has in hand.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="id">The campaign's id.</param>
    /// <param name="now">Until when calls are due.</param>
    /// <param name="most">How many due calls are wanted.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<CampaignWork?> Work(string account, string id, DateTimeOffset now, int most, CancellationToken cancellation);

    /// <summary>The next who were never called.</summary>
    Task<IReadOnlyList<CampaignRecipient>> Fresh(string account, string id, int from, int count, CancellationToken cancellation);

    /// <summary>Writes changes of recipients and the progress at once; null when somebody was faster. At most 30 changes.</summary>
    Task<string?> Write(string account, string id, CampaignProgress progress, string etag, IReadOnlyList<CampaignStep> steps, CancellationToken cancellation);

    /// <summary>Removes a campaign and whom it called.</summary>
    Task Delete(string account, string id, CancellationToken cancellation);

    /// <summary>Puts a wake-up.</summary>
    Task Wake(string account, string id, int seq, TimeSpan after, CancellationToken cancellation);
}
