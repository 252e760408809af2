using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Kazoo;

/// <summary>What the line asks before it dials, what it sends, and what it makes of answers that only this dialect has.</summary>
public sealed class KazooLineTests : IDisposable
{
    private const string Ok = """{"data":{"outbound_call_id":"c2c-C-0a1b2c3d4e"},"status":"success"}""";

    private readonly ManualClock clock = new();
    private readonly LineConnections connections;
    private readonly KazooDialect dialect;

    public KazooLineTests()
    {
        connections = new LineConnections(clock);
        dialect = new KazooDialect(connections, new FakeSecrets { ["kazoo-key"] = "k+&=\"" }, clock);
    }

    public static CallOrder Order { get; } = new()
    {
        Account = "acme",
        Front = "calls",
        Intent = CallIntent.Direct,
        First = new(LegRole.Agent, new ExtensionDestination("1001")) { Shows = new("Dana", "+14158867900") },
        Second = new(LegRole.Target, new PhoneDestination(PhoneNumber.Parse("+14158867900"))),
    };

    public static LineSettings Settings(Uri address, params (string Name, string Value)[] options) => new()
    {
        Id = "main",
        Dialect = "kazoo",
        BaseUrl = address,
        Secrets = new Dictionary<string, string> { ["apiKey"] = "kazoo-key" },
        Options = new Dictionary<string, string>(options.Select(option => KeyValuePair.Create(option.Name, option.Value)))
        {
            ["allowPrivateNetwork"] = "true",
            ["accountId"] = "A",
        },
    };

    /// <summary>A healthy Kazoo that has no click-to-call yet.</summary>
    public static StubReply AnswersElse(StubRequest request, string token = "T") => (request.Method, request.Path) switch
    {
        ("PUT", "/v2/api_auth") => StubReply.Json(
            new JsonObject { ["auth_token"] = token, ["data"] = new JsonObject { ["account_id"] = "A" }, ["status"] = "success" }.ToJsonString(), 201),
        ("GET", "/v2/accounts/A/clicktocall") => StubReply.Json("""{"data":[],"page_size":0,"status":"success"}"""),
        ("PUT", "/v2/accounts/A/clicktocall") => StubReply.Json("""{"data":{"id":"C","name":"x"},"status":"success"}""", 201),
        _ => StubReply.Http(500, "text/plain", "not scripted"),
    };

    public void Dispose() => connections.Dispose();

    [Fact]
    public async Task Gets_a_token_and_a_click_to_call_before_it_dials()
    {
        var (result, requests) = await Dial(Ok);
        Assert.Equal(new DialResult.Accepted("c2c-C-0a1b2c3d4e"), result);
        Assert.Equal(
            ["PUT /v2/api_auth", "GET /v2/accounts/A/clicktocall?paginate=false&filter_name=click2call-1001", "PUT /v2/accounts/A/clicktocall", "POST /v2/accounts/A/clicktocall/C/connect"],
            requests.Select(request => $"{request.Method} {request.Target}"));
        AssertJson("""{"data":{"api_key":"k+&=\""}}""", requests[0].Body);
        AssertJson("""{"data":{"auth_required":true,"extension":"1001","name":"click2call-1001"}}""", requests[2].Body);
        AssertJson(
            """{"data":{"contact":"14158867900","custom_application_vars":{"click2call_attempt":"0195f7a0-0000-7000-8000-000000000001-1"}}}""",
            requests[3].Body);
        Assert.All(requests.Skip(1), request => Assert.Equal("T", request.Headers["X-Auth-Token"]));
        Assert.Equal("application/json", requests[3].Headers["Content-Type"]);
    }

    [Fact]
    public async Task Remembers_both()
    {
        await using var stub = new StubPhoneSystem(Script(Ok));
        await DialAt(stub);
        await DialAt(stub);
        Assert.Equal(5, stub.Requests.Count);
        Assert.Equal("/v2/accounts/A/clicktocall/C/connect", stub.Requests[4].Target);
    }

    [Fact]
    public async Task Uses_one_of_its_own_that_is_there()
    {
        await using var stub = new StubPhoneSystem(request => request.Method == "GET"
            ? StubReply.Json("""{"data":[{"id":"B","name":"click2call-10011"},{"id":"D","name":"click2call-1001","extension":"1001"}],"status":"success"}""")
            : Script(Ok)(request));
        await DialAt(stub);
        Assert.Equal("/v2/accounts/A/clicktocall/D/connect", stub.Requests[^1].Target);
        Assert.Equal(3, stub.Requests.Count);
    }

    [Fact]
    public async Task Uses_the_one_that_the_settings_name()
    {
        await using var stub = new StubPhoneSystem(Script(Ok));
        await DialAt(stub, null, ("clicktocall.1001", "fixed"), ("clicktocall", "all"));
        await DialAt(stub, Order with { First = new(LegRole.Agent, new ExtensionDestination("1002")) }, ("clicktocall.1001", "fixed"), ("clicktocall", "all"));
        Assert.Equal(
            ["/v2/api_auth", "/v2/accounts/A/clicktocall/fixed/connect", "/v2/accounts/A/clicktocall/all/connect"],
            stub.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task Settings_of_the_order_choose_a_click_to_call_of_their_own()
    {
        var order = Order with
        {
            First = Order.Second! with { Shows = new("Acme", "+14155550100") },
            Second = Order.First with { RingTime = TimeSpan.FromSeconds(20), Shows = new("Dana", "+14155550199"), AutoAnswer = true },
            Ringback = "tone",
            MusicOnHold = "song",
            BypassMedia = "auto",
            IgnoreEarlyMedia = false,
            PresenceId = "p",
            SipHeaders = [new("X-A", "1")],
            Variables = [new("campaign", "spring"), new("not a name", "x")],
        };
        var (_, requests) = await Dial(Ok, order);
        var made = JsonNode.Parse(requests[2].Body)!["data"]!.AsObject();
        Assert.Matches("^click2call-1001-[0-9a-f]{8}$", made["name"]!.GetValue<string>());
        made.Remove("name");
        AssertJson(
            """
            {"auth_required":true,"extension":"1001","dial_first":"contact","timeout":20,"caller_id_number":"+14155550199","outbound_callee_id_name":"Acme",
             "outbound_callee_id_number":"+14155550100","ringback":"tone","presence_id":"p","bypass_media":"auto","music_on_hold":{"media_id":"song"},
             "media":{"ignore_early_media":false},"custom_sip_headers":{"X-A":"1"}}
            """,
            made.ToJsonString());
        AssertJson(
            """{"data":{"contact":"14158867900","custom_application_vars":{"campaign":"spring","click2call_attempt":"0195f7a0-0000-7000-8000-000000000001-1"}}}""",
            requests[3].Body);
    }

    [Fact]
    public async Task Asks_the_first_phone_to_answer_by_itself()
    {
        var (_, requests) = await Dial(Ok, Order with { First = Order.First with { AutoAnswer = true } });
        Assert.Equal("/v2/accounts/A/clicktocall/C/connect?auto_answer=true", requests[^1].Target);
    }

    [Theory]
    [InlineData("+14158867900", "14158867900")]
    [InlineData("+33612345678", "33612345678")]
    [InlineData("+442079460018", "442079460018")]
    [InlineData("+4532123456", "0114532123456")]
    [InlineData("+6562123456", "0116562123456")]
    public void Numbers_survive_Kazoos_own_reading(string number, string sent)
    {
        var text = KazooOrder.Text(new PhoneDestination(PhoneNumber.Parse(number)));
        Assert.Equal(sent, text);
        Assert.Equal(number, KazooContact.Normalise(text!));
    }

    [Fact]
    public async Task A_refused_token_is_renewed_before_the_dial_and_not_after()
    {
        var tokens = 0;
        var stale = false;
        await using var stub = new StubPhoneSystem(request => (request.Method, request.Path) switch
        {
            (_, "/v2/api_auth") => AnswersElse(request, $"T{++tokens}"),
            _ when stale && request.Headers["X-Auth-Token"] == "T1" => KazooLineContract.Error(401, """{"message":"invalid credentials"}""", "invalid_credentials"),
            _ => Script(Ok)(request),
        });
        await DialAt(stub);
        stale = true;

        // Another agent needs another click-to-call: asking for it shows that the token is old.
        Assert.IsType<DialResult.Accepted>(await DialAt(stub, Order with { First = new(LegRole.Agent, new ExtensionDestination("1002")) }));
        Assert.Equal(2, tokens);

        // Told only by the dial, it is not sent again.
        stub.Script = request => request.Path.EndsWith("/connect", StringComparison.Ordinal)
            ? KazooLineContract.Error(401, """{"message":"invalid credentials"}""", "invalid_credentials")
            : request.Path == "/v2/api_auth" ? AnswersElse(request, $"T{++tokens}") : Script(Ok)(request);
        var before = stub.Requests.Count;
        Assert.Equal(CallOutcome.LineRefused, Assert.IsType<DialResult.Refused>(await DialAt(stub)).Outcome);
        Assert.Equal(before + 1, stub.Requests.Count);
        await DialAt(stub);
        Assert.Equal(3, tokens);
    }

    [Fact]
    public async Task A_token_grows_old()
    {
        await using var stub = new StubPhoneSystem(Script(Ok));
        await DialAt(stub);
        clock.Advance(TimeSpan.FromMinutes(16));
        await DialAt(stub);
        Assert.Equal(2, stub.Requests.Count(request => request.Path == "/v2/api_auth"));
    }

    [Fact]
    public async Task A_click_to_call_that_was_deleted_is_made_again_for_the_next_order()
    {
        await using var stub = new StubPhoneSystem(Script(Ok));
        await DialAt(stub);
        stub.Script = request => request.Path.EndsWith("/connect", StringComparison.Ordinal)
            ? KazooLineContract.Error(404, """{"message":"bad identifier","cause":"C"}""", "bad_identifier")
            : Script(Ok)(request);
        Assert.Equal(CallOutcome.LineUnavailable, Assert.IsType<DialResult.Refused>(await DialAt(stub)).Outcome);
        stub.Script = Script(Ok);
        Assert.IsType<DialResult.Accepted>(await DialAt(stub));
        Assert.Equal(2, stub.Requests.Count(request => request is { Method: "PUT", Path: "/v2/accounts/A/clicktocall" }));
    }

    [Theory]
    [InlineData(401, CallOutcome.LineRefused)]
    [InlineData(503, CallOutcome.LineUnavailable)]
    [InlineData(500, CallOutcome.LineUnavailable)]
    [InlineData(404, CallOutcome.LineRefused)]
    public async Task What_goes_wrong_before_the_dial_is_a_refusal(int status, CallOutcome outcome)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Http(status, "text/html", "no"));
        Assert.Equal(outcome, Assert.IsType<DialResult.Refused>(await DialAt(stub)).Outcome);
        Assert.DoesNotContain(stub.Requests, request => request.Path.EndsWith("/connect", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Waits_for_the_first_phone_when_it_is_told_to()
    {
        await using var stub = new StubPhoneSystem(Script("""{"data":{"id":"1","timestamp":63939749400,"contact":"+14158867900","call_id":"c2c-C-1","result":"success"},"status":"success"}"""));
        Assert.Equal(new DialResult.Accepted("c2c-C-1"), await DialAt(stub, null, ("blocking", "true")));
        Assert.True(JsonNode.Parse(stub.Requests[^1].Body)!["data"]!["blocking"]!.GetValue<bool>());
        Assert.Equal(TimeSpan.FromSeconds(35), Open(stub.Address, ("blocking", "true")).DialTimeout(new(Attempt, Order)));
    }

    [Theory]
    [InlineData("""{"data":{"result":"error","cause":"timed out"},"status":"success"}""")]
    [InlineData("""{"data":{"message":"timed out","cause":"timed out"},"error":"500","message":"timed out","status":"error"}""")]
    public async Task A_wait_that_was_given_up_is_uncertain(string body) =>
        Assert.IsType<DialResult.Uncertain>((await Dial(body)).Result);

    [Fact]
    public async Task With_the_target_first_a_cause_without_leg_is_the_targets()
    {
        var order = Order with { First = Order.Second!, Second = Order.First };
        var (result, _) = await Dial("""{"data":{"result":"error","cause":"USER_BUSY"},"status":"success"}""", order);
        Assert.Equal(new DialResult.Refused(CallOutcome.TargetBusy, "USER_BUSY"), result);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    public async Task Every_kind_of_success_is_one(int status)
    {
        await using var stub = new StubPhoneSystem(request => request.Path.EndsWith("/connect", StringComparison.Ordinal) ? StubReply.Json(Ok, status) : AnswersElse(request));
        Assert.IsType<DialResult.Accepted>(await DialAt(stub));
    }

    [Fact]
    public async Task Refuses_before_sending_what_Kazoo_has_no_word_for()
    {
        foreach (var order in (CallOrder[])[
            Order with { Kind = CallKind.Message },
            Order with { Second = null },
            Order with { First = new(LegRole.Agent, new GroupDestination("sales")) },
            Order with { Second = new(LegRole.Target, new SipTrunkDestination("t")) }])
        {
            var (result, requests) = await Dial(Ok, order);
            Assert.Equal(CallOutcome.LineRefused, Assert.IsType<DialResult.Refused>(result).Outcome);
            Assert.Empty(requests);
        }
    }

    [Theory]
    [InlineData("https://kazoo.example:8443", "https://kazoo.example:8443/v2/accounts/A/clicktocall")]
    [InlineData("https://kazoo.example:8443/", "https://kazoo.example:8443/v2/accounts/A/clicktocall")]
    [InlineData("https://kazoo.example/v1", "https://kazoo.example/v1/accounts/A/clicktocall")]
    [InlineData("https://kazoo.example/crossbar/v2/", "https://kazoo.example/crossbar/v2/accounts/A/clicktocall")]
    public void The_address_has_a_version(string given, string used) =>
        Assert.Equal(used, KazooOptions.ClickToCalls(Settings(new(given))).AbsoluteUri);

    [Fact]
    public void Checks_its_settings()
    {
        var good = Settings(new("https://kazoo.example/"));
        Assert.Empty(dialect.Check(good));
        Assert.Empty(dialect.Check(Settings(new("https://kazoo.example/"), ("clicktocall.1001", "c"), ("blocking", "true"))));
        Assert.Single(dialect.Check(Settings(new("https://kazoo.example/"), ("blocking", "perhaps"))));
        Assert.Single(dialect.Check(good with { Options = new Dictionary<string, string>() }));
        Assert.Single(dialect.Check(good with { Secrets = new Dictionary<string, string>() }));
        Assert.Single(dialect.Check(Settings(new("https://kazoo.example/"), ("acountId", "x"))));
    }

    [Fact]
    public void Can_what_its_hooks_tell()
    {
        var line = Settings(new("https://kazoo.example/"));
        Assert.Equal(LineCapabilities.None, dialect.CapabilitiesOf(line));
        Assert.Equal(LineCapabilities.ReportsEnd, dialect.CapabilitiesOf(line with { EventTokenHash = "x" }));
        Assert.Equal(
            LineCapabilities.ReportsEnd | LineCapabilities.ReportsProgress,
            dialect.CapabilitiesOf(Settings(new("https://kazoo.example/"), ("progress", "true")) with { EventTokenHash = "x" }));
    }

    private static AttemptId Attempt { get; } = new(CallId.Parse("0195f7a0-0000-7000-8000-000000000001"), 1);

    private static Func<StubRequest, StubReply> Script(string body) => request =>
        request.Path.EndsWith("/connect", StringComparison.Ordinal) ? StubReply.Json(body) : AnswersElse(request);

    private async Task<(DialResult Result, IReadOnlyList<StubRequest> Requests)> Dial(string body, CallOrder? order = null)
    {
        await using var stub = new StubPhoneSystem(Script(body));
        return (await DialAt(stub, order), stub.Requests);
    }

    private async Task<DialResult> DialAt(StubPhoneSystem stub, CallOrder? order = null, params (string Name, string Value)[] options)
    {
        var readiness = await Open(stub.Address, options).GetReady(new(Attempt, order ?? Order), TestContext.Current.CancellationToken);
        return readiness is DialReadiness.NotReady not
            ? new DialResult.Refused(not.Outcome, not.Reason)
            : await ((DialReadiness.Ready)readiness).Dial.Send(TestContext.Current.CancellationToken);
    }

    private IPhoneLine Open(Uri address, params (string Name, string Value)[] options) => dialect.Open("acme", Settings(address, options));

    private static void AssertJson(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
