using Click2Call.Functions.Tests.Leads;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>Hanging up by the native API, wherever the call is.</summary>
[Collection(DoorsCollection.Name)]
public sealed class HangUpTests(Doors doors)
{
    [Fact]
    public async Task A_call_for_later_is_canceled_and_never_rings()
    {
        var account = await doors.Open();
        var placed = await doors.Place(account, $$"""{"agent":"103","target":"{{doors.Phone()}}","notBefore":"{{doors.Clock.GetUtcNow().AddHours(1):O}}"}""");
        var gone = await HangUp(account, placed);
        Assert.Equal((200, "ended", "canceled"), (gone.Status, gone["state"], gone["outcome"]));
        Assert.Equal(0, await doors.Invites(account.Id, "103"));
    }

    [Fact]
    public async Task A_phone_that_rings_stops_ringing()
    {
        var account = await doors.Open();
        var placed = await doors.PlaceDirect(account, "102", doors.Phone());
        await doors.Reaches(account, placed["id"], "ringing");
        Assert.InRange((await HangUp(account, placed)).Status, 200, 202);
        var ended = await doors.Reaches(account, placed["id"], "ended");
        Assert.Equal("canceled", ended["outcome"]);
        await doors.Until(() => doors.Get(account, "/calls/" + placed["id"]), call => call.Body.Contains("\"cause\":\"canceled\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_is_talked_on_is_hung_up_and_was_answered()
    {
        var account = await doors.Open();
        var placed = await doors.PlaceDirect(account, "103", doors.Phone());
        await doors.Reaches(account, placed["id"], "connected");
        Assert.InRange((await HangUp(account, placed)).Status, 200, 202);
        Assert.Equal("answered", (await doors.Reaches(account, placed["id"], "ended"))["outcome"]);
    }

    [Fact]
    public async Task A_call_that_is_over_stays_as_it_was()
    {
        var account = await doors.Open();
        var placed = await doors.PlaceDirect(account, "486", doors.Phone());
        var ended = await doors.Reaches(account, placed["id"], "ended");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var again = await HangUp(account, placed);
            Assert.Equal((200, "ended", "agentBusy"), (again.Status, again["state"], again["outcome"]));
        }

        Assert.Equal("agentBusy", ended["outcome"]);
    }

    [Fact]
    public async Task A_line_that_cannot_hang_up_says_so_and_the_call_goes_on()
    {
        var account = await doors.Open();
        var placed = await doors.Place(account, $$"""{"agent":"102","target":"{{doors.Phone()}}","line":"deaf"}""");
        await doors.Reaches(account, placed["id"], "ringing");
        var refused = await HangUp(account, placed);
        Assert.Equal((409, "line-cannot"), (refused.Status, refused.ProblemName()));
        Assert.Equal("ringing", (await doors.Get(account, "/calls/" + placed["id"]))["state"]);
    }

    [Theory]
    [InlineData("0190a5d0-0000-7000-8000-000000000000")]
    [InlineData("0190a5d0000070008000000000000000")]
    [InlineData("x")]
    [InlineData("..%2f")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("ffffffff-ffff-7fff-bfff-ffffffffffff")]
    [InlineData("%7B0190a5d0-0000-7000-8000-000000000000%7D")]
    public async Task A_call_that_never_was_is_404(string id)
    {
        var account = await doors.Open();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            var answer = await doors.Send(method, "/calls/" + id, account.Key);
            Assert.True(answer.Status == 404, $"{answer.Status} {answer.Body} {doors.LastLogLine}");
            Assert.Equal("not-found", answer.ProblemName());
        }
    }

    private Task<Answer> HangUp(TestAccount account, Answer placed) => doors.Send(HttpMethod.Delete, "/calls/" + placed["id"], account.Key);
}
