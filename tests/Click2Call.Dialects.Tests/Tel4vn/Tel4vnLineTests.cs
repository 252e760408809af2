using Click2Call.Calls;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Tel4vn;

/// <summary>What the line sends, and what it makes of answers that only this dialect has.</summary>
public sealed class Tel4vnLineTests : IDisposable
{
    private readonly Tel4vnBench bench = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => bench.Dispose();

    // curl -L -X GET 'https://{{API_HOST}}/v1/click2call?ext=101&phone=0899098899' -H 'Authorization: Bearer {{TOKEN}}'
    [Theory]
    [InlineData("sync", "/v1/click2call?ext=101&phone=0899098899")]
    [InlineData("async", "/v1/click2call/async?ext=101&phone=0899098899")]
    public async Task The_requests_of_the_document(string mode, string target)
    {
        var (result, request) = await bench.Dial(Tel4vnBench.Ok, Tel4vnSetup.Plain, (Tel4vnOptions.Mode, mode));
        Assert.Equal(new DialResult.Accepted("01b7d166-b564-42ec-80a1-4ad343225934"), result);
        Assert.Equal(("GET", target, "Bearer {{TOKEN}}"), (request!.Method, request.Target, request.Headers["Authorization"]));
    }

    // Call Center API Reference, Asynchronous - POST
    [Fact]
    public async Task The_request_of_version_2()
    {
        var (result, request) = await bench.Dial(
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
        var (_, request) = await bench.Dial(Tel4vnBench.Ok, Tel4vnSetup.Plain, (Tel4vnOptions.Api, "v2"));
        Assert.Equal($$"""{"id":"{{Tel4vnBench.Attempt}}","mobile":"0899098899","agent":"101"}""", request!.Body);
    }

    [Fact]
    public async Task Every_parameter_is_sent_and_encoded()
    {
        var order = Tel4vnSetup.Order with { Front = "tel4vn", Extra = [new("campaign", "xuân"), new("ext", "999")] };
        var (_, request) = await bench.Dial(Tel4vnBench.Ok, order);
        Assert.Equal(
            "/v1/click2call/async?ext=101&phone=0899098899&src_cid_name=Nguy%E1%BB%85n%20%26%20con&src_cid_number=0899098899&dest_cid_name=Acme&dest_cid_number=%2B842871234567"
            + "&auto_answer=true&hotline=19001919&customer_id=KH1&campaign=xu%C3%A2n",
            request!.Target);
    }

    [Fact]
    public async Task A_name_that_PHP_reads_as_another_is_not_sent()
    {
        var order = Tel4vnSetup.Plain with
        {
            Front = "tel4vn",
            Extra = [new(" phone", "1"), new("phone[]", "2"), new("phone.x", "3"), new("Phone", "4"), new("mobile", "5"), new("hotline", "6"), new("campaign", "x")],
        };
        var (_, request) = await bench.Dial(Tel4vnBench.Ok, order);
        Assert.Equal("/v1/click2call/async?ext=101&phone=0899098899&campaign=x", request!.Target);
    }

    [Theory]
    [InlineData("+84899098899", "local", "0899098899")]
    [InlineData("+84899098899", "e164", "%2B84899098899")]
    [InlineData("+14155552671", "local", "%2B14155552671")]
    public async Task Numbers_and_their_plus(string number, string numbers, string sent)
    {
        var order = Tel4vnSetup.Plain with { Second = new(LegRole.Target, new PhoneDestination(PhoneNumber.Parse(number))) };
        Assert.Equal($"/v1/click2call/async?ext=101&phone={sent}", (await bench.Dial(Tel4vnBench.Ok, order, (Tel4vnOptions.Numbers, numbers))).Request!.Target);
    }

    [Theory]
    [InlineData("", "/v1/click2call/async")]
    [InlineData("v1", "/v1/click2call/async")]
    [InlineData("v1/", "/v1/click2call/async")]
    [InlineData("pbx", "/pbx/v1/click2call/async")]
    [InlineData("pbx/v2/", "/pbx/v1/click2call/async")]
    public async Task The_address_may_end_with_a_version(string path, string called)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(Tel4vnBench.Ok));
        await Tel4vnBench.Dial(bench.Open(new Uri(stub.Address, path)), Tel4vnSetup.Plain);
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
            var (result, request) = await bench.Dial(Tel4vnBench.Ok, refused, (Tel4vnOptions.Api, api));
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
        Assert.Equal(new DialResult.Accepted(id), (await bench.Dial(body, Tel4vnSetup.Plain)).Result);

    [Theory]
    [InlineData("""{"code":"1","call_id":"7"}""")]
    [InlineData("""{"error":"NO_ANSWER","call_id":"7"}""")]
    [InlineData("""{"status":"fail","call_id":"7"}""")]
    public async Task An_id_does_not_make_a_no_a_yes(string body) =>
        Assert.IsType<DialResult.Refused>((await bench.Dial(body, Tel4vnSetup.Plain)).Result);

    [Fact]
    public async Task The_phone_systems_words_are_kept() => Assert.Equal(
        new DialResult.Refused(CallOutcome.LineRefused, "MÁY_CHỦ: Không gọi được"),
        (await bench.Dial("""{"status":"fail","message":"Không gọi được","error":"MÁY_CHỦ"}""", Tel4vnSetup.Plain)).Result);

    [Theory]
    [InlineData("sync", 40, 55)]
    [InlineData("sync", 600, 135)]
    [InlineData("async", 40, 15)]
    public void The_time_out_follows_the_ring_time_where_the_answer_does(string mode, int ring, int timeout)
    {
        var order = Tel4vnSetup.Plain with { First = Tel4vnSetup.Plain.First with { RingTime = TimeSpan.FromSeconds(ring) } };
        var line = bench.Open(new("https://pbx.example"), Tel4vnOptions.Token, (Tel4vnOptions.Mode, mode));
        Assert.Equal(TimeSpan.FromSeconds(timeout), line.DialTimeout(new(Tel4vnBench.Attempt, order)));
    }

    [Fact]
    public async Task It_hangs_nothing_up()
    {
        var line = bench.Open(new("https://pbx.example"));
        Assert.False(await line.HangUp(Tel4vnBench.Attempt, "7", None));
        Assert.Null(await line.HangUpExtension("101", None));
    }

    [Theory]
    [InlineData(401, """{"status":"fail","message":"bad token {{TOKEN}}","error":"UNAUTHORIZED"}""", "401")]
    [InlineData(401, "", "secret")]
    [InlineData(200, "<html>Welcome</html>", "baseUrl")]
    [InlineData(404, Tel4vnBench.NotFound, "baseUrl")]
    [InlineData(200, """{"status":"fail","message":"no"}""", "no")]
    public async Task The_probe_tells_a_bad_token_and_a_wrong_address(int status, string body, string told)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(body, status));
        var problem = await bench.Open(stub.Address).Probe(None);
        Assert.Contains(told, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("{{TOKEN}}", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_do_what_its_settings_say()
    {
        var address = new Uri("https://pbx.example");
        Assert.Equal(LineCapabilities.None, bench.Open(address).Capabilities);
        Assert.Equal(LineCapabilities.LookUp, bench.Open(address, Tel4vnOptions.Token, (Tel4vnOptions.Cdr, "true")).Capabilities);
        Assert.Equal(LineCapabilities.None, Of());
        Assert.Equal(LineCapabilities.ReportsEnd, WithEvents());
        Assert.Equal(LineCapabilities.ReportsEnd, WithEvents((Tel4vnOptions.Events, "hangup")));
        Assert.Equal(LineCapabilities.None, WithEvents((Tel4vnOptions.Events, "ringing,answered")));
        Assert.Equal(LineCapabilities.ReportsEnd | LineCapabilities.ReportsProgress, WithEvents((Tel4vnOptions.Answered, "target")));
        Assert.Equal(LineCapabilities.ReportsEnd, WithEvents((Tel4vnOptions.Answered, "target"), (Tel4vnOptions.Events, "ringing, cdr")));

        LineCapabilities Of(params (string, string)[] options) => bench.Dialect.CapabilitiesOf(Tel4vnSetup.Settings(address, Tel4vnOptions.Token, options));
        LineCapabilities WithEvents(params (string, string)[] options) =>
            bench.Dialect.CapabilitiesOf(Tel4vnSetup.Settings(address, Tel4vnOptions.Token, options) with { EventTokenHash = new('0', 64) });
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

        IEnumerable<string> Check(string role, params (string, string)[] options) => bench.Dialect.Check(Tel4vnSetup.Settings(new("https://pbx.example"), role, options));
    }
}
