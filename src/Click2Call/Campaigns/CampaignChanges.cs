using Click2Call.Calls;

namespace Click2Call.Campaigns;

/// <summary>Changes of a campaign's row that others change, too.</summary>
internal static class CampaignChanges
{
    private const int Tries = 8;

    /// <summary>Changes what is stored now, however many others do.</summary>
    /// <param name="campaigns">The campaigns.</param>
    /// <param name="account">The account's id.</param>
    /// <param name="id">The campaign's id.</param>
    /// <param name="change">The change; null: there is none to make.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="before">What must be done before the write, such as setting the wake-up that it promises.</param>
    /// <returns>The campaign after it; null where there is none, or no change to make.</returns>
    /// <exception cref="StorageUnavailableException">Others changed it again and again, or storage did not answer.</exception>
    public static async Task<Campaign?> Change(
        this ICampaigns campaigns, string account, string id, Func<Campaign, Campaign?> change, CancellationToken cancellation, Func<Campaign, Task>? before = null)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await campaigns.Find(account, id, cancellation) is not { } stored || change(stored.Campaign) is not { } changed)
                return null;
            if (before is not null)
                await before(changed);
            if (await campaigns.Save(stored, changed, cancellation))
                return changed;
        }

        throw new StorageUnavailableException("The campaign is being changed by others.");
    }
}
