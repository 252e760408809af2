using Click2Call.Accounts.Hours;
using static Click2Call.Tests.Accounts.Hours.Office;

namespace Click2Call.Tests.Accounts.Hours;

/// <summary>Random hours in zones with every kind of change, beside a search that tries one minute after the other.</summary>
public sealed class OpeningHoursPropertyTests
{
    private static readonly string[] Zones =
        ["Asia/Jerusalem", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati", "Europe/London", "Asia/Kathmandu", "Africa/Casablanca", "America/St_Johns", "UTC"];

    [Theory]
    [InlineData("2026-03-06 00:00")] // around the changes of New York and Jerusalem in spring,
    [InlineData("2026-03-25 00:00")]
    [InlineData("2026-04-03 00:00")] // Lord Howe's in autumn and Casablanca's, and those in autumn
    [InlineData("2026-10-02 00:00")]
    [InlineData("2026-10-23 00:00")]
    [InlineData("2011-12-28 00:00")] // Samoa's skipped day
    public void The_next_opening_is_open_and_nothing_before_it_is(string from)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var hours = Draw(random, Zones[seed % Zones.Length], Utc(from));
            var at = Utc(from).AddMinutes(random.Next(4 * 1440));
            var found = hours.NextOpening(at);
            var (limit, minute) = (at.AddDays(9), at);
            while (minute < limit && !IsOpenByTheClock(hours, minute))
                minute = minute.AddMinutes(1);
            if (minute == limit)
                Assert.True(found is null || found >= limit, $"seed {seed}: {found} is too early");
            else
                Assert.True(found == minute, $"seed {seed}, {hours.TimeZone}: from {at:u} it opens at {minute:u}, not {found:u}");

            if (hours.Calendar.Next(at) is not { } window || window.From >= limit)
                continue;
            Assert.True(window.To > window.From && IsOpenByTheClock(hours, window.To.AddTicks(-1)), $"seed {seed}: it closes before {window.To:u}");
            if (window.To - window.From < OpenCalendar.LongestLook)
                Assert.False(IsOpenByTheClock(hours, window.To), $"seed {seed}: it is still open at {window.To:u}");
            for (minute = window.From; minute < window.To; minute = minute.AddMinutes(1))
                Assert.True(IsOpenByTheClock(hours, minute), $"seed {seed}: it is closed at {minute:u}");
        }
    }

    // The definition, word for word: what does the clock on the wall show?
    private static bool IsOpenByTheClock(OpeningHours hours, DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, TimeZones.Find(hours.TimeZone)).DateTime;
        var (day, time) = (DateOnly.FromDateTime(local), local.TimeOfDay.TotalMinutes);
        var open = hours.On(day).Any(span => time >= span.From && time < span.To) || hours.On(day.AddDays(-1)).Any(span => time + 1440 >= span.From && time + 1440 < span.To);
        Assert.Equal(open, hours.IsOpen(instant));
        return open;
    }

    private static OpeningHours Draw(Random random, string zone, DateTimeOffset around)
    {
        IReadOnlyList<OpenSpan>[] week = [.. Enumerable.Range(0, 7).Select(_ => Day(random))];
        var first = DateOnly.FromDateTime(around.UtcDateTime).AddDays(random.Next(-2, 5));
        return new OpeningHours
        {
            TimeZone = zone,
            Week = week,
            Holidays = random.Next(2) == 0 ? [] : [new Holiday(first, first.AddDays(random.Next(3)), random.Next(2) == 0 ? [] : Day(random))],
        };
    }

    private static List<OpenSpan> Day(Random random)
    {
        var spans = new List<OpenSpan>();
        for (var at = random.Next(0, 240); at < 1440 && random.Next(4) > 0; at += random.Next(1, 300))
        {
            var span = new OpenSpan(at, at + random.Next(1, random.Next(3) == 0 ? 900 : 200));
            spans.Add(span);
            at = span.To;
        }

        return spans;
    }
}
