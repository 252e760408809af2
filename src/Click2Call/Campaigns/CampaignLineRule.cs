using Click2Call.Accounts;
using Click2Call.Calls;

namespace Click2Call.Campaigns;

/// <summary>Decides whether a campaign's line is given calls, from what came of those before. Pure.</summary>
internal static class CampaignLineRule
{
    /// <summary>So often a number is dialled whose calls the line refuses; so many refusals in a row make it rest: one may be about the one number.</summary>
    public const int MostRefusedDials = 3;

    // So many in a row are about us, such as a key that was changed.
    private const int MostRefusals = 10;

    /// <summary>How long a line is left alone that is down or refuses.</summary>
    public static readonly TimeSpan DownRest = TimeSpan.FromMinutes(1);

    /// <summary>How long one is that has no place: a place is free as soon as a call ends.</summary>
    public static readonly TimeSpan FullRest = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What came of calls says something of the line, too. One that is down or refuses now and then, and takes others, is not
    /// given a rest; one that has no place is full whomever it took before.
    /// </summary>
    /// <param name="work">What is in hand, with those calls still under way.</param>
    /// <param name="steps">What became of them.</param>
    /// <param name="now">The time.</param>
    public static CampaignProgress Judge(CampaignWork work, IReadOnlyList<CampaignStep> steps, DateTimeOffset now)
    {
        var outcomes = steps.Where(step => !step.Recipient.Calling).Select(step => step.Recipient.Outcome).ToList();
        var settled = steps.Select(step => step.Recipient.Index).ToHashSet();
        var takes = outcomes.Any(outcome => outcome is CallOutcome.Answered or CallOutcome.TargetBusy or CallOutcome.TargetNoAnswer or CallOutcome.TargetRejected)
            || work.Flights.Any(flight => !settled.Contains(flight.Index) && CallId.TryParse(flight.Call, out var id) && id.CreatedAt > now - DownRest);
        var refused = takes ? 0 : work.Progress.Refused + outcomes.Count(outcome => outcome == CallOutcome.LineRefused);
        TimeSpan? rest = outcomes.Contains(CallOutcome.Throttled) ? FullRest
            : !takes && (outcomes.Contains(CallOutcome.LineUnavailable) || (refused >= MostRefusedDials && outcomes.Contains(CallOutcome.LineRefused))) ? DownRest
            : null;
        return work.Progress with { RestUntil = rest is { } wait ? now + wait : takes ? null : work.Progress.RestUntil, Refused = refused };
    }

    /// <summary>How many calls may begin now: up to the campaign's limit and the line's; one, to see whether a line takes calls again.</summary>
    public static int Free(Campaign campaign, Account account, CampaignProgress progress, int flights, DateTimeOffset now)
    {
        if (progress.RestUntil > now)
            return 0;
        var most = account.FindLine(campaign.Line) is { MaxDials: > 0 and var dials } && dials < campaign.MaxRing ? dials : campaign.MaxRing;
        return progress.RestUntil is null ? most - flights : Math.Min(most - flights, 1);
    }

    /// <summary>What a person must put right, and until they have nobody else is called; null when nothing must be.</summary>
    public static string? WhyHeld(Campaign campaign, Account account, CampaignWork? work) =>
        campaign.Extension is { } extension && account.FindExtension(extension) is not { Blocked: false } ? $"The extension {extension} is no longer there."
        : work?.Progress.Refused >= MostRefusals ? "The phone system refuses the calls."
        : null;
}
