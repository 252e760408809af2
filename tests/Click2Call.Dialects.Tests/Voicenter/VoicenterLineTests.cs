using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Dialects.Voicenter;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Voicenter;

/// <summary>What the line sends, and what it makes of answers that only this dialect has.</summary>
public sealed class VoicenterLineTests : IDisposable
{
    private const string Ok = """{"ERRORCODE":0,"ERRORMESSAGE":"OK","CALLID":"7"}""";

    private static readonly AttemptId Attempt = new(CallId.Parse("0195f7a0-0000-7000-8000-000000000001"), 2);

    private readonly LineConnections connections = new(new ManualClock());

    public static CallOrder Order { get; } = new()
    {
        Account = "acme",
        Front = "calls",
        Intent = CallIntent.Direct,
        First = new(LegRole.Agent, new ExtensionDestination("101"))
        {
            Shows = new("יוסף & בנו", "+972501234567"), RingTime = TimeSpan.FromSeconds(25), AutoAnswer = true, RequireOnline = true, VoicemailId = "9", IgnoreDnd = true,
        },
        Second = new(LegRole.Target, Phone("+972501234567"))
        {
            Shows = new("Acme", "+97236123456"), RingTime = TimeSpan.FromSeconds(40), AutoAnswer = true, RequireOnline = true,
        },
        Record = true,
        MaxDuration = TimeSpan.FromMinutes(10),
        Language = "he",
        Variables = [new("customer", "2342")],
    };

    public void Dispose() => connections.Dispose();

    [Fact]
    public async Task Sends_the_code_in_the_body_and_every_parameter()
    {
        var (_, request) = await Dial(Ok);
        Assert.Equal(("POST", "/ForwardDialer/click2call.aspx"), (request!.Method, request.Target));
        Assert.Equal(
            "code=k%2B%26%3D&phone=101&target=972501234567&action=call&phonecallerid=972501234567"
            + "&phonecallername=%D7%99%D7%95%D7%A1%D7%A3%20%26%20%D7%91%D7%A0%D7%95&targetcallerid=97236123456&targetcallername=Acme&targetmaxdialtime=40"
            + "&targetautoanswer=true&checktargetdevicestate=true&phonemaxdialtime=25&maxduration=600&record=true&phoneautoanswer=true"
            + "&checkphonedevicestate=true&vm_id=9&language=he&ignoredncstatus=1&var_customer=2342"
            + "&var_c2c_attempt=0195f7a0-0000-7000-8000-000000000001-2&format=JSON",
            request.Body);
    }

    [Fact]
    public async Task Sends_a_message()
    {
        var (result, request) = await Dial(Ok, new()
        {
            Account = "acme", Front = "calls", Intent = CallIntent.Direct, Kind = CallKind.Message,
            First = new(LegRole.Target, Phone("+972501234567")) { Shows = new(null, "036123456") },
            MaxDuration = TimeSpan.FromSeconds(30),
            Play = new() { Before = "hello", Digits = "2024", AfterDigit = "beep", After = "bye" },
        });
        Assert.IsType<DialResult.Accepted>(result);
        Assert.Equal(
            "code=k%2B%26%3D&phone=972501234567&action=message&targetcallerid=036123456&pre_rec=hello&dtmf=2024&loop_rec=beep&post_rec=bye"
            + "&phonemaxdialtime=30&maxduration=30&record=false&var_c2c_attempt=0195f7a0-0000-7000-8000-000000000001-2.1&format=JSON",
            request!.Body);
    }

    [Fact]
    public async Task Sends_a_conference_login_codes_and_trunks()
    {
        var (_, request) = await Dial(Ok, Order with { Kind = CallKind.Conference, Second = null, ConferenceCode = "4711", First = new(LegRole.Agent, new LoginCodeDestination("77")) });
        Assert.Equal(("logincode", "77", "callference", "4711", null), (request!.Fields["phone"], request.Fields["phonelogincode"], request.Fields["action"], request.Fields["bbbcode"], request.Fields["target"]));
        (_, request) = await Dial(Ok, Order with { First = new(LegRole.Agent, new SipTrunkDestination()) });
        Assert.Equal("SIPTRUNK", request!.Fields["phone"]);
    }

    [Fact]
    public async Task Sends_the_attempt_only_in_a_free_slot()
    {
        var ten = Enumerable.Range(0, 10).Select(i => new NameValue("v" + i, "x")).ToArray();
        var (result, request) = await Dial(Ok, Order with { Variables = ten });
        Assert.IsType<DialResult.Accepted>(result);
        Assert.Equal(10, request!.Fields.All.Count(field => field.Name.StartsWith("var_", StringComparison.Ordinal)));
        Assert.Null(request.Fields["var_c2c_attempt"]);

        (result, request) = await Dial(Ok, Order with { Variables = [.. ten, new("v10", "x")] });
        Assert.Equal(CallOutcome.LineRefused, Assert.IsType<DialResult.Refused>(result).Outcome);
        Assert.Null(request);
    }

    [Fact]
    public async Task Replaces_the_attempt_of_a_Click2Call_before_us()
    {
        var (_, request) = await Dial(Ok, Order with { Variables = [new("C2C_attempt", "theirs-1")] });
        Assert.Equal(Attempt.ToString(), request!.Fields["var_c2c_attempt"]);
        Assert.Single(request.Fields.All, field => field.Name.Contains("c2c_attempt", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Refuses_before_sending_what_the_dialect_has_no_word_for()
    {
        CallOrder[] cases =
        [
            Order with { Kind = CallKind.Flash },
            Order with { Second = null },
            Order with { First = new(LegRole.Agent, new SipDestination("sip:a@b.example")) },
            Order with { First = new(LegRole.Agent, new SipTrunkDestination("north")) },
            Order with { Second = new(LegRole.Target, new LoginCodeDestination("1")) },
            Order with { Second = new(LegRole.Target, new GroupDestination("sales")) },
            Order with { Kind = CallKind.Message, Second = null, Play = new() { Text = "hello" } },
        ];
        foreach (var order in cases)
        {
            var (result, request) = await Dial(Ok, order);
            Assert.Equal(CallOutcome.LineRefused, Assert.IsType<DialResult.Refused>(result).Outcome);
            Assert.Null(request);
        }
    }

    [Theory]
    [InlineData("""{"ErrorCode":"0","CallId":"7"}""")]
    [InlineData("""  {"errorcode":0,"callid":7}""")]
    [InlineData("<methodResponse><params><param><value><struct><member><name>ErrorCode</name><value><int>0</int></value></member><member><name>CallID</name><value>7</value></member></struct></value></param></params></methodResponse>")]
    public async Task Success_is_read_in_either_format_and_any_case(string body) => Assert.Equal(new DialResult.Accepted("7"), (await Dial(body)).Result);

    [Theory]
    [InlineData("""{"ERRORCODE":0,"CALLID":""}""")]
    [InlineData("""{"ERRORCODE":0}""")]
    public async Task Success_without_an_id_is_still_a_call(string body) => Assert.Equal(new DialResult.Accepted(null), (await Dial(body)).Result);

    [Fact]
    public async Task A_DTD_is_not_read() => Assert.IsType<DialResult.Uncertain>(
        (await Dial("<!DOCTYPE x [<!ENTITY c \"0\">]><methodResponse><struct><member><name>ERRORCODE</name><value>&c;</value></member></struct></methodResponse>")).Result);

    [Theory]
    [InlineData(Ok, true)]
    [InlineData("""{"ERRORCODE":3,"ERRORMESSAGE":"Extension representative offline","CALLID":""}""", true)]
    [InlineData("""{"ERRORCODE":1,"ERRORMESSAGE":"x","CALLID":""}""", false)]
    [InlineData("<html></html>", false)]
    public async Task Terminates_an_extension(string body, bool done)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(body));
        Assert.Equal(done, await Open(stub.Address).HangUpExtension("101", TestContext.Current.CancellationToken));
        Assert.Equal("code=k%2B%26%3D&phone=101&action=terminate&format=JSON", Assert.Single(stub.Requests).Body);
    }

    [Fact]
    public async Task The_probe_tells_a_bad_code_and_a_wrong_address()
    {
        Assert.Contains("error 1", await Probe("""{"ERRORCODE":1,"ERRORMESSAGE":"Code is invalid","CALLID":""}"""), StringComparison.Ordinal);
        Assert.Contains("allow list", await Probe("<html>Welcome</html>"), StringComparison.Ordinal);
        Assert.Null(await Probe("""{"ERRORCODE":1,"ERRORMESSAGE":"Phone is missing","CALLID":""}"""));
    }

    [Fact]
    public void Can_what_its_settings_let_it()
    {
        var dialect = new VoicenterDialect(connections, new FakeSecrets());
        var settings = Settings(new("https://pbx.example/"));
        const LineCapabilities Always = LineCapabilities.Message | LineCapabilities.Conference | LineCapabilities.DeviceState;
        Assert.Equal(Always, dialect.CapabilitiesOf(settings));
        var reporting = settings with { EventTokenHash = Accounts.KeyHash.Of("token") };
        Assert.Equal(Always | LineCapabilities.ReportsEnd, dialect.CapabilitiesOf(reporting));
        var popUp = new Dictionary<string, string> { ["popUp"] = "true" };
        Assert.Equal(Always | LineCapabilities.ReportsEnd | LineCapabilities.ReportsProgress, dialect.CapabilitiesOf(reporting with { Options = popUp }));
        Assert.Empty(dialect.Check(reporting with { Options = popUp }));
        Assert.Single(dialect.Check(settings with { Options = popUp }));
        Assert.Single(dialect.Check(reporting with { Options = new Dictionary<string, string> { ["popUp"] = "perhaps" } }));
    }

    private static PhoneDestination Phone(string number) =>
        PhoneNumber.TryParsePlausible(number, null, out var parsed, out _) ? new(parsed) : throw new ArgumentException(number);

    private async Task<(DialResult Result, StubRequest? Request)> Dial(string body, CallOrder? order = null)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(body));
        var readiness = await Open(stub.Address).GetReady(new(Attempt, order ?? Order), TestContext.Current.CancellationToken);
        return readiness is DialReadiness.NotReady not
            ? (new DialResult.Refused(not.Outcome, not.Reason), stub.Requests.SingleOrDefault())
            : (await ((DialReadiness.Ready)readiness).Dial.Send(TestContext.Current.CancellationToken), stub.Requests.Single());
    }

    private async Task<string?> Probe(string body)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(body));
        return await Open(stub.Address).Probe(TestContext.Current.CancellationToken);
    }

    private IPhoneLine Open(Uri address) => new VoicenterDialect(connections, new FakeSecrets { ["key"] = "k+&=" }).Open("acme", Settings(address));

    private static LineSettings Settings(Uri address) => new()
    {
        Id = "main",
        Dialect = "voicenter",
        BaseUrl = address,
        Secrets = new Dictionary<string, string> { ["code"] = "key" },
        Options = new Dictionary<string, string> { ["allowPrivateNetwork"] = "true" },
    };
}
