using Click2Call.Accounts.Hours;
using static Click2Call.Tests.Accounts.Hours.Office;

namespace Click2Call.Tests.Accounts.Hours;

/// <summary>The wall clocks of the world, at the hours at which they misbehave. Offsets are those of the time zone database 2025b.</summary>
public sealed class OpeningHoursTests
{
    private const string WorkingWeek = "mon-fri 09:00-17:00";

    [Theory]
    [InlineData("2026-11-20 06:59:59", "2026-11-20 07:00")] // Friday 08:59:59 in Jerusalem
    [InlineData("2026-11-20 07:00", "2026-11-20 07:00")]
    [InlineData("2026-11-20 10:59:59", "2026-11-20 10:59:59")]
    [InlineData("2026-11-20 11:00", "2026-11-22 07:00")] // closes at 13:00 on Fridays, opens on Sunday
    [InlineData("2026-11-26 15:30", "2026-11-27 07:00")] // Thursday 17:30
    public void Next_opening(string at, string opens)
    {
        var hours = Of("Asia/Jerusalem", "sun-thu 09:00-17:00; fri 09:00-13:00");
        Assert.Equal(Utc(opens), hours.NextOpening(Utc(at)));
        Assert.Equal(at == opens, hours.IsOpen(Utc(at)));
    }

    [Fact]
    public void A_day_with_a_break_opens_twice()
    {
        var hours = Of("Europe/Paris", "mon-fri 09:00-12:00 14:00-18:00");
        Assert.Equal(Utc("2026-11-20 13:00"), hours.NextOpening(Utc("2026-11-20 11:00")));
        Assert.False(hours.IsOpen(Utc("2026-11-20 12:59:59")));
        Assert.True(hours.IsOpen(Utc("2026-11-20 16:59:59")));
    }

    [Fact]
    public void Hours_past_midnight_belong_to_the_day_on_which_they_begin()
    {
        var hours = Of("Europe/London", "fri 20:00-26:00", Closed("2026-11-21"), Closed("2026-11-27"));
        Assert.True(hours.IsOpen(Utc("2026-11-21 01:59"))); // the holiday's Saturday has begun, Friday's shift has not ended
        Assert.False(hours.IsOpen(Utc("2026-11-21 02:00")));
        Assert.False(hours.IsOpen(Utc("2026-11-28 01:00"))); // the shift of a Friday that is a holiday
        Assert.Equal(Utc("2026-12-04 20:00"), hours.NextOpening(Utc("2026-11-21 02:00")));
    }

    [Fact]
    public void Holidays_close_and_shorten_days_and_open_others()
    {
        var hours = Of("Europe/Berlin", WorkingWeek, Closed("2026-12-24", "2026-12-27"), Short("2026-12-31", "09:00-12:00"), Short("2027-01-02", "10:00-11:00"), Closed("2027-01-01"));
        Assert.Equal(Utc("2026-12-28 08:00"), hours.NextOpening(Utc("2026-12-23 16:00")));
        Assert.Equal(Utc("2027-01-02 09:00"), hours.NextOpening(Utc("2026-12-31 11:00")));
        Assert.Equal(Utc("2027-01-04 08:00"), hours.NextOpening(Utc("2027-01-02 10:00")));
    }

    [Fact]
    public void Always_open_is_open_at_once_and_for_as_long_as_we_look()
    {
        var window = Of("Asia/Jerusalem", "sun-sat 00:00-24:00").Calendar.Next(Utc("2026-10-24 12:00"));
        Assert.Equal(Utc("2026-10-24 12:00"), window!.Value.From);
        Assert.True(window.Value.To - window.Value.From > OpenCalendar.LongestLook);
    }

    [Fact]
    public void Never_open_is_found_out_in_bounded_time()
    {
        var hours = Of("America/New_York", "mon 09:00-17:00", Closed("2026-01-01", "2099-12-31"));
        Assert.Null(hours.NextOpening(Utc("2026-11-20 12:00")));
        Assert.NotNull(hours.NextOpening(Utc("2098-12-25 12:00")) ?? hours.NextOpening(Utc("2099-12-25 12:00")));
    }

    // Clocks go on from 02:00 to 03:00: in Jerusalem on Friday 27 March 2026, in New York on Sunday 8 March.
    [Theory]
    [InlineData("Asia/Jerusalem", "fri 02:30-05:00", "2026-03-26 23:59", "2026-03-27 00:00", "2026-03-27 02:00")]
    [InlineData("America/New_York", "sun 02:30-05:00", "2026-03-08 06:00", "2026-03-08 07:00", "2026-03-08 09:00")]
    public void What_begins_within_a_skipped_hour_begins_after_it(string zone, string week, string at, string opens, string closes)
    {
        var window = Of(zone, week).Calendar.Next(Utc(at));
        Assert.Equal((Utc(opens), Utc(closes)), (window!.Value.From, window.Value.To));
    }

    [Fact]
    public void Hours_that_lie_within_a_skipped_hour_do_not_happen() =>
        Assert.Equal(Utc("2026-03-15 06:15"), Of("America/New_York", "sun 02:15-02:45").NextOpening(Utc("2026-03-08 00:00")));

    [Fact]
    public void Hours_across_a_skipped_hour_are_an_hour_shorter()
    {
        var window = Of("America/New_York", "sun 01:00-04:00").Calendar.Next(Utc("2026-03-08 05:00"));
        Assert.Equal((Utc("2026-03-08 06:00"), Utc("2026-03-08 08:00")), (window!.Value.From, window.Value.To));
    }

    // Clocks go back from 02:00 to 01:00 on Sunday 25 October 2026 in Jerusalem, on 1 November in New York.
    [Theory]
    [InlineData("Asia/Jerusalem", "sun 01:30-01:45", "2026-10-24 22:30", "2026-10-24 23:30")]
    [InlineData("America/New_York", "sun 01:30-01:45", "2026-11-01 05:30", "2026-11-01 06:30")]
    public void An_hour_that_happens_twice_opens_twice(string zone, string week, string first, string second)
    {
        var hours = Of(zone, week);
        Assert.Equal(Utc(first), hours.NextOpening(Utc(first).AddHours(-3)));
        Assert.Equal(Utc(second), hours.NextOpening(Utc(first).AddMinutes(15)));
        Assert.False(hours.IsOpen(Utc(first).AddMinutes(20)));
    }

    [Fact]
    public void When_the_clock_goes_back_into_open_hours_it_is_open_again()
    {
        // 00:30-01:15 in New York: until 01:15, and again from the second 01:00 on.
        var hours = Of("America/New_York", "sun 00:30-01:15");
        Assert.Equal(Utc("2026-11-01 06:00"), hours.NextOpening(Utc("2026-11-01 05:15")));
        Assert.True(hours.IsOpen(Utc("2026-11-01 06:14:59")));
        Assert.False(hours.IsOpen(Utc("2026-11-01 06:15")));
    }

    [Fact]
    public void A_night_shift_across_a_change_is_one_window()
    {
        var shift = Of("America/New_York", "sat 22:00-30:00");
        var back = shift.Calendar.Next(Utc("2026-11-01 00:00"))!.Value;
        Assert.Equal((Utc("2026-11-01 02:00"), Utc("2026-11-01 11:00")), (back.From, back.To)); // nine hours
        var on = shift.Calendar.Next(Utc("2026-03-08 00:00"))!.Value;
        Assert.Equal((Utc("2026-03-08 03:00"), Utc("2026-03-08 10:00")), (on.From, on.To)); // seven
    }

    // Lord Howe Island goes back by half an hour on Sunday 5 April 2026, from 02:00 (+11) to 01:30 (+10:30), and on again on 4 October.
    [Fact]
    public void Lord_Howe_changes_by_half_an_hour()
    {
        var hours = Of("Australia/Lord_Howe", "sun 01:40-01:50");
        Assert.Equal(Utc("2026-04-04 14:40"), hours.NextOpening(Utc("2026-04-04 12:00")));
        Assert.Equal(Utc("2026-04-04 15:10"), hours.NextOpening(Utc("2026-04-04 14:50")));
        Assert.Equal(Utc("2026-10-03 15:30"), Of("Australia/Lord_Howe", "sun 02:10-03:00").NextOpening(Utc("2026-10-03 12:00")));
    }

    // Samoa went from Thursday 29 to Saturday 31 December 2011.
    [Fact]
    public void Samoa_has_no_30_December_2011()
    {
        var friday = Of("Pacific/Apia", "fri 09:00-17:00");
        Assert.Equal(Utc("2012-01-05 19:00"), friday.NextOpening(Utc("2011-12-29 20:00")));
        var daily = Of("Pacific/Apia", "sun-sat 09:00-17:00");
        Assert.Equal(Utc("2011-12-30 19:00"), daily.NextOpening(Utc("2011-12-30 03:00"))); // closed on Thursday at 17:00 (-10), opens on Saturday at 09:00 (+14)
    }

    [Fact]
    public void Kiritimati_is_the_first_to_open()
    {
        Assert.Equal(Utc("2026-11-22 19:00"), Of("Pacific/Kiritimati", WorkingWeek).NextOpening(Utc("2026-11-21 00:00")));
        Assert.Equal(Utc("2026-11-23 20:00"), Of("Pacific/Pago_Pago", WorkingWeek).NextOpening(Utc("2026-11-21 05:00")));
    }

    // A day of work is as long as it says on every day of a year but those on which the clock changes at work.
    [Fact]
    public void A_year_of_hours_and_holidays()
    {
        Holiday[] holidays = [Closed("2026-09-11", "2026-09-13"), Closed("2026-09-20", "2026-09-21"), Short("2026-10-02", "09:00-11:00"), Closed("2027-04-21", "2027-04-28")];
        var hours = Of("Asia/Jerusalem", "sun-thu 09:00-17:00; fri 09:00-13:00", holidays);
        var zone = TimeZones.Find("Asia/Jerusalem");
        var (at, end) = (Utc("2026-08-31 21:00"), Utc("2027-08-31 21:00"));
        var found = new Dictionary<DateOnly, TimeSpan>();
        while (hours.Calendar.Next(at) is { } window && window.From < end)
        {
            var local = TimeZoneInfo.ConvertTime(window.From, zone);
            Assert.Equal(TimeSpan.FromHours(9), local.TimeOfDay);
            found.Add(DateOnly.FromDateTime(local.DateTime), window.To - window.From);
            at = window.To;
        }

        for (var day = new DateOnly(2026, 9, 1); day < new DateOnly(2027, 9, 1); day = day.AddDays(1))
        {
            var closed = day.DayOfWeek == DayOfWeek.Saturday || holidays.Any(holiday => holiday.Open.Count == 0 && day >= holiday.First && day <= holiday.Last);
            var open = day == new DateOnly(2026, 10, 2) ? 2 : day.DayOfWeek == DayOfWeek.Friday ? 4 : 8;
            Assert.Equal(closed ? TimeSpan.Zero : TimeSpan.FromHours(open), found.GetValueOrDefault(day));
        }
    }

    [Fact]
    public void A_zone_that_this_machine_does_not_know_is_named()
    {
        var hours = Of("Asia/Atlantis", WorkingWeek);
        var problem = Assert.Throws<TimeZoneNotFoundException>(() => hours.IsOpen(Utc("2026-11-20 12:00")));
        Assert.Contains("'Asia/Atlantis'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("tzdata", problem.Message, StringComparison.Ordinal);
        Assert.Contains("tzdata", TimeZones.NoData, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/usr/share/zoneinfo/Asia/Jerusalem")]
    [InlineData("Asia/Jerusalem\0")]
    [InlineData("Israel Standard Time")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_name_of_a_zone_is_never_looked_for(string? name) => Assert.False(TimeZones.TryFind(name, out _));
}
