using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Numbers;

namespace Click2Call.Campaigns;

/// <summary>When a campaign may call: with reasonable hours, from 08:00 to 23:00 of the account's clock and of the called person's.</summary>
internal static class CampaignHours
{
    private static readonly SameHoursDaily Day = new(new(8 * 60, 23 * 60));

    /// <summary>When it may call anybody: now, or at 8 in the morning, and not before the campaign's own time.</summary>
    public static DateTimeOffset Opens(Campaign campaign, Account account, DateTimeOffset now)
    {
        var from = From(campaign, now);
        return campaign.ReasonableHours && Day.In(account.TimeZone) is { } day ? day.Next(from)?.From ?? from : from;
    }

    /// <summary>When it may call this person; null when there is no hour that suits the account and wherever the number may be.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="account">Its account.</param>
    /// <param name="phone">The number in E.164; where it tells no zone, the account's counts alone.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset? Opens(Campaign campaign, Account account, string phone, DateTimeOffset now)
    {
        if (!campaign.ReasonableHours || !PhoneNumber.TryParsePlausible(phone, account.DefaultRegion, out var number, out _))
            return Opens(campaign, account, now);
        List<(OpenCalendar, TimeSpan)> kept = [];
        foreach (var zone in NumberZones.Of(number).Append(account.TimeZone).Distinct(StringComparer.Ordinal))
        {
            if (Day.In(zone) is { } day)
                kept.Add((day, TimeSpan.Zero));
        }

        return OpenTogether.Next(kept, From(campaign, now))?.From;
    }

    private static DateTimeOffset From(Campaign campaign, DateTimeOffset now) => campaign.SendTime > now ? campaign.SendTime.Value : now;
}
