using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Intake;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Tests.Accounts.Hours;

namespace Click2Call.Tests.Intake;

public sealed class AskedTimeTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    // Friday, 20 November 2026, 12:00 in Jerusalem.
    private static readonly DateTimeOffset Noon = Office.Utc("2026-11-20 10:00");

    [Theory]
    [InlineData("today 16:00", "2026-11-20 14:00")]
    [InlineData("Today at 4pm", "2026-11-20 14:00")]
    [InlineData("tomorrow 10:30", "2026-11-21 08:30")]
    [InlineData("tomorrow, 10.30", "2026-11-21 08:30")]
    [InlineData("TOMORROW AT 9", "2026-11-21 07:00")]
    [InlineData("tomorrow 12:15 am", "2026-11-20 22:15")]
    [InlineData("tomorrow 12 pm", "2026-11-21 10:00")]
    [InlineData("monday 9:00", "2026-11-23 07:00")]
    [InlineData("mon 9:00", "2026-11-23 07:00")]
    [InlineData("friday 13:00", "2026-11-20 11:00")] // today, and still to come
    [InlineData("friday 11:00", "2026-11-27 09:00")] // today, and over
    [InlineData("2026-12-11T10:30", "2026-12-11 08:30")]
    [InlineData("2026-12-11 10:30:00", "2026-12-11 08:30")]
    [InlineData("2026-12-11T10:30:00.000Z", "2026-12-11 10:30")]
    [InlineData("2026-12-11T10:30:00-05:00", "2026-12-11 15:30")]
    [InlineData("2026-12-11T10:30:00 05:30", "2026-12-11 05:00")] // a plus that a form did not escape
    [InlineData("  2026-12-11T10:30+0530 ", "2026-12-11 05:00")]
    public void What_people_and_browsers_write(string text, string expected) =>
        Assert.Equal((Office.Utc(expected), null), AskedTime.Read(text, TimeZones.Find("Asia/Jerusalem"), Noon, Month));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("now")]
    [InlineData("NOW")]
    [InlineData("today 12:00")] // this minute, which has just begun
    [InlineData("2026-11-20T11:59")]
    public void Now(string? text) => Assert.Equal((null, null), AskedTime.Read(text, TimeZones.Find("Asia/Jerusalem"), Noon, Month));

    [Theory]
    [InlineData("soon")]
    [InlineData("tomorrow")]
    [InlineData("tomorrow 25:00")]
    [InlineData("tomorrow 10:60")]
    [InlineData("tomorrow 13 pm")]
    [InlineData("tomorrow 0 am")]
    [InlineData("m 9:00")]
    [InlineData("2026-02-30T10:00")]
    [InlineData("2026-12-11")]
    [InlineData("2026-12-11T10:30+15:00")]
    [InlineData("0001-01-01T00:00+14:00")]
    [InlineData("11/12/2026 10:30")]
    [InlineData("tomorrow 10:30; drop table")]
    public void What_is_no_time_is_told_how_one_is_written(string text)
    {
        var (at, problem) = AskedTime.Read(text, TimeZones.Find("Asia/Jerusalem"), Noon, Month);
        Assert.Null(at);
        Assert.StartsWith("Please write the time like", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("today 11:00", "past")]
    [InlineData("2020-01-01T10:00", "past")]
    [InlineData("2026-12-21T10:00", "within the next 30 days")]
    [InlineData("9999-12-31T23:59", "within the next 30 days")]
    public void Past_and_too_far(string text, string says)
    {
        var (at, problem) = AskedTime.Read(text, TimeZones.Find("Asia/Jerusalem"), Noon, Month);
        Assert.Null(at);
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-08T02:30", "2026-03-08 07:30")] // skipped: as much later as the clock jumps
    [InlineData("America/New_York", "2026-11-01T01:30", "2026-11-01 05:30")] // twice: the first
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03 15:45")]
    [InlineData("Pacific/Kiritimati", "2026-03-08T09:00", "2026-03-07 19:00")]
    public void Times_that_a_clock_skips_or_shows_twice(string zone, string text, string expected)
    {
        var at = Office.Utc(expected);
        Assert.Equal((at, null), AskedTime.Read(text, TimeZones.Find(zone), at.AddDays(-3), Month));
    }

    [Theory]
    [InlineData("Europe/Paris", "+972547654321", "Europe/Paris")] // as the browser says
    [InlineData(null, "+972547654321", "Asia/Jerusalem")] // the number's
    [InlineData(null, "+61412345678", "Asia/Tokyo")] // a number in zones whose clocks differ: the account's
    [InlineData(null, "+447400123456", "Europe/Guernsey")] // in zones whose clocks do not: any
    [InlineData("Nowhere/At_All", "+80012345678", "Asia/Tokyo")]
    public void The_zone_of_a_visitor(string? told, string number, string expected)
    {
        var account = new Account { Id = "acme", Name = "Acme", DefaultRegion = "IL", TimeZone = "Asia/Tokyo" };
        Assert.Equal(expected, VisitorZone.Of(told, PhoneNumber.Parse(number), account, null, Noon).Id);
    }

    [Theory]
    [InlineData("2026-11-20 14:05", "today at 16:05 (Jerusalem time)")]
    [InlineData("2026-11-20 22:05", "tomorrow, Saturday, 21 November, at 00:05 (Jerusalem time)")]
    [InlineData("2026-11-23 07:04", "on Monday, 23 November, at 09:04 (Jerusalem time)")]
    [InlineData("2027-01-04 07:00", "on Monday, 4 January 2027, at 09:00 (Jerusalem time)")]
    public void A_time_in_words(string at, string words) =>
        Assert.Equal(words, TimeWords.Of(Office.Utc(at), TimeZones.Find("Asia/Jerusalem"), Noon));

    [Fact]
    public void A_place_of_several_words() =>
        Assert.Equal("today at 05:00 (Buenos Aires time)", TimeWords.Of(Office.Utc("2026-11-20 08:00"), TimeZones.Find("America/Argentina/Buenos_Aires"), Noon));
}
