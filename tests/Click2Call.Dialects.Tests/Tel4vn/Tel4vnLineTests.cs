using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Tel4vn;

/// <summary>What the line sends, and what it makes of answers that only this dialect has.</summary>
public sealed class Tel4vnLineTests : IDisposable
{
    private const string Ok = """{"status":"success","call_id":"01b7d166-b564-42ec-80a1-4ad343225934"}""";
    private const string NotFound = "<h1>Not Found</h1>";

    private static readonly AttemptId Attempt = new(CallId.Parse("0195f7a0-0000-7000-8000-000000000001"), 1);

    private readonly ManualClock clock = new();
    private readonly LineConnections connections;
    private readonly FakeSecrets secrets = new() { ["tel4vn-secret"] = "{{TOKEN}}" };
    private readonly Tel4vnDialect dialect;

    public Tel4vnLineTests()
    {
        connections = new(clock);
        dialect = new(connections, secrets, clock);
    }

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => connections.Dispose();

    // curl -L -X GET 'https://{{API_HOST}}/v1/click2call?ext=101&phone=0899098899' -H 'Authorization: Bearer {{TOKEN}}'
    [Theory]
    [InlineData("sync", "/v1/click2call?ext=101&phone=0899098899")]
    [InlineData("async", "/v1/click2call/async?ext=101&phone=0899098899")]
    public async Task The_requests_of_the_document(string mode, string target)
    {
        var (result, request) = await Dial(Ok, Tel4vnSetup.Plain, (Tel4vnOptions.Mode, mode));
        Assert.Equal(new DialResult.Accepted("01b7d166-b564-42ec-80a1-4ad343225934"), result);
        Assert.Equal(("GET", target, "Bearer {{TOKEN}}"), (request!.Method, request.Target, request.Headers["Authorization"]));
    }

    // Call Center API Reference, Asynchronous - POST
    [Fact]
    public async Task The_request_of_version_2()
    {
        var (result, request) = await Dial(
            """{"code":"0","call_id":"50038035-0717-40f1-b7af-eb92021b012e","status":"success"}""",
            Tel4vnSetup.Order with { Hotline = null },
            (Tel4vnOptions.Api, "v2"));
        Assert.Equal(new DialResult.Accepted("50038035-0717-40f1-b7af-eb92021b012e"), result);
        Assert.Equal(("POST", "/v2/click2call", "application/json"), (request!.Method, request.Target, request.Headers["Content-Type"]));
        Assert.Equal("""{"id":"KH1","mobile":"0899098899","agent":"101"}""", request.Body);
    }

    [Fact]
    public async Task Version_2_names_the_attempt_where_the_order_names_no_customer()
    {
        var (_, request) = await Dial(Ok, Tel4vnSetup.Plain, (Tel4vnOptions.Api, "v2"));
        Assert.Equal($$"""{"id":"{{Attempt}}","mobile":"0899098899","agent":"101"}""", request!.Body);
    }

    [Fact]
    public async Task Every_parameter_is_sent_and_encoded()
    {
        var order = Tel4vnSetup.Order with { Front = "tel4vn", Extra = [new("campaign", "xuân"), new("ext", "999")] };
        var (_, request) = await Dial(Ok, order);
        Assert.Equal(
            "/v1/click2call/async?ext=101&phone=0899098899&src_cid_name=Nguy%E1%BB%85n%20%26%20con&src_cid_number=0899098899&dest_cid_name=Acme&dest_cid_number=%2B842871234567"
            + "&auto_answer=true&hotline=19001919&customer_id=KH1&campaign=xu%C3%A2n",
            request!.Target);
    }

    [Theory]
    [InlineData("+84899098899", "local", "0899098899")]
    [InlineData("+84899098899", "e164", "%2B84899098899")]
    [InlineData("+14155552671", "local", "%2B14155552671")]
    public async Task Numbers_and_their_plus(string number, string numbers, string sent)
    {
        var order = Tel4vnSetup.Plain with { Second = new(LegRole.Target, new PhoneDestination(PhoneNumber.Parse(number))) };
        Assert.Equal($"/v1/click2call/async?ext=101&phone={sent}", (await Dial(Ok, order, (Tel4vnOptions.Numbers, numbers))).Request!.Target);
    }

    [Theory]
    [InlineData("", "/v1/click2call/async")]
    [InlineData("v1", "/v1/click2call/async")]
    [InlineData("v1/", "/v1/click2call/async")]
    [InlineData("pbx", "/pbx/v1/click2call/async")]
    [InlineData("pbx/v2/", "/pbx/v1/click2call/async")]
    public async Task The_address_may_end_with_a_version(string path, string called)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(Ok));
        await Dial(Open(new Uri(stub.Address, path)), Tel4vnSetup.Plain);
        Assert.Equal(called, Assert.Single(stub.Requests).Path);
    }

    [Fact]
    public async Task Refuses_before_sending_what_the_dialect_has_no_word_for()
    {
        var order = Tel4vnSetup.Plain;
        (CallOrder Order, CallOutcome Outcome, string Api)[] cases =
        [
            (order with { Second = new(LegRole.Target, new SipDestination("sip:a@b.example")) }, CallOutcome.TargetUnreachable, "v1"),
            (order with { First = new(LegRole.Agent, order.Second!.Destination) }, CallOutcome.LineRefused, "v1"),
            (order with { First = order.Second, Second = order.First }, CallOutcome.LineRefused, "v1"),
            (order with { Kind = CallKind.Message }, CallOutcome.LineRefused, "v1"),
            (order with { Second = null }, CallOutcome.LineRefused, "v1"),
            (order with { Hotline = "19001919" }, CallOutcome.LineRefused, "v2"),
        ];
        foreach (var (refused, outcome, api) in cases)
        {
            var (result, request) = await Dial(Ok, refused, (Tel4vnOptions.Api, api));
            Assert.Equal(outcome, Assert.IsType<DialResult.Refused>(result).Outcome);
            Assert.Null(request);
        }
    }

    [Theory]
    [InlineData("""{"status":"SUCCESS","call_id":"7"}""", "7")]
    [InlineData("""{"code":"0","call_id":7,"status":"success"}""", "7")]
    [InlineData("""{"code":0,"call_id":"7"}""", "7")]
    [InlineData("""{"call_id":"7"}""", "7")]
    [InlineData("""{"status":"success","data":{"call_id":"7"}}""", "7")]
    [InlineData("""{"status":"success"}""", null)]
    [InlineData("""{"status":"success","call_id":null}""", null)]
    [InlineData("""{"data":{"message":"success"}}""", null)]
    [InlineData("<b>Warning</b>: x in y\n{\"status\":\"success\",\"call_id\":\"7\"}\n", "7")]
    public async Task Success_is_read_as_robustly_as_seen(string body, string? id) =>
        Assert.Equal(new DialResult.Accepted(id), (await Dial(body, Tel4vnSetup.Plain)).Result);

    [Theory]
    [InlineData("""{"code":"1","call_id":"7"}""")]
    [InlineData("""{"error":"NO_ANSWER","call_id":"7"}""")]
    [InlineData("""{"status":"fail","call_id":"7"}""")]
    public async Task An_id_does_not_make_a_no_a_yes(string body) =>
        Assert.IsType<DialResult.Refused>((await Dial(body, Tel4vnSetup.Plain)).Result);

    [Fact]
    public async Task The_phone_systems_words_are_kept() => Assert.Equal(
        new DialResult.Refused(CallOutcome.LineRefused, "MÁY_CHỦ: Không gọi được"),
        (await Dial("""{"status":"fail","message":"Không gọi được","error":"MÁY_CHỦ"}""", Tel4vnSetup.Plain)).Result);

    [Theory]
    [InlineData("sync", 40, 55)]
    [InlineData("sync", 600, 135)]
    [InlineData("async", 40, 15)]
    public void The_time_out_follows_the_ring_time_where_the_answer_does(string mode, int ring, int timeout)
    {
        var order = Tel4vnSetup.Plain with { First = Tel4vnSetup.Plain.First with { RingTime = TimeSpan.FromSeconds(ring) } };
        var line = Open(new("https://pbx.example"), Tel4vnOptions.Token, (Tel4vnOptions.Mode, mode));
        Assert.Equal(TimeSpan.FromSeconds(timeout), line.DialTimeout(new(Attempt, order)));
    }

    // Login Account, Get Access Token
    [Fact]
    public async Task A_token_is_fetched_with_user_and_password()
    {
        await using var stub = new StubPhoneSystem(Answers("t1"));
        Assert.IsType<DialResult.Accepted>(await Dial(Open(stub.Address, Tel4vnOptions.Password, (Tel4vnOptions.Username, "foo@test.tel4vn.com")), Tel4vnSetup.Plain));
        Assert.Equal(
            [
                ("POST", "/v1/auth", """{"username":"foo@test.tel4vn.com","password":"{{TOKEN}}"}""", null),
                ("POST", "/v2/auth/token", """{"api_key":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeee"}""", null),
                ("GET", "/v1/click2call/async", "", "Bearer t1"),
            ],
            stub.Requests.Select(request => (request.Method, request.Path, request.Body, request.Headers.GetValueOrDefault("Authorization"))));
    }

    [Fact]
    public async Task A_token_is_kept_and_renewed_before_it_expires()
    {
        await using var stub = new StubPhoneSystem(Answers("t1", life: 3600));
        await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        clock.Advance(TimeSpan.FromSeconds(3539));
        stub.Script = Answers("t2", life: 3600);
        await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        clock.Advance(TimeSpan.FromSeconds(1));
        await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        Assert.Equal(["", "Bearer t1", "Bearer t1", "", "Bearer t2"], Tokens(stub));
    }

    // PBX API Reference: {"data":{"expired":1613636318,"token":"…","user_id":"…"}}
    [Fact]
    public async Task The_older_address_is_asked_where_the_newer_is_not_there()
    {
        await using var stub = new StubPhoneSystem(request => request.Path switch
        {
            "/v2/auth/token" => StubReply.Http(404, "text/html", NotFound),
            "/v1/auth/token" => StubReply.Json($$$"""{"data":{"expired":{{{clock.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds()}}},"token":"old","user_id":"u"}}"""),
            _ => StubReply.Json(Ok),
        });
        await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        clock.Advance(TimeSpan.FromMinutes(8));
        await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        clock.Advance(TimeSpan.FromMinutes(1));
        await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        Assert.Equal(["/v2/auth/token", "/v1/auth/token", "/v1/click2call/async", "/v1/click2call/async", "/v2/auth/token", "/v1/auth/token", "/v1/click2call/async"], stub.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task Another_secret_is_another_token()
    {
        await using var stub = new StubPhoneSystem(Answers("t1"));
        await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        secrets["tel4vn-secret"] = "rotated";
        stub.Script = Answers("t2");
        await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        Assert.Equal(["", "Bearer t1", "", "Bearer t2"], Tokens(stub));
    }

    // A 401 is surely not a call, but the dial is not repeated: the next try asks for a token first.
    [Fact]
    public async Task A_kept_token_that_is_refused_makes_room_for_a_new_one()
    {
        await using var stub = new StubPhoneSystem(Answers("t1"));
        await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        stub.Script = request => request.Headers.GetValueOrDefault("Authorization") == "Bearer t1"
            ? StubReply.Json("""{"error":"token is expired"}""", 401)
            : Answers("t2")(request);
        var withdrawn = await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        Assert.Equal(CallOutcome.LineUnavailable, Assert.IsType<DialResult.Refused>(withdrawn).Outcome);
        Assert.IsType<DialResult.Accepted>(await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain));
        Assert.Equal(["", "Bearer t1", "Bearer t1", "", "Bearer t2"], Tokens(stub));
    }

    [Theory]
    [InlineData(401, """{"status":"fail","message":"bad key {{TOKEN}}"}""", CallOutcome.LineRefused)]
    [InlineData(400, "", CallOutcome.LineRefused)]
    [InlineData(404, NotFound, CallOutcome.LineRefused)]
    [InlineData(200, """{"code":200,"content":"successfully","data":{}}""", CallOutcome.LineRefused)]
    [InlineData(200, "<html>", CallOutcome.LineRefused)]
    [InlineData(301, "", CallOutcome.LineRefused)]
    [InlineData(500, "", CallOutcome.LineUnavailable)]
    [InlineData(503, "", CallOutcome.LineUnavailable)]
    [InlineData(429, "", CallOutcome.LineUnavailable)]
    public async Task Without_a_token_nothing_is_dialled(int status, string body, CallOutcome outcome)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Http(status, "application/json", body));
        var refused = Assert.IsType<DialResult.Refused>(await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain));
        Assert.Equal(outcome, refused.Outcome);
        Assert.DoesNotContain("{{TOKEN}}", refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(stub.Requests, request => request.Path.Contains("click2call", StringComparison.Ordinal));
    }

    // Get a Specific CDR, default and flex mapping
    [Theory]
    [InlineData("""{"id":"7","sip_call_id":"aabb","cause":"NORMAL_CLEARING","duration":7,"status":"BUSY","time_ended":"2021-02-18 17:21:05"}""", CallOutcome.TargetBusy)]
    [InlineData("""{"id":"7","status":"ANSWERED"}""", CallOutcome.Answered)]
    [InlineData("""{"cdrId":"7","status":"answered","billsec":23}""", CallOutcome.Answered)]
    [InlineData("""{"id":"01 ","sip_call_id":"7","status":"no-answered"}""", CallOutcome.TargetNoAnswer)]
    [InlineData("""{"id":"7","status":"NO ANSWER"}""", CallOutcome.TargetNoAnswer)]
    [InlineData("""{"id":"7","status":"cancel"}""", CallOutcome.Canceled)]
    [InlineData("""{"id":"7","status":"not-available"}""", CallOutcome.TargetUnreachable)]
    [InlineData("""{"id":"7","status":"invalid"}""", CallOutcome.AgentNoAnswer)]
    [InlineData("""{"id":"7","status":"invalid","cause":"USER_BUSY"}""", CallOutcome.AgentBusy)]
    [InlineData("""{"id":"7","status":"busy","cause":"CALL_REJECTED"}""", CallOutcome.TargetRejected)]
    [InlineData("""{"data":[{"id":"6","status":"answered"},{"id":"7 ","status":"busy"}],"limit":10,"offset":10,"total":35}""", CallOutcome.TargetBusy)]
    [InlineData("""{"data":{"id":"7","status":"busy"}}""", CallOutcome.TargetBusy)]
    [InlineData("""{"id":"7","status":"FAILED"}""", null)]
    [InlineData("""{"id":"7","status":""}""", null)]
    [InlineData("""{"id":"8","status":"busy"}""", null)]
    [InlineData("""{"data":[]}""", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    public async Task Records_tell_how_a_call_ended(string body, CallOutcome? outcome)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(body));
        var found = await Open(stub.Address, Tel4vnOptions.Token, (Tel4vnOptions.Cdr, "true")).LookUp(Attempt, "7", None);
        Assert.Equal(outcome is { } known ? new LookUp.Ended(known) : new LookUp.Unknown(), found);
        Assert.Equal(("GET", "/v2/cdr/7", "Bearer {{TOKEN}}"), (stub.Requests[0].Method, stub.Requests[0].Target, stub.Requests[0].Headers["Authorization"]));
    }

    [Fact]
    public async Task A_record_that_is_not_there_proves_nothing()
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Http(404, "text/html", NotFound));
        Assert.IsType<LookUp.Unknown>(await Open(stub.Address, Tel4vnOptions.Token, (Tel4vnOptions.Cdr, "true")).LookUp(Attempt, "7", None));
        Assert.Equal(["/v2/cdr/7", "/v1/cdr/7"], stub.Requests.Select(request => request.Path));
        Assert.IsType<LookUp.Unknown>(await Open(stub.Address, Tel4vnOptions.Token, (Tel4vnOptions.Cdr, "true")).LookUp(Attempt, null, None));
        Assert.IsType<LookUp.Unknown>(await Open(stub.Address).LookUp(Attempt, "7", None));
        Assert.Equal(2, stub.Requests.Count);
    }

    // PBX API Reference: /v1/cdr
    [Fact]
    public async Task Records_of_the_older_system_are_found()
    {
        await using var stub = new StubPhoneSystem(request => request.Path.StartsWith("/v1/", StringComparison.Ordinal)
            ? StubReply.Json("""{"id":"7","status":"BUSY"}""")
            : StubReply.Http(404, "text/html", NotFound));
        Assert.Equal(new LookUp.Ended(CallOutcome.TargetBusy), await Open(stub.Address, Tel4vnOptions.Token, (Tel4vnOptions.Cdr, "true")).LookUp(Attempt, "7", None));
        Assert.Null(await Open(stub.Address).Probe(None));
        Assert.Null(await Open(stub.Address, Tel4vnOptions.ApiKey).Probe(None));
    }

    [Fact]
    public async Task A_look_up_renews_its_token_once()
    {
        await using var stub = new StubPhoneSystem(Answers("t1"));
        await Dial(Open(stub.Address, Tel4vnOptions.ApiKey), Tel4vnSetup.Plain);
        stub.Script = request => request.Headers.GetValueOrDefault("Authorization") switch
        {
            null => Answers("t2")(request),
            "Bearer t2" => StubReply.Json("""{"id":"7","status":"busy"}"""),
            _ => StubReply.Http(401, "text/html", ""),
        };
        Assert.Equal(new LookUp.Ended(CallOutcome.TargetBusy), await Open(stub.Address, Tel4vnOptions.ApiKey, (Tel4vnOptions.Cdr, "true")).LookUp(Attempt, "7", None));
        stub.Script = request => request.Method == "POST" ? Answers("t3")(request) : StubReply.Http(401, "text/html", "");
        Assert.IsType<LookUp.Unknown>(await Open(stub.Address, Tel4vnOptions.ApiKey, (Tel4vnOptions.Cdr, "true")).LookUp(Attempt, "7", None));
        Assert.Equal(["", "Bearer t1", "Bearer t1", "", "Bearer t2", "Bearer t2", "", "Bearer t3"], Tokens(stub));
    }

    [Fact]
    public async Task It_hangs_nothing_up()
    {
        var line = Open(new("https://pbx.example"));
        Assert.False(await line.HangUp(Attempt, "7", None));
        Assert.Null(await line.HangUpExtension("101", None));
    }

    [Theory]
    [InlineData(401, """{"status":"fail","message":"bad token {{TOKEN}}","error":"UNAUTHORIZED"}""", "401")]
    [InlineData(401, "", "secret")]
    [InlineData(200, "<html>Welcome</html>", "baseUrl")]
    [InlineData(404, NotFound, "baseUrl")]
    [InlineData(200, """{"status":"fail","message":"no"}""", "no")]
    public async Task The_probe_tells_a_bad_token_and_a_wrong_address(int status, string body, string told)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(body, status));
        var problem = await Open(stub.Address).Probe(None);
        Assert.Contains(told, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("{{TOKEN}}", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_do_what_its_settings_say()
    {
        var address = new Uri("https://pbx.example");
        Assert.Equal(LineCapabilities.None, Open(address).Capabilities);
        Assert.Equal(LineCapabilities.LookUp, Open(address, Tel4vnOptions.Token, (Tel4vnOptions.Cdr, "true")).Capabilities);
        Assert.Equal(LineCapabilities.None, Of());
        Assert.Equal(LineCapabilities.ReportsEnd, WithEvents());
        Assert.Equal(LineCapabilities.ReportsEnd, WithEvents((Tel4vnOptions.Events, "hangup")));
        Assert.Equal(LineCapabilities.None, WithEvents((Tel4vnOptions.Events, "ringing,answered")));
        Assert.Equal(LineCapabilities.ReportsEnd | LineCapabilities.ReportsProgress, WithEvents((Tel4vnOptions.Answered, "target")));
        Assert.Equal(LineCapabilities.ReportsEnd, WithEvents((Tel4vnOptions.Answered, "target"), (Tel4vnOptions.Events, "ringing, cdr")));

        LineCapabilities Of(params (string, string)[] options) => dialect.CapabilitiesOf(Tel4vnSetup.Settings(address, Tel4vnOptions.Token, options));
        LineCapabilities WithEvents(params (string, string)[] options) =>
            dialect.CapabilitiesOf(Tel4vnSetup.Settings(address, Tel4vnOptions.Token, options) with { EventTokenHash = new('0', 64) });
    }

    [Fact]
    public void Checks_its_settings()
    {
        Assert.Empty(Check(Tel4vnOptions.Token));
        Assert.Empty(Check(Tel4vnOptions.ApiKey, (Tel4vnOptions.Mode, "sync"), (Tel4vnOptions.Cdr, "false"), (Tel4vnOptions.Events, "hangup, cdr"), (Tel4vnOptions.Numbers, "e164"), (Tel4vnOptions.Answered, "target")));
        Assert.Empty(Check(Tel4vnOptions.Password, (Tel4vnOptions.Username, "foo")));
        Assert.Single(Check("code"));
        Assert.Single(Check(Tel4vnOptions.Password));
        Assert.Single(Check(Tel4vnOptions.Token, (Tel4vnOptions.Username, "foo")));
        Assert.Single(Check(Tel4vnOptions.Token, (Tel4vnOptions.Mode, "perhaps")));
        Assert.Single(Check(Tel4vnOptions.Token, (Tel4vnOptions.Api, "v3")));
        Assert.Single(Check(Tel4vnOptions.Token, (Tel4vnOptions.Api, "v2"), (Tel4vnOptions.Mode, "sync")));
        Assert.Single(Check(Tel4vnOptions.Token, (Tel4vnOptions.Events, "hangup,create")));
        Assert.Single(Check(Tel4vnOptions.Token, (Tel4vnOptions.Cdr, "yes")));
        Assert.Single(Check(Tel4vnOptions.Token, ("colour", "blue")));

        IEnumerable<string> Check(string role, params (string, string)[] options) => dialect.Check(Tel4vnSetup.Settings(new("https://pbx.example"), role, options));
    }

    private async Task<(DialResult Result, StubRequest? Request)> Dial(string body, CallOrder order, params (string, string)[] options)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(body));
        return (await Dial(Open(stub.Address, Tel4vnOptions.Token, options), order), stub.Requests.SingleOrDefault());
    }

    private static async Task<DialResult> Dial(IPhoneLine line, CallOrder order) => await line.GetReady(new(Attempt, order), None) switch
    {
        DialReadiness.Ready ready => await ready.Dial.Send(None),
        DialReadiness.NotReady not => new DialResult.Refused(not.Outcome, not.Reason),
        _ => throw new InvalidOperationException(),
    };

    private IPhoneLine Open(Uri address, string role = Tel4vnOptions.Token, params (string, string)[] options) =>
        dialect.Open("acme", Tel4vnSetup.Settings(address, role, options));

    private static IEnumerable<string> Tokens(StubPhoneSystem stub) => stub.Requests.Select(request => request.Headers.GetValueOrDefault("Authorization", ""));

    private static Func<StubRequest, StubReply> Answers(string token, int life = 14763877) => request => request.Path switch
    {
        "/v1/auth" => StubReply.Json("""{"code":200,"content":"successfully","data":{"api_key":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeee","domain_uuid":"d","enabled":"true","extension":"110","level":"admin","user_uuid":"u","username":"adminfortest"}}"""),
        "/v2/auth/token" => StubReply.Json($$$"""{"code":200,"content":"successfully","data":{"client_id":"c","domain_uuid":"d","expired_in":{{{life}}},"refresh_token":"","token":"{{{token}}}","token_type":"Bearer","user_id":"u"}}"""),
        _ => StubReply.Json(Ok),
    };
}
