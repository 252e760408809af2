namespace Click2Call.Accounts.Hours;

/// <summary>When several calendars are open at once. Pure.</summary>
internal static class OpenTogether
{
    private const int Tries = 1000;

    /// <summary>The first window in which all are open; it begins at <paramref name="from"/> when all are open then. Null when there is none in sight.</summary>
    /// <param name="calendars">The calendars, and by how much each of their windows ends earlier.</param>
    /// <param name="from">Where to begin.</param>
    public static OpenWindow? Next(IReadOnlyCollection<(OpenCalendar Calendar, TimeSpan Margin)> calendars, DateTimeOffset from)
    {
        var at = from.ToUniversalTime();
        for (var tries = 0; tries < Tries && at < from + OpenCalendar.Horizon; tries++)
        {
            var common = new OpenWindow(at, DateTimeOffset.MaxValue);
            foreach (var (calendar, margin) in calendars)
            {
                if (calendar.Next(at, margin) is not { } window)
                    return null;
                common = new(window.From > common.From ? window.From : common.From, window.To < common.To ? window.To : common.To);
            }

            if (common.From == at)
                return common;
            at = common.From;
        }

        return null;
    }
}
