using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Functions.Tests.Leads;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>Groups and agents by the native API, on simulated phones.</summary>
[Collection(DoorsCollection.Name)]
public sealed class AgentsApiTests(Doors doors)
{
    [Fact]
    public async Task A_busy_agent_is_hunted_past_and_the_history_says_who_was_tried_and_who_answered()
    {
        var account = await Open("486", "404", "103");
        var placed = await doors.Place(account, $$"""{"clickToCall":"website","target":"{{doors.Phone()}}"}""");
        var call = await doors.Reaches(account, placed["id"], "connected");
        Assert.Equal(("sales", "103"), (call["group"], call["agent"]));
        var attempts = call.Json.GetProperty("attempts").EnumerateArray().ToList();
        Assert.Equal(["486", "404", "103"], attempts.Select(attempt => attempt.GetProperty("agent").GetString()));
        Assert.All(attempts, attempt => Assert.Equal(1, attempt.GetProperty("round").GetInt32()));

        var busy = await doors.Get(account, "/agents/103");
        Assert.Equal(("busy", placed["id"]), (busy["state"], busy["call"]));
        await doors.Send(HttpMethod.Delete, "/calls/" + placed["id"], account.Key);
        Assert.Equal("free", (await doors.Until(() => doors.Get(account, "/agents/103"), agent => agent["state"] != "busy"))["state"]);
    }

    [Fact]
    public async Task Agents_are_listed_with_their_groups()
    {
        var account = await Open("486", "103");
        var list = await doors.Get(account, "/agents");
        var agents = list.Json.GetProperty("agents").EnumerateArray().ToList();
        Assert.Equal(["103", "486"], agents.Select(agent => agent.GetProperty("extension").GetString()).Order());
        Assert.All(agents, agent => Assert.Equal(("free", "sales"), (agent.GetProperty("state").GetString(), agent.GetProperty("groups")[0].GetString())));
    }

    [Fact]
    public async Task A_paused_agent_is_passed_over_until_the_pause_is_over()
    {
        var account = await Open("103", "101");
        var until = doors.Clock.GetUtcNow().AddMinutes(5);
        var paused = await Put(account, "103", $$"""{"paused":true,"until":"{{until.ToString("O", CultureInfo.InvariantCulture)}}"}""");
        Assert.Equal((200, "paused"), (paused.Status, paused["state"]));
        Assert.Equal(until, paused.Json.GetProperty("pausedUntil").GetDateTimeOffset());
        var placed = await doors.Place(account, $$"""{"clickToCall":"website","target":"{{doors.Phone()}}"}""");
        Assert.Equal("101", (await doors.Reaches(account, placed["id"], "connected"))["agent"]);
        await doors.Send(HttpMethod.Delete, "/calls/" + placed["id"], account.Key);

        Assert.Equal("free", (await Put(account, "103", """{"paused":false}"""))["state"]);
        placed = await doors.Place(account, $$"""{"clickToCall":"website","target":"{{doors.Phone()}}"}""");
        Assert.Equal("103", (await doors.Reaches(account, placed["id"], "connected"))["agent"]);
    }

    [Fact]
    public async Task An_extension_outside_of_all_groups_is_listed_while_it_is_paused()
    {
        var account = await Open("103");
        await Put(account, "101", """{"paused":true}""");
        Assert.Contains("\"101\"", (await doors.Get(account, "/agents")).Body, StringComparison.Ordinal);
        await Put(account, "101", """{"paused":false}""");
        Assert.DoesNotContain("\"101\"", (await doors.Get(account, "/agents")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nobody_is_free_an_order_by_name_of_the_group_is_refused()
    {
        var account = await Open("103");
        await Put(account, "103", """{"paused":true}""");
        var refused = await doors.PlaceDirect(account, "sales", doors.Phone());
        Assert.InRange(refused.Status, 400, 599);
        Assert.Contains("group", refused.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "paused")]
    [InlineData("""{"paused":null}""", "paused")]
    [InlineData("null", "paused")]
    [InlineData("""{"paused":"yes"}""", "paused")]
    [InlineData("""{"paused":true,"until":"2020-01-01T00:00:00Z"}""", "until")]
    [InlineData("""{"paused":false,"until":"2099-01-01T00:00:00Z"}""", "until")]
    [InlineData("""{"paused":true,"for":"lunch"}""", "for")]
    [InlineData("{", "body")]
    public async Task A_pause_that_cannot_be_understood_names_the_field(string body, string field)
    {
        var answer = await Put(await Open("103"), "103", body);
        Assert.Equal((400, "invalid-field"), (answer.Status, answer.ProblemName()));
        Assert.Equal([field], answer.Fields());
    }

    [Fact]
    public async Task Nobody_elses_agents_are_seen_or_paused()
    {
        var account = await Open("103");
        Assert.Equal(404, (await Put(account, "55", """{"paused":true}""")).Status);
        Assert.Equal(404, (await doors.Get(account, "/agents/55")).Status);
        Assert.Equal(401, (await doors.Send(HttpMethod.Get, "/agents")).Status);
        Assert.Equal(403, (await doors.Send(HttpMethod.Get, "/agents", await doors.AddKey(account.Id, "events"))).Status);
        Assert.Equal(413, (await Put(account, "103", $$"""{"paused":true,"until":"{{new string('0', 5000)}}"}""")).Status);
    }

    private Task<TestAccount> Open(params string[] members) => doors.Open(
        click => click with { Extension = "sales" },
        account => account with { Groups = [new HuntGroup { Id = "sales", Members = [.. members.Select(number => new HuntMember(number))] }] });

    private Task<Answer> Put(TestAccount account, string extension, string body) =>
        doors.Send(HttpMethod.Put, "/agents/" + extension, account.Key, Forms.Text("application/json", body));
}
