namespace Click2Call.Accounts.Hours;

/// <summary>
/// Finds when something is open, whose hours are told in local time. Something is open at an instant when the clock on
/// the wall shows an open time then: hours that a clock skips do not happen, an hour that a clock shows twice happens
/// twice, and what begins within a skipped hour begins when the clock has jumped over it. Pure.
/// </summary>
/// <param name="zone">The zone of the clock on the wall.</param>
/// <param name="spansOf">What is open on a day. A span that goes on past midnight belongs to the day on which it begins.</param>
internal sealed class OpenCalendar(TimeZoneInfo zone, Func<DateOnly, IReadOnlyList<OpenSpan>> spansOf)
{
    /// <summary>How far ahead an opening is looked for: 400 days.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(400);

    /// <summary>How far ahead a closing is looked for: 8 days.</summary>
    public static readonly TimeSpan LongestLook = TimeSpan.FromDays(8);

    private static readonly TimeSpan Step = TimeSpan.FromDays(1);

    /// <summary>The zone.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>Whether it is open.</summary>
    public bool IsOpen(DateTimeOffset instant)
    {
        var local = (instant + zone.GetUtcOffset(instant)).UtcDateTime;
        var day = DateOnly.FromDateTime(local);
        var time = local.TimeOfDay;
        return Any(day, time) || Any(day.AddDays(-1), time + Step);
    }

    /// <summary>
    /// The first window that is open for more than <paramref name="margin"/> from <paramref name="from"/> on; it begins at
    /// <paramref name="from"/> when that is open. Null when there is none within <see cref="Horizon"/>.
    /// </summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="margin">By how much each window ends earlier.</param>
    public OpenWindow? Next(DateTimeOffset from, TimeSpan margin = default)
    {
        from = from.ToUniversalTime();
        var end = from + Horizon;
        OpenWindow? found = null;
        for (var at = from; at < end;)
        {
            var (next, offset) = Stretch(at);
            foreach (var window in Windows(at, next, offset))
            {
                if (found is not { } open)
                    found = window;
                else if (window.From <= open.To)
                    found = open with { To = window.To > open.To ? window.To : open.To };
                else if (Without(margin, open) is { } whole)
                    return whole;
                else
                    found = window;
            }

            // What ends before the stretch does is over, and what goes on for long is long enough.
            if (found is { } seen && (seen.To < next || seen.To - seen.From > LongestLook) && Without(margin, seen) is { } ready)
                return ready;
            at = next;
        }

        return found is { } last ? Without(margin, last) : null;
    }

    private static OpenWindow? Without(TimeSpan margin, OpenWindow window) =>
        window.To - margin > window.From ? window with { To = window.To - margin } : null;

    private bool Any(DateOnly day, TimeSpan time)
    {
        foreach (var span in spansOf(day))
        {
            if (time >= TimeSpan.FromMinutes(span.From) && time < TimeSpan.FromMinutes(span.To))
                return true;
        }

        return false;
    }

    // Up to a day in which the clock runs evenly. Zones that change their offset and change it back within a day do not exist.
    private (DateTimeOffset End, TimeSpan Offset) Stretch(DateTimeOffset at)
    {
        var offset = zone.GetUtcOffset(at);
        var end = at + Step;
        if (zone.GetUtcOffset(end) == offset)
            return (end, offset);
        var (before, after) = (at.UtcTicks, end.UtcTicks);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (zone.GetUtcOffset(new DateTimeOffset(middle, TimeSpan.Zero)) == offset)
                before = middle;
            else
                after = middle;
        }

        return (new DateTimeOffset(after, TimeSpan.Zero), offset);
    }

    private List<OpenWindow> Windows(DateTimeOffset from, DateTimeOffset to, TimeSpan offset)
    {
        var last = DateOnly.FromDateTime((to + offset).UtcDateTime);
        var windows = new List<OpenWindow>();
        for (var day = DateOnly.FromDateTime((from + offset).UtcDateTime).AddDays(-1); day <= last; day = day.AddDays(1))
        {
            var midnight = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) - offset;
            foreach (var span in spansOf(day))
            {
                var (begin, end) = (midnight.AddMinutes(span.From), midnight.AddMinutes(span.To));
                if (begin < to && end > from)
                    windows.Add(new(begin > from ? begin : from, end < to ? end : to));
            }
        }

        windows.Sort((one, other) => one.From.CompareTo(other.From));
        return windows;
    }
}
