using Click2Call.Accounts;
using Click2Call.Calls;

namespace Click2Call.Campaigns;

/// <summary>Decides what is next for one who is called, from what is known of them and the clock alone. Pure.</summary>
internal static class RecipientRule
{
    private const int MostDials = 50;

    // One phone whose calls always fail is not dialled each minute of a day: its dials take half a day.
    private static readonly TimeSpan LongestLineDown = TimeSpan.FromMinutes(15);

    /// <summary>A call begins, or is put off. Where the number is, it may be night though the campaign's day has begun.</summary>
    public static CampaignStep Begin(Campaign campaign, Account account, CampaignRecipient recipient, DateTimeOffset now)
    {
        var opens = CampaignHours.Opens(campaign, account, recipient.Phone, now);
        return opens <= now
            ? new CampaignStep(recipient with { Calling = true, Dials = recipient.Dials + 1, Call = null })
            : PutOff(recipient, opens, now);
    }

    /// <summary>A call has ended, or was refused.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="flight">Who was being called.</param>
    /// <param name="outcome">What it came to.</param>
    /// <param name="now">The time.</param>
    public static CampaignStep After(Campaign campaign, CampaignRecipient flight, CallOutcome outcome, DateTimeOffset now)
    {
        // A phone system that takes no calls has rung nobody.
        var rang = outcome is not (CallOutcome.LineUnavailable or CallOutcome.Throttled or CallOutcome.LineRefused);
        var tried = flight with { Calling = false, Outcome = outcome, At = now, Tries = flight.Tries + (rang ? 1 : 0) };
        var again = campaign.State != CampaignState.Stopped && outcome switch
        {
            CallOutcome.Throttled => true,
            CallOutcome.LineUnavailable => tried.Dials < MostDials,
            CallOutcome.LineRefused => tried.Dials < CampaignLineRule.MostRefusedDials,
            CallOutcome.TargetBusy or CallOutcome.TargetNoAnswer or CallOutcome.TargetUnreachable => tried.Tries < campaign.DialRetries && tried.Dials < MostDials,
            _ => false,
        };
        return again
            ? new CampaignStep(tried, RetryAt: now + WaitAfter(campaign, outcome, tried.Dials))
            : new CampaignStep(tried with { Over = true });
    }

    /// <summary>The order for a call was not placed, and now nobody can place it: another one later, if the campaign goes on.</summary>
    public static CampaignStep Unplaced(Campaign campaign, Account account, CampaignRecipient flight, DateTimeOffset now) => campaign.State == CampaignState.Stopped
        ? new CampaignStep(flight with { Calling = false, Outcome = CallOutcome.Canceled, At = now, Over = true })
        : PutOff(flight with { Calling = false }, CampaignHours.Opens(campaign, account, flight.Phone, now), now, wasCalling: true);

    private static TimeSpan WaitAfter(Campaign campaign, CallOutcome outcome, int dials) => outcome switch
    {
        CallOutcome.Throttled => CampaignLineRule.FullRest,
        CallOutcome.LineUnavailable or CallOutcome.LineRefused => CampaignLineRule.DownRest * dials < LongestLineDown ? CampaignLineRule.DownRest * dials : LongestLineDown,
        _ => campaign.BetweenRetries,
    };

    private static CampaignStep PutOff(CampaignRecipient recipient, DateTimeOffset? opens, DateTimeOffset now, bool wasCalling = false) => opens is null
        ? new CampaignStep(recipient with { Outcome = CallOutcome.NotAllowed, At = now, Over = true }, WasCalling: wasCalling)
        : new CampaignStep(recipient, RetryAt: opens, WasCalling: wasCalling);
}
