using System.Text;
using Click2Call.Calls;
using Click2Call.Functions.Tests.Leads;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>The history by the native API.</summary>
[Collection(DoorsCollection.Name)]
public sealed class ListCallsTests(Doors doors)
{
    [Fact]
    public async Task The_pages_hold_every_call_once_newest_first()
    {
        var account = await doors.Open();
        var now = doors.Clock.GetUtcNow();
        var ids = new List<string>();
        for (var i = 0; i < 120; i++)
            ids.Add(await Write(account, now.AddMinutes(-60 * i), i % 3 == 0 ? "website" : null));

        var walked = await Walk(account, "/calls");
        Assert.Equal(ids, walked.Ids);
        Assert.InRange(walked.Pages, 3, 60);
        Assert.Equal(ids, (await Walk(account, "/calls?top=7")).Ids);
        Assert.Equal(ids.Where((_, i) => i % 3 == 0), (await Walk(account, "/calls?clickToCall=website&top=5")).Ids);
        var day = now.AddDays(-2);
        Assert.Equal(
            ids.Where(id => CallId.Parse(id).CreatedAt.UtcDateTime.Date == day.UtcDateTime.Date),
            (await Walk(account, $"/calls?top=10&day={day:yyyy-MM-dd}")).Ids);
        Assert.Equal(ids, (await Walk(account, "/calls?state=ended&top=50")).Ids);
        Assert.Empty((await Walk(account, "/calls?state=ringing")).Ids);
    }

    [Fact]
    public async Task A_live_call_is_found_by_its_state()
    {
        var account = await doors.Open();
        var placed = await doors.PlaceDirect(account, "103", doors.Phone("0102"));
        await doors.Until(() => doors.Get(account, "/calls?state=ringing"), page => page.Json.GetProperty("calls").GetArrayLength() == 1);
        Assert.Equal(placed["id"], (await Walk(account, "/calls")).Ids.Single());
    }

    public static TheoryData<string, string> WrongQueries => new()
    {
        { "state=asleep", "state" },
        { "state=0", "state" },
        { "state=%2B1", "state" },
        { "state=scheduled,ringing", "state" },
        { "state=%20ringing", "state" },
        { "top=0", "top" },
        { "top=201", "top" },
        { "top=many", "top" },
        { "top=9999999999999", "top" },
        { "day=today", "day" },
        { "day=2026-02-30", "day" },
        { "day=20261120", "day" },
        { "continuation=x", "continuation" },
        { "continuation=%00", "continuation" },
        { "continuation=" + "!!!!", "continuation" },
        { "continuation=" + Token("2026-11-20|"), "continuation" },
        { "day=0001-01-01", "day" },
    };

    [Theory]
    [MemberData(nameof(WrongQueries))]
    public async Task A_filter_that_is_none_is_named(string query, string field)
    {
        var account = await doors.Open();
        var answer = await doors.Get(account, "/calls?" + query);
        Assert.True(answer.Status == 400, $"{answer.Status} {answer.Body} {doors.LastLogLine}");
        Assert.Equal([field], answer.Fields());
    }

    [Theory]
    [InlineData("day=9999-12-31")]
    [InlineData("clickToCall=x%27%20or%20PartitionKey%20ne%20%27")]
    [InlineData("clickToCall=%D7%A9%22%3C")]
    [InlineData("clickToCall=website&clickToCall=other")]
    [InlineData("unknown=1")]
    public async Task A_filter_that_matches_nothing_gives_an_empty_page(string query)
    {
        var (account, other) = (await doors.Open(), await doors.Open());
        await Write(other, doors.Clock.GetUtcNow(), "website");
        var walked = await Walk(account, "/calls?" + query);
        Assert.Empty(walked.Ids);
    }

    [Theory]
    [InlineData("00010101|")]
    [InlineData("99991231|")]
    [InlineData("20261120|garbage")]
    [InlineData("20261120|1!8!x 1!8!y")]
    public async Task A_made_up_continuation_shows_nothing_and_breaks_nothing(string text)
    {
        var account = await doors.Open();
        var answer = await doors.Get(account, "/calls?continuation=" + Token(text));
        Assert.True(answer.Status == 400 || (answer.Status == 200 && answer.Json.GetProperty("calls").GetArrayLength() == 0), $"{answer.Status} {answer.Body}");
    }

    [Fact]
    public async Task A_continuation_of_another_account_shows_nothing_of_it()
    {
        var (one, other) = (await doors.Open(), await doors.Open());
        foreach (var _ in Enumerable.Range(0, 3))
            await Write(one, doors.Clock.GetUtcNow(), null);
        var page = await doors.Get(one, "/calls?top=2");
        var stolen = await doors.Get(other, "/calls?continuation=" + Uri.EscapeDataString(page["continuation"]!));
        Assert.True(stolen.Status == 400 || stolen.Json.GetProperty("calls").GetArrayLength() == 0, stolen.Body);
    }

    private static string Token(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private async Task<(List<string> Ids, int Pages)> Walk(TestAccount account, string path)
    {
        var (ids, pages, next) = (new List<string>(), 0, path);
        while (pages < 100)
        {
            var page = await doors.Get(account, next);
            Assert.True(page.Status == 200, $"{page.Status} {page.Body} {doors.LastLogLine}");
            ids.AddRange(page.Json.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()!));
            pages++;
            if (page["continuation"] is not { } continuation)
                return (ids, pages);
            next = path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "continuation=" + Uri.EscapeDataString(continuation);
        }

        Assert.Fail("The pages never end.");
        return default;
    }

    // A call of the past, that was refused at the time.
    private async Task<string> Write(TestAccount account, DateTimeOffset at, string? click)
    {
        var call = new Call
        {
#pragma warning disable CA5394 // No secret: an id that does not repeat.
            Id = CallId.New(at, Random.Shared),
#pragma warning restore CA5394
            Order = new()
            {
                Account = account.Id,
                Front = "calls",
                ClickToCall = click,
                Intent = CallIntent.Direct,
                First = new(LegRole.Agent, new ExtensionDestination("103")),
            },
            Line = "main",
            Seq = 0,
            WakeAt = at,
        }.Apply(new Fact.Closed(CallOutcome.NotAllowed, "Of the past.", at));
        await doors.Service<CallPorts>().Log.Insert(call, TestContext.Current.CancellationToken);
        return call.Id.ToString();
    }
}
