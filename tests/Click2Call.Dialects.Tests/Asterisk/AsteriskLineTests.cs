using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Dialects.Asterisk;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Asterisk;

/// <summary>What goes into Asterisk, and that nothing of an order can be taken for dialplan there.</summary>
public sealed class AsteriskLineTests : IDisposable
{
    private static readonly AttemptId Attempt = new(CallId.Parse("0195f7a0-0000-7000-8000-000000000001"), 1);
    private readonly ManualClock _clock = new();
    private readonly LineConnections _connections;
    private readonly FakeDirectory _directory = new();

    public AsteriskLineTests() => _connections = new(_clock);

    internal static CallOrder Order { get; } = new()
    {
        Account = "acme",
        Front = "calls",
        Intent = CallIntent.Direct,
        First = new Leg(LegRole.Agent, new ExtensionDestination("101")) { Shows = new("Ruth Cohen", "+972547654321"), RingTime = TimeSpan.FromSeconds(20) },
        Second = new Leg(LegRole.Target, Phone("+972547654321")) { RingTime = TimeSpan.FromSeconds(45) },
        MaxDuration = TimeSpan.FromMinutes(30),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _connections.Dispose();

    [Fact]
    public async Task A_bridge_as_Asterisk_gets_it()
    {
        var (path, body) = await Sent(Order);
        Assert.Equal("/ari/channels/0195f7a0-0000-7000-8000-000000000001-1", path);
        Assert.Equal(
            """{"endpoint":"Local/s@click2call-agent/n","context":"click2call-target","extension":"s","priority":1,"timeout":110,"otherChannelId":"0195f7a0-0000-7000-8000-000000000001-1.2","variables":{"_C2C_ID":"0195f7a0-0000-7000-8000-000000000001-1","_C2C_DAY":"20250403","_C2C_KIND":"bridge","C2C_ROLES":"at","C2C_EVENTS":"CLICK2CALL_EVENTS","C2C_MAX":"1800","C2C_DIAL1":"PJSIP/101","C2C_RING1":"20","C2C_NAME1":"Ruth Cohen","C2C_NUM1":"+972547654321","C2C_DIAL2":"PJSIP/+972547654321@carrier","C2C_RING2":"45","C2C_NAME2":"","C2C_NUM2":"0391112222"}}""",
            body.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).Replace(Day(), "20250403", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("e164", "IL", "PJSIP/+972547654321@carrier")]
    [InlineData("digits", "IL", "PJSIP/972547654321@carrier")]
    [InlineData("local", "IL", "PJSIP/0547654321@carrier")]
    [InlineData("local", "US", "PJSIP/00972547654321@carrier")]
    public async Task Numbers_are_written_as_the_trunk_wants_them(string numbers, string region, string channel) =>
        Assert.Equal(channel, Variable((await Sent(Order, ("numbers", numbers), ("region", region))).Body, "C2C_DIAL2"));

    [Fact]
    public async Task An_extension_rings_the_phone_that_it_has_in_Asterisk()
    {
        _directory.Account = _directory.Account with { Extensions = [new() { Number = "101", SipUser = "dana-desk" }] };
        Assert.Equal("PJSIP/dana-desk", Variable((await Sent(Order)).Body, "C2C_DIAL1"));
    }

    [Theory]
    [InlineData("101,30,g")]
    [InlineData("101&PJSIP/900123@carrier")]
    [InlineData("101@carrier")]
    [InlineData("101/900123")]
    [InlineData("101(x)")]
    [InlineData("101)G(evil^s^1")]
    [InlineData("${SHELL(id)}")]
    [InlineData("$[1+1]")]
    [InlineData("101\r\nX: y")]
    [InlineData("101\0")]
    [InlineData("101;tag")]
    [InlineData("101 102")]
    [InlineData("101^1")]
    [InlineData("101|102")]
    [InlineData("-101")]
    [InlineData("١٠١")]
    public void An_extension_that_is_more_than_a_name_is_not_dialled(string number)
    {
        // Some texts do not even make a destination.
        if (!DialText.IsAdmitted(number))
            return;
        var order = Order with { First = Order.First with { Destination = new ExtensionDestination(number) } };
        Assert.Null(Write(order, out var cannot));
        Assert.NotNull(cannot);
    }

    [Theory]
    [InlineData("sip:1001@pbx.example&PJSIP")]
    [InlineData("sip:1001@pbx.example;maddr=evil.example")]
    [InlineData("sip:1001@pbx.example?Replaces=x")]
    [InlineData("sip:1(0)01@pbx.example")]
    [InlineData("sip:${X}@pbx.example")]
    public void A_SIP_address_that_is_more_than_user_and_host_is_not_dialled(string uri)
    {
        if (!SipDestination.IsSipUri(uri))
            return;
        var order = Order with { First = Order.First with { Destination = new SipDestination(uri) } };
        Assert.Null(Write(order, out _, ("sip", "outside")));
    }

    [Fact]
    public void Phones_that_ring_together_are_checked_one_by_one()
    {
        var order = Order with { First = Order.First with { Also = [new ExtensionDestination("102"), new ExtensionDestination("104")] } };
        var variables = Write(order, out _)!;
        Assert.Contains(new NameValue("C2C_ALSO1_1", "PJSIP/102"), variables);
        Assert.Contains(new NameValue("C2C_ALSO1_2", "PJSIP/104"), variables);
        Assert.Null(Write(order with { First = order.First with { Also = [new ExtensionDestination("102@carrier")] } }, out _));
    }

    [Fact]
    public void A_SIP_address_goes_through_the_endpoint_that_the_operator_names()
    {
        var order = Order with { First = Order.First with { Destination = new SipDestination("sip:1001@pbx.example:5062") } };
        Assert.Equal("PJSIP/outside/sip:1001@pbx.example:5062", Write(order, out _, ("sip", "outside"))!.Single(pair => pair.Name == "C2C_DIAL1").Value);
        Assert.Null(Write(order, out var cannot));
        Assert.Contains("'sip'", cannot, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cohen, Ruth & Sons", "Cohen Ruth Sons")]
    [InlineData("a\"><sip:900@evil>", "a sip:900@evil")]
    [InlineData("${SHELL(rm -rf)}", "SHELL rm -rf")]
    [InlineData("$[1=1]|x^y", "1 1 x y")]
    [InlineData("x\r\nVia: evil", "x Via: evil")]
    [InlineData("רות כהן", "רות כהן")]
    [InlineData("  ", "")]
    [InlineData("()&/,", "")]
    [InlineData("😀 smile", "😀 smile")]
    [InlineData("\ud83d broken", "broken")]
    public void A_name_is_shown_without_signs_that_mean_something(string name, string shown)
    {
        var order = Order with { First = Order.First with { Shows = new(name, null) } };
        Assert.Equal(shown, Write(order, out _)!.Single(pair => pair.Name == "C2C_NAME1").Value);
    }

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        var order = Order with { First = Order.First with { Shows = new(new string('x', 59) + "😀", null) } };
        Assert.Equal(new string('x', 59), Write(order, out _)!.Single(pair => pair.Name == "C2C_NAME1").Value);
    }

    [Theory]
    [InlineData("0391112222,1", "0391112222")]
    [InlineData("03-911 (1222)", "039111222")]
    [InlineData("anonymous", "0391112222")]
    [InlineData("1;2", "0391112222")]
    public void A_number_that_is_none_is_not_shown(string number, string shown)
    {
        var order = Order with { Second = Order.Second! with { Shows = new("Acme", number) } };
        Assert.Equal(shown, Write(order, out _)!.Single(pair => pair.Name == "C2C_NUM2").Value);
    }

    [Fact]
    public void The_customer_never_sees_the_agent_or_the_own_number()
    {
        var order = Order with { First = Order.First with { Shows = null }, Lead = new Lead { Name = "Ruth Cohen" } };
        var variables = Write(order, out _)!;
        Assert.Equal("", Value("C2C_NAME2"));
        Assert.Equal("0391112222", Value("C2C_NUM2"));
        Assert.Equal("Ruth Cohen", Value("C2C_NAME1"));
        Assert.Equal("+972547654321", Value("C2C_NUM1"));

        // The customer first: the same.
        variables = Write(order with { First = order.Second!, Second = order.First }, out _)!;
        Assert.Equal("", Value("C2C_NAME1"));
        Assert.Equal("0391112222", Value("C2C_NUM1"));
        Assert.Equal("ta", Value("C2C_ROLES"));

        // A trunk of the order's own.
        variables = Write(order with { Hotline = "077-5550000" }, out _)!;
        Assert.Equal("0775550000", Value("C2C_NUM2"));

        string Value(string name) => variables.Single(pair => pair.Name == name).Value;
    }

    [Theory]
    [InlineData("hello,world")]
    [InlineData("../../etc/passwd")]
    [InlineData("a&b")]
    [InlineData("x)")]
    [InlineData("http:evil")]
    public void A_recording_is_called_by_its_name_only(string recording)
    {
        var order = Order with { Kind = CallKind.Message, Second = null, Play = new() { Before = recording } };
        Assert.Null(Write(order, out var cannot));
        Assert.Contains("recording", cannot, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_plays_from_the_operators_folder()
    {
        var order = Order with { Kind = CallKind.Message, Second = null, Play = new() { Before = "hello", Digits = "12#", AfterDigit = "beep" } };
        var variables = Write(order, out _, ("prompts", "custom/acme"))!;
        Assert.Contains(new NameValue("C2C_PLAY_BEFORE", "custom/acme/hello"), variables);
        Assert.Contains(new NameValue("C2C_PLAY_DIGITS", "12#"), variables);
        Assert.Null(Write(order with { Play = new() { Text = "hello" } }, out _));
        Assert.Null(Write(order with { Play = new() { Digits = "1,2" } }, out _));
    }

    [Theory]
    [InlineData("room,admin")]
    [InlineData("room&x")]
    [InlineData("r(1)")]
    public void A_conference_is_called_by_its_name_only(string code) =>
        Assert.Null(Write(Order with { Kind = CallKind.Conference, Second = null, ConferenceCode = code }, out _));

    /// <summary>Two accounts on one Asterisk that gave their conferences the same code met in one room.</summary>
    [Fact]
    public void Conferences_of_two_accounts_do_not_meet()
    {
        var order = Order with { Kind = CallKind.Conference, Second = null, ConferenceCode = "room7" };
        Assert.Contains(new NameValue("C2C_ROOM", $"{order.Account}_room7"), Write(order, out _)!);
        Assert.Contains(new NameValue("C2C_ROOM", "other_room7"), Write(order with { Account = "other" }, out _)!);
    }

    [Fact]
    public void Variables_travel_encoded_and_headers_begin_with_X()
    {
        var variables = Write(Order with { Variables = [new("crm_id", "a,b&${c}\r\n")], SipHeaders = [new("X-Lead", "7;8")] }, out _)!;
        Assert.Contains(new NameValue("__C2C_VAR_crm_id", "a%2Cb%26%24%7Bc%7D%0D%0A"), variables);
        Assert.Contains(new NameValue("_C2C_HEADER1", "X-Lead:7%3B8"), variables);
        Assert.Null(Write(Order with { Variables = [new("a)=", "x")] }, out _));
        Assert.Null(Write(Order with { Variables = [new("DIAL1,x", "x")] }, out _));
        Assert.Null(Write(Order with { SipHeaders = [new("Diversion", "<sip:900@evil>")] }, out _));
        Assert.Null(Write(Order with { SipHeaders = [new("X-A:b,c", "x")] }, out _));
    }

    [Theory]
    [InlineData("never", CallIntent.Lead, false)]
    [InlineData("leads", CallIntent.Direct, false)]
    [InlineData("leads", CallIntent.Lead, true)]
    [InlineData("always", CallIntent.Direct, true)]
    public void The_accept_key_is_asked_of_whom_the_operator_says(string accept, CallIntent intent, bool asked)
    {
        var variables = Write(Order with { Intent = intent }, out _, ("accept", accept))!;
        Assert.Equal(asked, variables.Any(pair => pair is { Name: "_C2C_ACCEPT", Value: "5" }));
        Assert.Equal(asked, variables.Any(pair => pair is { Name: "_C2C_SAY", Value: "0547654321" }));
    }

    [Theory]
    [InlineData("never", true)]
    [InlineData("leads", false)]
    [InlineData("always", false)]
    public void Voicemail_ended_the_ringing_of_all_agents_before_the_accept_key_was_asked(string accept, bool several) =>
        Assert.Equal(several, new AsteriskDialect(_connections, new FakeSecrets(), _directory, _clock).CapabilitiesOf(Settings(("accept", accept))).HasFlag(LineCapabilities.RingsSeveral));

    [Fact]
    public void Everything_else_of_an_order_has_its_variable()
    {
        var variables = Write(
            Order with
            {
                Record = true,
                Language = "he-IL",
                MusicOnHold = "jazz",
                First = Order.First with { AutoAnswer = true },
            },
            out _)!;
        Assert.Contains(new NameValue("C2C_RECORD", "1"), variables);
        Assert.Contains(new NameValue("C2C_LANG", "he_IL"), variables);
        Assert.Contains(new NameValue("C2C_MOH", "jazz"), variables);
        Assert.Contains(new NameValue("_C2C_AUTO1", "1"), variables);
        Assert.DoesNotContain(Write(Order with { Language = "he)${X}" }, out _)!, pair => pair.Name == "C2C_LANG");
    }

    [Theory]
    [InlineData("phones", "PJSIP/{number}@trunk,30,G(x)")]
    [InlineData("phones", "PJSIP/{number}&PJSIP/{number}")]
    [InlineData("phones", "{number}")]
    [InlineData("extensions", "PJSIP/101")]
    [InlineData("numbers", "roman")]
    [InlineData("numbers", "local")]
    [InlineData("callerId", "Acme")]
    [InlineData("accept", "maybe")]
    [InlineData("events", "A)B")]
    [InlineData("recordings", "ftp://x")]
    [InlineData("prompts", "../etc")]
    [InlineData("timeout", "0")]
    [InlineData("user", "a:b")]
    [InlineData("sip", "a/b")]
    [InlineData("colour", "red")]
    public void A_wrong_option_is_told(string name, string value) =>
        Assert.Contains(name, Assert.Single(new AsteriskDialect(_connections, new FakeSecrets(), _directory, _clock).Check(Settings((name, value)))), StringComparison.Ordinal);

    [Fact]
    public void The_defaults()
    {
        var options = AsteriskOptions.Read(new() { Id = "main", Dialect = "asterisk" });
        Assert.Equal("click2call", options.User);
        Assert.Equal("PJSIP/{number}", options.Extensions);
        Assert.Equal("PJSIP/{number}", options.Devices);
        Assert.Null(options.Phones);
        Assert.Equal("e164", options.Numbers);
        Assert.Equal("", options.CallerId);
        Assert.Equal("never", options.Accept);
        Assert.Equal("CLICK2CALL_EVENTS", options.Events);
        Assert.Equal("", options.Prompts);
        Assert.Null(options.Sip);
        Assert.Equal(TimeSpan.FromSeconds(10), options.Timeout);
    }

    [Fact]
    public async Task A_phone_that_is_not_registered_is_not_dialled_when_the_order_says_so()
    {
        await using var stub = new StubPhoneSystem(request => request.Path.StartsWith("/ari/endpoints/PJSIP/101", StringComparison.Ordinal)
            ? StubReply.Json("""{"technology":"PJSIP","resource":"101","state":"offline","channel_ids":[]}""")
            : StubReply.Json("""{"ping":"pong"}"""));
        var readiness = await Open(stub.Address).GetReady(new(Attempt, Order with { First = Order.First with { RequireOnline = true } }), Cancel);
        Assert.Equal(CallOutcome.AgentOffline, Assert.IsType<DialReadiness.NotReady>(readiness).Outcome);
        Assert.IsType<DialReadiness.Ready>(await Open(stub.Address).GetReady(new(Attempt, Order), Cancel));
        Assert.DoesNotContain(stub.Requests, request => request.Method == "POST");
    }

    [Theory]
    [InlineData("application/json", """{"message":"Endpoint not found"}""", true)]
    [InlineData("application/json", """{"message":"Resource not found"}""", false)]
    [InlineData("text/html", "<h1>Not Found</h1>", false)]
    public async Task Every_agent_seemed_offline_while_Asterisk_was_starting(string type, string body, bool offline)
    {
        await using var stub = new StubPhoneSystem(request => request.Path.StartsWith("/ari/endpoints/", StringComparison.Ordinal)
            ? StubReply.Http(404, type, body)
            : StubReply.Json("""{"ping":"pong"}"""));
        var readiness = await Open(stub.Address).GetReady(new(Attempt, Order with { First = Order.First with { RequireOnline = true } }), Cancel);
        Assert.Equal(offline, readiness is DialReadiness.NotReady { Outcome: CallOutcome.AgentOffline });
        Assert.Equal(offline, await Open(stub.Address).HangUpExtension("101", Cancel));
    }

    [Theory]
    [InlineData("application/json", """{"message":"Channel not found"}""", true)]
    [InlineData("text/html", "<h1>Not Found</h1>", false)]
    public async Task A_call_is_only_gone_when_ARI_says_so(string type, string body, bool gone)
    {
        await using var stub = new StubPhoneSystem(_ => StubReply.Http(404, type, body));
        Assert.Equal(gone, await Open(stub.Address).HangUp(Attempt, null, Cancel));
    }

    [Theory]
    [InlineData("16.28.0", true)]
    [InlineData("18.0.0", true)]
    [InlineData("18.5.1", true)]
    [InlineData("18.7.1", true)]
    [InlineData("18.8.0", false)]
    [InlineData("18.10.0~dfsg", false)]
    [InlineData("18.9-cert13", false)]
    [InlineData("certified-18.9-cert4", false)]
    [InlineData("certified/16.8-cert14", true)]
    [InlineData("20.6.0~dfsg+~cs6.13.40431414-2build5", false)]
    [InlineData("22.10.1", false)]
    [InlineData("GIT-18-2b1cf91a", false)]
    [InlineData("", false)]
    public void An_Asterisk_without_CHANNEL_EXISTS_passed_for_new_enough(string version, bool old) =>
        Assert.Equal(old, AsteriskExamination.IsTooOld(version));

    private static PhoneDestination Phone(string number) => new(PhoneNumber.Parse(number));

    private static string Day() => AsteriskVariables.DayOf(Attempt);

    private static string Variable(JsonObject body, string name) => body["variables"]![name]!.GetValue<string>();

    private static LineSettings Settings(params (string Name, string Value)[] options) => new()
    {
        Id = "main",
        Dialect = "asterisk",
        BaseUrl = new("http://127.0.0.1:8088"),
        Secrets = new Dictionary<string, string> { ["password"] = "pbx-password" },
        Options = new (string Name, string Value)[] { ("allowPrivateNetwork", "true"), ("phones", "PJSIP/{number}@carrier"), ("callerId", "0391112222") }
            .Concat(options).GroupBy(option => option.Name).ToDictionary(group => group.Key, group => group.Last().Value),
    };

    private static IReadOnlyList<NameValue>? Write(CallOrder order, out string? cannot, params (string Name, string Value)[] options) =>
        AsteriskVariables.Write(new(Attempt, order), AsteriskOptions.Read(Settings(options)), number => number, out cannot);

    private IPhoneLine Open(Uri address, params (string Name, string Value)[] options) =>
        new AsteriskDialect(_connections, new FakeSecrets { ["pbx-password"] = "secret" }, _directory, _clock).Open("acme", Settings(options) with { BaseUrl = address });

    private async Task<(string Path, JsonObject Body)> Sent(CallOrder order, params (string Name, string Value)[] options)
    {
        await using var stub = new StubPhoneSystem(request => StubReply.Json(request.Method == "POST" ? AsteriskLineContract.Channel : """{"ping":"pong"}"""));
        var ready = Assert.IsType<DialReadiness.Ready>(await Open(stub.Address, options).GetReady(new(Attempt, order), Cancel));
        Assert.IsType<DialResult.Accepted>(await ready.Dial.Send(Cancel));
        var request = Assert.Single(stub.Requests, request => request.Method == "POST");
        return (request.Path, (JsonObject)JsonNode.Parse(request.Body)!);
    }
}
