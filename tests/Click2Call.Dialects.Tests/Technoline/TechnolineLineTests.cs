using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Technoline;

/// <summary>What the line sends, and what it makes of answers that only this dialect has.</summary>
public sealed class TechnolineLineTests : IDisposable
{
    private const string Ok = """{"status":"OK","errorCode":0,"callId":"7","extension":"101","target":"0501234567","targetName":""}""";

    private readonly LineConnections connections = new(new ManualClock());

    public static CallOrder Order { get; } = new()
    {
        Account = "acme",
        Front = "calls",
        Intent = CallIntent.Direct,
        First = new(LegRole.Agent, new ExtensionDestination("101")) { Shows = new("יוסף & בנו", "0501234567"), RingTime = TimeSpan.FromSeconds(45) },
        Second = new(LegRole.Target, TechnolineTarget.Detect("0501234567")!),
    };

    public void Dispose() => connections.Dispose();

    [Fact]
    public async Task Sends_the_key_in_the_body_and_everything_encoded()
    {
        var (_, request) = await Dial(Ok);
        Assert.Equal(("POST", "/ivrFilesApi.php"), (request!.Method, request.Target));
        Assert.Equal("application/x-www-form-urlencoded", request.Headers["Content-Type"]);
        Assert.Equal(
            "action=click2call&apiKey=k%2B%26%3D&extension=101&target=0501234567&targetName=%D7%99%D7%95%D7%A1%D7%A3%20%26%20%D7%91%D7%A0%D7%95&ringSec=45",
            request.Body);
    }

    /// <summary>An order that was written down before names were looked at is not handed on whole either.</summary>
    [Fact]
    public async Task A_name_that_PHP_reads_as_another_is_not_sent()
    {
        var (_, request) = await Dial(Ok, Order with
        {
            Front = "technoline",
            Extra = [new(" target", "1"), new("target[]", "2"), new("target.x", "3"), new("TARGET", "4"), new(" action", "makeCall"), new("ringsec", "9"), new("crmId", "77")],
        });
        Assert.EndsWith("&ringSec=45&crmId=77", request!.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("makeCall", request.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://pbx.example", "https://pbx.example/ivrFilesApi.php")]
    [InlineData("https://pbx.example/", "https://pbx.example/ivrFilesApi.php")]
    [InlineData("https://pbx.example/api/other.php", "https://pbx.example/api/other.php")]
    public void The_address_has_the_path_of_the_reference_unless_it_has_its_own(string given, string used) =>
        Assert.Equal(used, TechnolineOptions.Address(new() { Id = "a", Dialect = "technoline", BaseUrl = new(given) }).AbsoluteUri);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(30, 30)]
    [InlineData(600, 120)]
    public async Task Ring_times_are_brought_into_the_range(int seconds, int sent)
    {
        var (_, request) = await Dial(Ok, Order with { First = Order.First with { RingTime = TimeSpan.FromSeconds(seconds) } });
        Assert.Equal(sent.ToString(System.Globalization.CultureInfo.InvariantCulture), request!.Fields["ringSec"]);
    }

    [Theory]
    [InlineData("205", null, "205")]
    [InlineData("2050", "0990880205", "0990880205")]
    [InlineData("0990880205", null, "0990880205")]
    public async Task Targets_inside_are_sent_as_the_reference_takes_them(string number, string? display, string sent)
    {
        var (_, request) = await Dial(Ok, Order with { Second = new(LegRole.Target, new ExtensionDestination(number, display)) });
        Assert.Equal(sent, request!.Fields["target"]);
    }

    [Fact]
    public async Task Refuses_before_sending_what_the_reference_has_no_word_for()
    {
        (CallOrder Order, CallOutcome Outcome)[] cases =
        [
            (Order with { Second = new(LegRole.Target, new PhoneDestination(PhoneNumber.Parse("+14155552671"))) }, CallOutcome.TargetUnreachable),
            (Order with { Second = new(LegRole.Target, new ExtensionDestination("2050")) }, CallOutcome.TargetUnreachable),
            (Order with { Second = new(LegRole.Target, new SipDestination("sip:a@b.example")) }, CallOutcome.TargetUnreachable),
            (Order with { First = new(LegRole.Agent, Order.Second!.Destination) }, CallOutcome.LineRefused),
            (Order with { First = Order.Second, Second = Order.First }, CallOutcome.LineRefused),
            (Order with { Kind = CallKind.Message }, CallOutcome.LineRefused),
            (Order with { Second = null }, CallOutcome.LineRefused),
        ];
        foreach (var (order, outcome) in cases)
        {
            var (result, request) = await Dial(Ok, order);
            Assert.Equal(outcome, Assert.IsType<DialResult.Refused>(result).Outcome);
            Assert.Null(request);
        }
    }

    [Theory]
    [InlineData("""{"status":"Ok","errorCode":0,"callId":"7"}""")]
    [InlineData("""{"STATUS":"OK","errorCode":"0","CallID":7}""")]
    [InlineData("<br />\n<b>Warning</b>: Undefined index in /x.php\n{\"status\":\"OK\",\"callId\":\"7\"}\n")]
    public async Task Success_is_read_as_robustly_as_seen(string body) => Assert.Equal(new DialResult.Accepted("7"), (await Dial(body)).Result);

    [Fact]
    public async Task Success_without_an_id_is_still_a_call() => Assert.Equal(new DialResult.Accepted(null), (await Dial("""{"status":"OK"}""")).Result);

    [Fact]
    public async Task Status_counts_and_not_the_code() =>
        Assert.IsType<DialResult.Refused>((await Dial("""{"status":"ERROR","errorCode":0,"callId":"7"}""")).Result);

    [Fact]
    public async Task The_phone_systems_words_are_kept() => Assert.Equal(
        new DialResult.Refused(CallOutcome.AgentOffline, "Error 4: שלוחה לא נמצאה או לא שייכת לחשבון"),
        (await Dial("""{"status":"ERROR","errorCode":4,"messige":"שלוחה לא נמצאה או לא שייכת לחשבון"}""")).Result);

    [Fact]
    public async Task Six_can_be_set_to_uncertain()
    {
        const string Six = """{"status":"ERROR","errorCode":6,"note":"timeout"}""";
        Assert.IsType<DialResult.Refused>((await Dial(Six)).Result);
        Assert.IsType<DialResult.Uncertain>((await Dial(Six, error6: "uncertain")).Result);
    }

    [Fact]
    public async Task The_probe_tells_a_bad_key_and_a_wrong_address()
    {
        Assert.Contains("401", await Probe("""{"status":"ERROR","errorCode":401,"note":"bad key k+&="}"""), StringComparison.Ordinal);
        Assert.DoesNotContain("k+&=", await Probe("""{"status":"ERROR","errorCode":401,"note":"bad key k+&="}"""), StringComparison.Ordinal);
        Assert.Contains("baseUrl", await Probe("<html>Welcome</html>"), StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_its_settings()
    {
        var dialect = new TechnolineDialect(connections, new FakeSecrets());
        Assert.Empty(dialect.Check(Settings(new("https://pbx.example/"), null)));
        Assert.Single(dialect.Check(Settings(new("https://pbx.example/"), "perhaps")));
        Assert.Single(dialect.Check(Settings(new("https://pbx.example/"), null) with { Secrets = new Dictionary<string, string>() }));
    }

    private async Task<(DialResult Result, StubRequest? Request)> Dial(string body, CallOrder? order = null, string? error6 = null)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(body));
        var readiness = await Open(stub.Address, error6).GetReady(new(new(CallId.New(TimeProvider.System), 1), order ?? Order), TestContext.Current.CancellationToken);
        return readiness is DialReadiness.NotReady not
            ? (new DialResult.Refused(not.Outcome, not.Reason), stub.Requests.SingleOrDefault())
            : (await ((DialReadiness.Ready)readiness).Dial.Send(TestContext.Current.CancellationToken), stub.Requests.Single());
    }

    private async Task<string?> Probe(string body)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Json(body));
        return await Open(stub.Address, null).Probe(TestContext.Current.CancellationToken);
    }

    private IPhoneLine Open(Uri address, string? error6) =>
        new TechnolineDialect(connections, new FakeSecrets { ["key"] = "k+&=" }).Open("acme", Settings(address, error6));

    private static LineSettings Settings(Uri address, string? error6) => new()
    {
        Id = "main",
        Dialect = "technoline",
        BaseUrl = address,
        Secrets = new Dictionary<string, string> { ["apiKey"] = "key" },
        Options = error6 is null
            ? new Dictionary<string, string> { ["allowPrivateNetwork"] = "true" }
            : new Dictionary<string, string> { ["allowPrivateNetwork"] = "true", ["error6"] = error6 },
    };
}
