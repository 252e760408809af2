using System.Text.Json;
using Click2Call.Functions.Tests.Leads;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>Placing calls by the native API: what is taken, and how it is said what is not.</summary>
[Collection(DoorsCollection.Name)]
public sealed class PlaceCallTests(Doors doors)
{
    [Fact]
    public async Task A_direct_call_rings_the_agent_and_then_the_target()
    {
        var account = await doors.Open();
        var phone = doors.Phone();
        var placed = await doors.Place(account, $$$"""
            {"agent":"103","target":"{{{phone}}}","line":"deaf","ringSeconds":20,"targetRingSeconds":25.5,"maxDurationSeconds":600,"record":true,"language":"he",
             "agentSees":{"name":"דנה 🪚","number":"100"},"targetSees":{"number":"+972747900000"},"variables":{"order":"7","שם":"ערך"}}
            """);
        Assert.Equal(201, placed.Status);
        Assert.Equal("/calls/" + placed["id"], placed.Header("Location"));
        Assert.Equal(("103", "+972" + phone[1..], "deaf", "bridge", "calls"), (placed["agent"], placed["target"], placed["line"], placed["kind"], placed["front"]));
        Assert.Equal(("no-store", "nosniff"), (placed.Header("Cache-Control"), placed.Header("X-Content-Type-Options")));

        await doors.Reaches(account, placed["id"], "connected");
        Assert.Equal((1, 1), (await doors.Invites(account.Id, "103"), await doors.Invites(account.Id, "+972" + phone[1..])));
    }

    [Fact]
    public async Task A_lead_goes_through_its_click_to_call()
    {
        var account = await doors.Open();
        var body = $$$"""{"clickToCall":"website","target":"{{{doors.Phone()}}}","lead":{"name":"דנה","email":"d@example.com","message":"\"שלום\"\n🪚","page":"https://example.com","fields":{"a":"1","ב":"2"} } }""";
        var placed = await doors.Place(account, body);
        Assert.Equal((201, "website"), (placed.Status, placed["clickToCall"]));
        Assert.Equal(JsonSerializer.Serialize(JsonDocument.Parse(body).RootElement.GetProperty("lead")), JsonSerializer.Serialize(placed.Json.GetProperty("lead")));
        var joined = await doors.Place(account, body);
        Assert.Equal((200, placed["id"]), (joined.Status, joined["id"]));
        Assert.Equal(1, await doors.Invites(account.Id, "103"));
    }

    [Fact]
    public async Task A_call_may_be_written_down_for_later()
    {
        var account = await doors.Open();
        var at = doors.Clock.GetUtcNow().AddHours(2);
        var placed = await doors.Place(account, $$"""{"agent":"103","target":"{{doors.Phone()}}","notBefore":"{{at:O}}"}""");
        Assert.Equal((201, "scheduled"), (placed.Status, placed["state"]));
        Assert.Equal(at, placed.Json.GetProperty("nextTryAt").GetDateTimeOffset());
        Assert.Equal(0, await doors.Invites(account.Id, "103"));
    }

    public static TheoryData<string, int, string> WrongBodies => new()
    {
        { "{}", 400, "agent" },
        { """{"agent":"103"}""", 400, "target" },
        { """{"target":"T"}""", 400, "agent" },
        { """{"agent":"","target":"T"}""", 400, "agent" },
        { """{"agent":"103","target":"12-34"}""", 400, "target" },
        { """{"agent":"103","target":"T","taget":"x"}""", 400, "taget" },
        { """{"agent":"103","target":"T","lead":{"nme":"x"},"clickToCall":"website"}""", 400, "lead.nme" },
        { """{"agent":"103","target":"T","agentSees":{"nam":"x"}}""", 400, "agentSees.nam" },
        { """{"agent":103,"target":"T"}""", 400, "agent" },
        { """{"agent":"103","target":["T"]}""", 400, "target" },
        { """{"agent":"103","target":"T","record":"yes"}""", 400, "record" },
        { """{"agent":"103","target":"T","ringSeconds":"20"}""", 400, "ringSeconds" },
        { """{"agent":"103","target":"T","ringSeconds":4.9}""", 400, "ringSeconds" },
        { """{"agent":"103","target":"T","ringSeconds":1e400}""", 400, "ringSeconds" },
        { """{"agent":"103","target":"T","targetRingSeconds":121}""", 400, "targetRingSeconds" },
        { """{"agent":"103","target":"T","maxDurationSeconds":-1}""", 400, "maxDurationSeconds" },
        { """{"agent":"103","target":"T","wait":"forever"}""", 400, "wait" },
        { """{"agent":"103","target":"T","notBefore":"tomorrow"}""", 400, "notBefore" },
        { """{"agent":"103","target":"T","notBefore":"2999-01-01T00:00:00Z"}""", 400, "notBefore" },
        { """{"agent":"103","target":"T","wait":"recorded","notBefore":"1600-01-01T00:00:00Z"}""", 400, "notBefore" },
        { """{"agent":"103","target":"T","expiresAt":"2001-01-01T00:00:00Z"}""", 400, "expiresAt" },
        { """{"agent":"103","target":"T","expiresAt":"9999-12-31T23:59:59Z"}""", 400, "expiresAt" },
        { """{"clickToCall":"website","target":"T","expiresAt":"9999-12-31T23:59:59Z"}""", 400, "expiresAt" },
        { """{"agent":"103","target":"T","variables":{"a":null}}""", 400, "variables" },
        { """{"agent":"103","target":"T","variables":{"a":1}}""", 400, "variables.a" },
        { """{"clickToCall":"website","target":"T","lead":{"fields":{"a":null}}}""", 400, "lead" },
        { """{"clickToCall":"website","target":"T","agent":"103"}""", 400, "agent" },
        { """{"clickToCall":"website","target":"T","ringSeconds":20}""", 400, "ringSeconds" },
        { """{"clickToCall":"website","target":"T","targetRingSeconds":20}""", 400, "targetRingSeconds" },
        { """{"clickToCall":"website","target":"T","autoAnswer":true}""", 400, "autoAnswer" },
        { """{"clickToCall":"website","target":"T","agentSees":{"name":"x"}}""", 400, "agentSees" },
        { """{"clickToCall":"website","target":"T","targetSees":{"name":"x"}}""", 400, "targetSees" },
        { """{"clickToCall":"nothing","target":"T"}""", 422, "clickToCall" },
        { """{"clickToCall":"website","target":"103"}""", 400, "target" },
        { """{"agent":"103","target":"T","lead":{"name":"x"}}""", 400, "lead" },
        { """{"agent":"103","target":"T","line":"nowhere"}""", 422, "line" },
        { """{"agent":"777","target":"T"}""", 422, "agent" },
        { """{"agent":"999","target":"T"}""", 422, "agent" },
        { """{"agent":"103","target":"103"}""", 422, "target" },
        { """{"agent":"103","target":"T","target":"+972540000000"}""", 400, "target" },
        { """{"agent":"103","target":"T","language":"LONG"}""", 400, "language" },
        { """{"agent":"103","target":"T","line":"LONG"}""", 422, "line" },
        { """{"agent":"LONG","target":"T"}""", 400, "agent" },
        { """{"agent":"103","target":"T","agentSees":{"name":"LONG"}}""", 400, "agentSees" },
        { """{"agent":"103","target":"T","agentSees":{"name":"a\r\nX-Evil: 1"}}""", 400, "agentSees" },
        { """{"agent":"103","target":"T","targetSees":{"number":"1\u0000"}}""", 400, "targetSees" },
        { """{"agent":"103","target":"T","language":"h\u0000"}""", 400, "language" },
        { """{"agent":"103","target":"T","variables":{"a":"b\u0000"}}""", 400, "variables" },
        { """{"clickToCall":"website","target":"T","lead":{"name":"a\u0000"}}""", 400, "lead" },
        { """{"clickToCall":"website","target":"T","lead":{"name":"a\r\nX-Evil: 1"}}""", 400, "lead" },
        { """{"clickToCall":"website","target":"T","lead":{"name":"\ud83e"}}""", 400, "lead.name" },
        { """{"clickToCall":"website","target":"T","lead":{"message":"LONG"}}""", 400, "lead" },
        { """{"agent":"sip:a@b&c","target":"T"}""", 400, "agent" },
        { """{"agent":"103","target":"sip:a@b\r\nX: y"}""", 400, "target" },
        { """{"agent":"103","target":"T","agent2":{"x":[1,2,{"y":3}]}}""", 400, "agent2" },
        { "", 400, "body" },
        { "null", 400, "body" },
        { "[]", 400, "body" },
        { "{", 400, "body" },
        { "{\"agent\":\"103\",}", 400, "body" },
        { "agent=103&target=T", 400, "body" },
    };

    [Theory]
    [MemberData(nameof(WrongBodies))]
    public async Task What_is_wrong_is_named(string body, int status, string field)
    {
        var account = await doors.Open();
        var sent = body.Replace("\"T\"", $"\"{doors.Phone()}\"", StringComparison.Ordinal).Replace("LONG", new string('x', 30_000), StringComparison.Ordinal);
        var answer = await doors.Place(account, sent);
        Assert.True(answer.Status == status, $"{answer.Status} {answer.Body}\n{doors.LastLogLine}");
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal([field], answer.Fields());
        Assert.DoesNotMatch("(?i)exception|System\\.|LineNumber|Path:", answer.Body);
        Assert.Equal(0, await doors.Invites(account.Id, "103"));
    }

    [Fact]
    public async Task Deep_and_large_bodies_are_refused()
    {
        var account = await doors.Open();
        var deep = await doors.Place(account, """{"agent":""" + new string('[', 20_000));
        Assert.Equal(400, deep.Status);
        var large = await doors.Place(account, $$"""{"agent":"103","target":"{{new string(' ', 70_000)}}"}""");
        Assert.Equal((413, "too-large"), (large.Status, large.ProblemName()));
        var larger = await doors.Send(HttpMethod.Post, "/calls", account.Key, Forms.Text("application/json", new string(' ', 900_000)));
        Assert.Equal((413, "too-large"), (larger.Status, larger.ProblemName()));
    }

    [Theory]
    [InlineData("503", 503, "lineUnavailable")]
    [InlineData("521", 503, "lineUnavailable")]
    [InlineData("401", 502, "lineRefused")]
    public async Task A_line_that_does_not_take_it_is_an_error_and_a_row_of_the_history(string agent, int status, string outcome)
    {
        var account = await doors.Open();
        var answer = await doors.PlaceDirect(account, agent, doors.Phone());
        Assert.Equal((status, "refused", outcome), (answer.Status, answer.ProblemName(), answer["outcome"]));
        Assert.Equal(status == 503, answer.Header("Retry-After") is not null);
        var call = await doors.Get(account, "/calls/" + answer["callId"]);
        Assert.Equal((200, "ended", outcome), (call.Status, call["state"], call["outcome"]));
    }

    [Theory]
    [InlineData("486", "agentBusy")]
    [InlineData("404", "agentOffline")]
    [InlineData("603", "agentDeclined")]
    [InlineData("403", "agentBlocked")]
    public async Task An_agent_who_does_not_answer_is_the_calls_outcome(string agent, string outcome)
    {
        var account = await doors.Open();
        var placed = await doors.PlaceDirect(account, agent, doors.Phone());
        Assert.Equal(201, placed.Status);
        Assert.Equal(outcome, (await doors.Reaches(account, placed["id"], "ended"))["outcome"]);
    }

    [Fact]
    public async Task A_refused_order_is_in_the_history_without_the_callers_key()
    {
        var account = await doors.Open();
        var answer = await doors.PlaceDirect(account, "777", doors.Phone());
        Assert.Equal((422, "notAllowed"), (answer.Status, answer["outcome"]));
        var call = await doors.Get(account, "/calls/" + answer["callId"]);
        Assert.Equal((200, "ended", "notAllowed"), (call.Status, call["state"], call["outcome"]));
        Assert.DoesNotContain(account.Key, call.Body, StringComparison.Ordinal);
    }
}
