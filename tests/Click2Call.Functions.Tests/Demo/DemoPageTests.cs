using System.Net;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Functions.Tests.Demo;

public sealed class DemoPageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Outside_of_Development_there_is_no_demo()
    {
        Assert.Empty(DemoApp.CatalogIn("Production").Http);
        Assert.NotEmpty(DemoApp.CatalogIn("Development").Http);
    }

    [Fact]
    public async Task The_page_needs_nothing_inline_and_nothing_from_elsewhere()
    {
        await using var demo = await DemoApp.Start();
        using var page = await demo.Client.GetAsync("/demo", Ct);
        var html = await page.Content.ReadAsStringAsync(Ct);

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<script(?![^>]*src=""/demo/)", html);
        Assert.DoesNotMatch(@"(src|href)=""(https?:)?//", html);
        Assert.DoesNotMatch(@"\son[a-z]+=", html);
        foreach (var (file, type) in new[] { ("demo.css", "text/css"), ("demo.js", "text/javascript") })
        {
            using var answer = await demo.Client.GetAsync("/demo/" + file, Ct);
            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await demo.Client.GetAsync("/demo/..%2fpages.css", Ct)).StatusCode);
    }

    /// <summary>A page of somebody else's whose name was made to lead to this machine could read the demo key.</summary>
    [Theory]
    [InlineData("localhost:7071", HttpStatusCode.OK)]
    [InlineData("[::1]:7071", HttpStatusCode.OK)]
    [InlineData("evil.example:7071", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    public async Task The_key_is_told_under_names_of_this_machine_only(string host, HttpStatusCode status)
    {
        await using var demo = await DemoApp.Start();
        foreach (var path in new[] { "/demo/about", "/demo/state" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            using var answer = await demo.Client.SendAsync(request, Ct);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_two_phones_ring_one_after_the_other_and_are_bridged()
    {
        await using var demo = await DemoApp.Start();
        Assert.Equal(("idle", "idle"), await Phones(demo));

        var call = await demo.Ring("+972500000102");
        Assert.Equal(("ringing", "idle"), await Phones(demo));
        Assert.Equal(HttpStatusCode.NoContent, await Press(demo, "agent/answer"));
        demo.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("calling", "ringing"), await Phones(demo));
        Assert.Equal(HttpStatusCode.NoContent, await Press(demo, "visitor/answer"));
        Assert.Equal(("connected", "connected"), await Phones(demo));
        Assert.Equal(HttpStatusCode.NoContent, await Press(demo, "visitor/hangup"));
        Assert.Equal(("idle", "idle"), await Phones(demo));
        Assert.Equal(EndCause.HungUp, (await demo.Exchange.Find(call.Attempt, Ct))!.At(demo.Clock.GetUtcNow()).First.Cause);
    }

    [Fact]
    public async Task A_phone_shows_who_calls_and_how_long_it_still_rings()
    {
        await using var demo = await DemoApp.Start();
        var call = await demo.Ring("+972500000102");
        await demo.Ring("+972500000101");

        var agent = (await State(demo)).GetProperty("agent");

        Assert.Equal("Dana Levi", agent.GetProperty("name").GetString());
        Assert.Equal("+972500000102", agent.GetProperty("number").GetString());
        Assert.Equal(call.Attempt.Call.ToString(), agent.GetProperty("call").GetString());
        Assert.Equal(call.PlacedAt.AddMilliseconds(30_200), agent.GetProperty("until").GetDateTimeOffset());
        Assert.True(agent.GetProperty("byHand").GetBoolean());
        Assert.Equal(1, agent.GetProperty("waiting").GetInt32());
    }

    [Fact]
    public async Task Keys_that_do_nothing_are_409_and_keys_that_are_none_are_404()
    {
        await using var demo = await DemoApp.Start();
        Assert.Equal(HttpStatusCode.Conflict, await Press(demo, "agent/answer"));
        await demo.Ring("+972500000102");
        Assert.Equal(HttpStatusCode.Conflict, await Press(demo, "visitor/answer"));
        Assert.Equal(HttpStatusCode.NotFound, await Press(demo, "agent/redial"));
        Assert.Equal(HttpStatusCode.NotFound, await Press(demo, "boss/answer"));
    }

    [Fact]
    public async Task A_foreign_page_cannot_press_keys()
    {
        await using var demo = await DemoApp.Start();
        await demo.Ring("+972500000102");
        Assert.Equal(HttpStatusCode.Forbidden, await Press(demo, "agent/answer", "https://evil.example"));
        Assert.Equal(HttpStatusCode.NoContent, await Press(demo, "agent/answer", demo.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task The_history_tells_times_outcome_and_the_next_try()
    {
        await using var demo = await DemoApp.Start();
        var now = demo.Clock.GetUtcNow();
        demo.History.Add(Ended(demo, RetrySchedule.None,
            new Fact.LegRinging(LegPosition.First, now.AddSeconds(0.5)) { Attempt = 1 },
            new Fact.LegAnswered(LegPosition.First, now.AddSeconds(3)) { Attempt = 1 },
            new Fact.LegAnswered(LegPosition.Second, now.AddSeconds(8)) { Attempt = 1 },
            new Fact.LegEnded(LegPosition.First, EndCause.HungUp, now.AddSeconds(20)) { Attempt = 1 }));
        demo.History.Add(Ended(demo, RetrySchedule.ForLeads, new Fact.LegEnded(LegPosition.First, EndCause.Busy, now) { Attempt = 1 }));

        var calls = (await State(demo)).GetProperty("calls");

        var talked = calls[0];
        Assert.Equal(("ended", "answered", "Noa"), (Text(talked, "state"), Text(talked, "outcome"), Text(talked, "name")));
        Assert.Equal((0.5, 8, 12), (talked.GetProperty("toRing").GetDouble(), talked.GetProperty("toConnect").GetDouble(), talked.GetProperty("talked").GetDouble()));
        Assert.Equal(("scheduled", "agentBusy"), (Text(calls[1], "state"), Text(calls[1], "outcome")));
        Assert.InRange(calls[1].GetProperty("nextTryAt").GetDateTimeOffset(), now.AddSeconds(60), now.AddSeconds(66));
    }

    private static Call Ended(DemoApp demo, RetrySchedule retry, params Fact[] facts) => new Call
    {
        Id = CallId.New(demo.Clock),
        Order = new()
        {
            Account = "demo",
            Front = "lead-form",
            Intent = CallIntent.Lead,
            First = new(LegRole.Agent, new ExtensionDestination("102")),
            Second = new(LegRole.Target, new ExtensionDestination("+972500000102")),
            Lead = new() { Name = "Noa" },
            Retry = retry,
        },
        Line = "main",
        Seq = 1,
        WakeAt = demo.Clock.GetUtcNow(),
    }.Begin(
        new() { Number = 1, Line = "main", StartedAt = demo.Clock.GetUtcNow(), DialUntil = demo.Clock.GetUtcNow(), Dial = new DialResult.Accepted("SIM-1") },
        1,
        demo.Clock.GetUtcNow()).Apply(facts);

    private static string? Text(JsonElement call, string name) => call.GetProperty(name).GetString();

    private static async Task<JsonElement> State(DemoApp demo)
    {
        using var json = JsonDocument.Parse(await demo.Client.GetStringAsync("/demo/state", Ct));
        return json.RootElement.Clone();
    }

    private static async Task<(string?, string?)> Phones(DemoApp demo)
    {
        var state = await State(demo);
        return (Text(state.GetProperty("agent"), "state"), Text(state.GetProperty("visitor"), "state"));
    }

    private static async Task<HttpStatusCode> Press(DemoApp demo, string key, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/demo/phones/" + key);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var answer = await demo.Client.SendAsync(request, Ct);
        return answer.StatusCode;
    }
}
