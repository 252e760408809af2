using System.Globalization;
using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Dialects.Asterisk;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Asterisk;

/// <summary>Messages over Asterisk: what was uploaded to us, and keys.</summary>
public sealed class AsteriskMessageTests : IDisposable, IAudioAddresses
{
    private static readonly AttemptId Attempt = new(CallId.Parse("0195f7a0-0000-7000-8000-000000000001"), 1);
    private readonly ManualClock clock = new();
    private readonly LineConnections connections;

    public AsteriskMessageTests() => connections = new(clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static CallOrder Order { get; } = new()
    {
        Account = "acme",
        Front = "technoline-campaign",
        Intent = CallIntent.Direct,
        Kind = CallKind.Message,
        First = new Leg(LegRole.Target, new PhoneDestination(PhoneNumber.Parse("+972547654321"))) { RingTime = TimeSpan.FromSeconds(25) },
        Play = new() { Upload = "campaign-7.wav" },
    };

    public void Dispose() => connections.Dispose();

    public ValueTask<string> PathOf(string account, string name, CancellationToken cancellation) => new($"audio/{account}/TOKEN/{name}");

    [Fact]
    public async Task An_upload_is_fetched_once_before_the_first_phone_rings()
    {
        await using var stub = Stub("SUCCESS");
        var line = Open(stub.Address);
        for (var i = 0; i < 3; i++)
        {
            var ready = Assert.IsType<DialReadiness.Ready>(await line.GetReady(new(Attempt, Order), Cancel));
            Assert.IsType<DialResult.Accepted>(await ready.Dial.Send(Cancel));
        }

        var posts = stub.Requests.Where(request => request.Method == "POST").ToList();
        Assert.Equal(4, posts.Count);
        var fetch = JsonNode.Parse(posts[0].Body)!;
        Assert.Equal(("Local/s@click2call-fetch/n", "audio/acme/TOKEN/campaign-7.wav"), (fetch["endpoint"]!.GetValue<string>(), fetch["variables"]!["C2C_AUDIO"]!.GetValue<string>()));
        Assert.All(posts.Skip(1), post => Assert.Equal("audio/acme/TOKEN/campaign-7.wav", JsonNode.Parse(post.Body)!["variables"]!["C2C_AUDIO"]!.GetValue<string>()));
    }

    [Fact]
    public async Task What_cannot_be_fetched_rings_nobody_and_is_tried_again_after_a_pause()
    {
        var answer = "ERROR";
        await using var stub = Stub(() => answer);
        var line = Open(stub.Address);
        for (var i = 0; i < 2; i++)
            Assert.Equal(CallOutcome.LineUnavailable, Assert.IsType<DialReadiness.NotReady>(await line.GetReady(new(Attempt, Order), Cancel)).Outcome);
        Assert.Single(stub.Requests, request => request.Method == "POST");
        answer = "SUCCESS";
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.IsType<DialReadiness.Ready>(await line.GetReady(new(Attempt, Order), Cancel));
    }

    [Fact]
    public async Task A_line_without_events_plays_no_uploads_and_knows_no_keys()
    {
        await using var stub = Stub("SUCCESS");
        var line = Open(stub.Address, events: false);
        Assert.False(line.Capabilities.HasFlag(LineCapabilities.Uploads) || line.Capabilities.HasFlag(LineCapabilities.Keys));
        Assert.NotNull(line.CannotPlay(Order.Play));
        Assert.Equal(CallOutcome.LineRefused, Assert.IsType<DialReadiness.NotReady>(await line.GetReady(new(Attempt, Order), Cancel)).Outcome);
        Assert.Empty(stub.Requests);
    }

    [Fact]
    public void Keys_are_written_as_what_is_dialled_or_done()
    {
        var variables = Write(
            number => number,
            new("1", KeyDeed.Connect, new ExtensionDestination("101")),
            new("2", KeyDeed.Connect, new PhoneDestination(PhoneNumber.Parse("+972542223333"))),
            new("3", KeyDeed.Repeat),
            new("9", KeyDeed.Remove),
            new("*", KeyDeed.HangUp))!;
        Assert.Equal(
            [("C2C_KEY_1", "PJSIP/101"), ("C2C_KEYS", "1"), ("C2C_KEY_2", "PJSIP/+972542223333@carrier"), ("C2C_KEY_3", "repeat"), ("C2C_KEY_9", "end"), ("C2C_KEY_STAR", "end")],
            variables.Where(pair => pair.Name.StartsWith("C2C_KEY", StringComparison.Ordinal)).Select(pair => (pair.Name, pair.Value)));
        // Whom a key connects with sees who is asking.
        Assert.Contains(new NameValue("C2C_NUM2", "+972547654321"), variables);
        Assert.Contains(new NameValue("C2C_RING2", "25"), variables);
    }

    [Theory]
    [InlineData("#", "101")]
    [InlineData("12", "101")]
    [InlineData("", "101")]
    [InlineData("1", "101&PJSIP/900@carrier")]
    [InlineData("1", "101,30,G(evil)")]
    public void A_key_that_could_be_more_than_a_key_is_not_written(string key, string phone) =>
        Assert.Null(Write(_ => phone, new KeyAction(key, KeyDeed.Connect, new ExtensionDestination("101"))));

    [Fact]
    public void A_record_has_the_keys_and_whom_they_connected_with()
    {
        const string Record = "found&p=1795199864.035&k=message&r=t&s1=ANSWER&c1=16&t1=SIP%20200%20OK&b1=1795199864.036&g1=7&n1=5530&y1=&f1=&e1=1795199870.566&s2=ANSWER&c2=16&t2=SIP%20200%20OK&b2=1795199866.1&g2=12&a1=1795199864.349&a2=1795199866.500&w2=3000&rec=&d=31&e2=1795199870.564";
        var read = new AsteriskRecord(AsteriskLookUp.Fields(Record), TimeSpan.Zero);
        var facts = read.Facts(DateTimeOffset.UnixEpoch, null);
        Assert.Equal("31", Assert.Single(facts.OfType<Fact.KeysPressed>()).Keys);
        Assert.Single(facts.OfType<Fact.LegAnswered>(), fact => fact.Leg == LegPosition.Second);
        Assert.Equal(CallOutcome.Answered, read.Outcome(Attempt));
    }

    /// <summary>Of a message whose last event never came, AstDB still knows that the customer pressed the key for being left alone.</summary>
    [Fact]
    public async Task A_look_up_did_not_tell_which_keys_were_pressed()
    {
        const string Record = "found&p=1795199864.035&k=message&r=t&s1=ANSWER&c1=16&t1=SIP%20200%20OK&b1=1795199864.036&g1=7&e1=1795199869.566&s2=&a1=1795199864.349&rec=1&d=2&e2=1795199869.564";
        await using var stub = new StubPhoneSystem(request =>
            request.Method == "POST" ? StubReply.Json(AsteriskLineContract.Channel)
            : request.Target.Contains("C2C_FOUND", StringComparison.Ordinal) ? StubReply.Json($$"""{"value":"{{Record}}"}""")
            : request.Path.EndsWith("/info", StringComparison.Ordinal) ? StubReply.Json($$$"""{"status":{"startup_time":"{{{Theirs(-24)}}}"}}""")
            : request.Path.EndsWith("/ping", StringComparison.Ordinal) ? StubReply.Json($$"""{"ping":"pong","timestamp":"{{Theirs(0)}}"}""")
            : StubReply.Json("""{"message":"Channel not found"}""", 404));
        var found = Assert.IsType<LookUp.Ended>(await Open(stub.Address).LookUp(Attempt, null, Cancel));
        Assert.Equal(CallOutcome.Answered, found.Outcome);

        // In our time: that clock is an hour fast.
        Assert.Equal([new Fact.KeysPressed("2", AsteriskRecord.ReadTime("1795196269.564")!.Value)], found.Facts.OfType<Fact.KeysPressed>());
        var recorded = Assert.Single(found.Facts.OfType<Fact.Recorded>());
        Assert.Equal(5, (int)recorded.Talked!.Value.TotalSeconds);
        Assert.Equal(new Uri(stub.Address, $"ari/recordings/stored/click2call-{Attempt}/file"), recorded.Recording);

        string Theirs(int hours) => clock.GetUtcNow().AddHours(1 + hours).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
    }

    private static IReadOnlyList<NameValue>? Write(Func<string, string> phoneOf, params KeyAction[] keys) =>
        AsteriskVariables.Write(new(Attempt, Order with { Play = new() { Before = "hello", Keys = keys } }), AsteriskOptions.Read(Settings(true)), phoneOf, out _);

    private static LineSettings Settings(bool events) => new()
    {
        Id = "main",
        Dialect = "asterisk",
        BaseUrl = new("http://127.0.0.1:8088"),
        Secrets = new Dictionary<string, string> { ["password"] = "pbx-password" },
        Options = new Dictionary<string, string> { ["allowPrivateNetwork"] = "true", ["phones"] = "PJSIP/{number}@carrier" },
        EventTokenHash = events ? "hash" : null,
    };

    private IPhoneLine Open(Uri address, bool events = true) =>
        new AsteriskDialect(connections, new FakeSecrets { ["pbx-password"] = "secret" }, new FakeDirectory(), clock, this).Open("acme", Settings(events) with { BaseUrl = address });

    private static StubPhoneSystem Stub(string fetched) => Stub(() => fetched);

    private static StubPhoneSystem Stub(Func<string> fetched) => new(request =>
        request.Method == "POST" ? StubReply.Json(AsteriskLineContract.Channel)
        : request.Target.Contains("C2C_FOUND", StringComparison.Ordinal) ? StubReply.Json($$"""{"value":"found&fetched={{fetched()}}"}""")
        : StubReply.Json("{}"));
}
