using System.Globalization;
using Click2Call.Accounts.Hours;
using Click2Call.Functions.Tests.Calls;

namespace Click2Call.Functions.Tests.Leads;

/// <summary>What a visitor who asks for a time, or comes outside the hours, is told and gets.</summary>
[Collection(DoorsCollection.Name)]
public sealed class LeadTimesTests(Doors doors)
{
    private static readonly TimeZoneInfo Israel = TimeZones.Find("Asia/Jerusalem");

    [Fact]
    public async Task A_time_that_is_asked_for_is_kept_and_told_by_the_visitors_clock()
    {
        var account = await doors.Open();
        var day = Today().AddDays(2);
        var sent = await doors.Submit(account, ("phone", doors.Phone()), ("when", $"{day:yyyy-MM-dd}T10:30"));

        Assert.Equal((200, "scheduled"), (sent.Status, sent["state"]));
        Assert.Equal(new DateTimeOffset(day, new TimeOnly(10, 30), Israel.GetUtcOffset(day.ToDateTime(new TimeOnly(10, 30)))), Time(sent["scheduledFor"]));
        Assert.Equal($"Thank you. We will call you on {Words(day)}, at 10:30 (Jerusalem time), as you asked.", sent["status"]);
        var call = (await doors.Send(HttpMethod.Get, "/calls/" + sent["callId"], account.Key)).Json;
        Assert.Equal(Time(sent["scheduledFor"]), call.GetProperty("askedFor").GetDateTimeOffset());
        Assert.Equal(Time(sent["scheduledFor"]), call.GetProperty("nextTryAt").GetDateTimeOffset());

        // The status can be asked for until the call has come.
        doors.Clock.Advance(TimeSpan.FromHours(5));
        var status = await doors.Send(HttpMethod.Get, sent["statusUrl"]!);
        Assert.Equal((200, sent["scheduledFor"]), (status.Status, status["scheduledFor"]));
    }

    [Fact]
    public async Task A_time_is_read_in_the_zone_of_the_visitors_browser()
    {
        var account = await doors.Open();
        var tomorrow = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(doors.Clock.GetUtcNow(), TimeZones.Find("Asia/Kathmandu")).DateTime).AddDays(1);
        var sent = await doors.Submit(account, ("phone", doors.Phone()), ("when", "tomorrow 14:15"), ("timeZone", "Asia/Kathmandu"));
        Assert.Equal(new DateTimeOffset(tomorrow, new TimeOnly(14, 15), new TimeSpan(5, 45, 0)), Time(sent["scheduledFor"]));
        Assert.Contains("at 14:15 (Kathmandu time), as you asked.", sent["status"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("when", "sometime", "Please write the time like")]
    [InlineData("when", "2001-01-01T10:00", "This time is past.")]
    [InlineData("when", "2999-01-01T10:00", "Please choose a time within the next 30 days.")]
    [InlineData("timeZone", "Europe/Atlantis", "This is not the name of a time zone")]
    [InlineData("timeZone", "../../../etc/passwd", "This is not the name of a time zone")]
    public async Task A_time_that_cannot_be_read_is_told_with_its_field(string field, string value, string says)
    {
        var account = await doors.Open();
        var sent = await doors.Submit(account, ("phone", doors.Phone()), (field, value));
        Assert.Equal((400, field), (sent.Status, sent["field"]));
        Assert.Contains(says, sent["status"], StringComparison.Ordinal);
        var page = await doors.Browse(account, ("phone", doors.Phone()), (field, value));
        Assert.Equal(400, page.Status);
        Assert.Contains(says, page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_the_hours_the_page_and_the_answer_say_when()
    {
        var opens = Today().AddDays(3);
        var account = await doors.Open(click => click with { Hours = OnlyOn(opens) });
        var phone = doors.Phone();
        var page = await doors.Browse(account, ("phone", phone));
        Assert.Equal(303, page.Status);
        var thanks = await doors.Send(HttpMethod.Get, page.Header("Location")!);
        Assert.Matches($@"We cannot call you right away; we will call you on {Words(opens)}, at 09:(0\d|1[0-5]) \(Jerusalem time\)\.", thanks.Body);

        // The same person again joins the call that waits, and is told its time.
        var again = await doors.Submit(account, ("phone", phone));
        Assert.Equal("scheduled", again["state"]);
        Assert.Contains(again["status"]!, thanks.Body, StringComparison.Ordinal);
        Assert.Equal(0, await doors.Invites(account.Id, "103"));
    }

    [Fact]
    public async Task A_time_outside_the_hours_is_told_to_be_later()
    {
        var opens = Today().AddDays(3);
        var account = await doors.Open(click => click with { Hours = OnlyOn(opens) });
        var sent = await doors.Submit(account, ("phone", doors.Phone()), ("when", $"{Today().AddDays(1):yyyy-MM-dd} 10:00"));
        Assert.Matches($@"^Thank you\. We do not make calls at the time you asked for; we will call you on {Words(opens)}, at 09:(0\d|1[0-5]) \(Jerusalem time\)\.$", sent["status"]);
    }

    [Fact]
    public async Task Now_is_now()
    {
        var account = await doors.Open();
        var sent = await doors.Submit(account, ("phone", doors.Phone()), ("when", "now"), ("timeZone", "Asia/Jerusalem"));
        Assert.NotEqual("scheduled", sent["state"]);
        Assert.Null(sent["scheduledFor"]);
        var call = (await doors.Send(HttpMethod.Get, "/calls/" + sent["callId"], account.Key)).Json;
        Assert.False(call.GetProperty("lead").TryGetProperty("fields", out _)); // neither is a field of the account's own
    }

    [Fact]
    public async Task The_API_takes_a_leads_time_and_whether_they_asked_for_now()
    {
        var account = await doors.Open(click => click with { FurthestAhead = TimeSpan.FromDays(20) });
        var at = doors.Clock.GetUtcNow().AddDays(19);
        at = new DateTimeOffset(DateOnly.FromDateTime(at.UtcDateTime), new TimeOnly(9, 0), TimeSpan.Zero);
        var placed = await doors.Place(account, $$"""{"clickToCall":"website","target":"{{doors.Phone()}}","notBefore":"{{at:O}}"}""");
        Assert.Equal(201, placed.Status);
        Assert.Equal((at, at), (Time(placed["nextTryAt"]), Time(placed["askedFor"])));

        var now = await doors.Place(account, $$"""{"clickToCall":"website","target":"{{doors.Phone()}}","askedForNow":true}""");
        Assert.Equal(201, now.Status);
        Assert.NotEqual("scheduled", now["state"]);

        foreach (var (body, field) in new[]
        {
            ($$"""{"clickToCall":"website","target":"T","notBefore":"{{at.AddDays(3):O}}"}""", "notBefore"),
            ($$"""{"clickToCall":"website","target":"T","notBefore":"{{at:O}}","askedForNow":true}""", "askedForNow"),
            ("""{"agent":"103","target":"T","askedForNow":true}""", "askedForNow"),
        })
        {
            var refused = await doors.Place(account, body.Replace("\"T\"", $"\"{doors.Phone()}\"", StringComparison.Ordinal));
            Assert.Equal(400, refused.Status);
            Assert.True(refused.Json.GetProperty("errors").TryGetProperty(field, out _), refused.Body);
        }
    }

    private DateOnly Today() => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(doors.Clock.GetUtcNow(), Israel).DateTime);

    // 09:00 to 17:00 on one weekday.
    private static OpeningHours OnlyOn(DateOnly day) => new()
    {
        TimeZone = "Asia/Jerusalem",
        Week = [.. Enumerable.Range(0, 7).Select(weekday => weekday == (int)day.DayOfWeek ? new[] { new OpenSpan(9 * 60, 17 * 60) } : [])],
    };

    private string Words(DateOnly day) => day.ToString(day.Year == Today().Year ? "dddd, d MMMM" : "dddd, d MMMM yyyy", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string? text) => DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture);
}
