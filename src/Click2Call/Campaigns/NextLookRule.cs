namespace Click2Call.Campaigns;

/// <summary>Decides when a campaign is worked on next. Pure.</summary>
internal static class NextLookRule
{
    /// <summary>A wake-up further away than this would only make the platform scale out for a message that sleeps.</summary>
    public static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(15);

    /// <summary>When to look.</summary>
    /// <param name="work">What is in hand; null when that is not known.</param>
    /// <param name="opens">When the campaign may call anybody.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset At(CampaignWork? work, DateTimeOffset opens, DateTimeOffset now)
    {
        var soon = now + CampaignPump.Look;
        if (work is null || work.Flights.Count > 0 || (opens <= now && (work.Progress.RestUntil ?? now) <= now && (work.Due.Count > 0 || work.Progress.Next < work.Progress.Total)))
            return soon;
        var rested = work.Progress.RestUntil is { } until && until > opens ? until : opens;
        var next = rested > now ? rested : work.NextDue ?? soon;
        return next < soon ? soon : next > now + LongestSleep ? now + LongestSleep : next;
    }
}
