using System.Net;
using System.Text;
using Click2Call.Calls;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Dialects.Voicenter;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Voicenter;

/// <summary>The requests and answers of the Voicenter Click 2 Call API document, and what it leaves open.</summary>
public sealed class VoicenterFrontTests
{
    private readonly FakeDirectory directory = new();
    private readonly FakeDesk desk = new(new ManualClock());

    private CallOrder Order => Assert.Single(desk.Orders);

    private static string Key => FakeDirectory.Key;

    // 1.6 XML response Example
    [Fact]
    public async Task The_XML_answer_of_the_document_byte_for_byte() => Assert.Equal(
        """
        <methodResponse>
          <params>
            <param>
              <value>
                <struct>
                  <member>
                    <name>ERRORCODE</name>
                    <value><string>1</string></value>
                  </member>
                  <member>
                    <name>ERRORMESSAGE</name>
                    <value><string>Phone is missing</string></value>
                  </member>
                  <member>
                    <name>CALLID</name>
                    <value><string></string></value>
                  </member>
                </struct>
              </value>
            </param>
          </params>
        </methodResponse>
        """.ReplaceLineEndings("\n"),
        await Get($"target=03XXXXXXX&code={Key}&action=call"));

    // 1.6 JSON response Example
    [Fact]
    public async Task The_JSON_answer_of_the_document()
    {
        var body = await Get($"phone=0571234567&target=036123456&code={Key}&action=call&format=JSON");
        var id = Assert.Single(desk.Placed).Id.ToHex();
        Assert.Equal(32, id.Length);
        Assert.Equal($$"""{"ERRORCODE":0,"ERRORMESSAGE":"OK","CALLID":"{{id}}"}""", body);
    }

    // 1.1 Example
    [Fact]
    public async Task The_GET_of_the_document()
    {
        await Get($"phone=0571234567&target=036123456&code={Key}&action=call");
        Assert.Equal("+972571234567", Assert.IsType<PhoneDestination>(Order.First.Destination).Dialable);
        Assert.Equal("+97236123456", Assert.IsType<PhoneDestination>(Order.Second!.Destination).Dialable);
        Assert.Equal((LegRole.Agent, LegRole.Target, CallIntent.Direct), (Order.First.Role, Order.Second.Role, Order.Intent));
    }

    // 1.2 Call parameters, the defaults
    [Fact]
    public async Task A_call_has_the_defaults_of_the_document()
    {
        await Get($"phone=101&target=0501234567&code={Key}");
        Assert.Equal(CallKind.Bridge, Order.Kind);
        Assert.Equal((60, 60, 7200), (Order.First.RingTime.TotalSeconds, Order.Second!.RingTime.TotalSeconds, Order.MaxDuration.TotalSeconds));
        Assert.False(Order.Record || Order.First.AutoAnswer || Order.Second.AutoAnswer || Order.First.RequireOnline || Order.Second.RequireOnline || Order.First.IgnoreDnd || Order.Second.IgnoreDnd);
        Assert.Null(Order.First.Shows ?? Order.Second.Shows);
        Assert.Empty(Order.Variables);
        Assert.Empty(Order.Extra);
    }

    // 1.2 Call parameters, each of them
    [Theory]
    [InlineData("application/x-www-form-urlencoded", false)]
    [InlineData("application/json", true)]
    public async Task Every_parameter_of_a_call_is_in_the_order(string type, bool json)
    {
        (string Name, string Value)[] all =
        [
            ("PHONE", "101"), ("Target", "972501234567"), ("Code", Key), ("ACTION", "Call"), ("record", "True"), ("phonecallerid", "0500000000"),
            ("phonecallername", "לקוח"), ("targetcallerid", "036123456"), ("targetcallername", "Acme"), ("phonemaxdialtime", "25"),
            ("targetmaxdialtime", "35"), ("MaxDuration", "600"), ("phoneautoanswer", "1"), ("targetautoanswer", "true"),
            ("checkphonedevicestate", "true"), ("checktargetdevicestate", "1"), ("language", "he"), ("vm_id", "55"), ("format", "json"),
            ("var_customer", "2342"), ("VAR_Order", "a=b&c"), ("ignoredncstatus", "3"), ("source", "crm"),
        ];
        var body = json
            ? "{" + string.Join(',', all.Select(pair => $"\"{pair.Name}\":\"{pair.Value}\"")) + "}"
            : Dialects.Http.UrlEncoded.Write(all.Select(pair => new NameValue(pair.Name, pair.Value)));
        await Post(type, body);
        Assert.Equal(new ExtensionDestination("101"), Order.First.Destination);
        Assert.Equal("+972501234567", Order.Second!.Destination.Dialable);
        Assert.Equal(new CallerId("לקוח", "0500000000"), Order.First.Shows);
        Assert.Equal(new CallerId("Acme", "036123456"), Order.Second.Shows);
        Assert.Equal((25, 35, 600), (Order.First.RingTime.TotalSeconds, Order.Second.RingTime.TotalSeconds, Order.MaxDuration.TotalSeconds));
        Assert.True(Order.Record && Order.First.AutoAnswer && Order.Second.AutoAnswer && Order.First.RequireOnline && Order.Second.RequireOnline && Order.First.IgnoreDnd && Order.Second.IgnoreDnd);
        Assert.Equal(("he", "55"), (Order.Language, Order.First.VoicemailId));
        Assert.Equal([new NameValue("customer", "2342"), new NameValue("Order", "a=b&c")], Order.Variables);
        Assert.Equal([new NameValue("source", "crm")], Order.Extra);
    }

    [Theory]
    [InlineData(" target")]
    [InlineData("target[]")]
    [InlineData("target.x")]
    [InlineData(" var_x")]
    public async Task A_name_that_another_reads_as_ours_does_not_travel_along(string name)
    {
        await Post("application/x-www-form-urlencoded", Dialects.Http.UrlEncoded.Write(
            [new("code", FakeDirectory.Key), new("phone", "101"), new("target", "0501234567"), new(name, "0509999999"), new("source", "crm")]));
        Assert.Equal([new NameValue("source", "crm")], Order.Extra);
    }

    [Theory]
    [InlineData("1", true, false)]
    [InlineData("2", false, true)]
    [InlineData("3", true, true)]
    public async Task Do_not_disturb_is_ignored_for_phone_target_or_both(string value, bool first, bool second)
    {
        await Get($"phone=101&target=0501234567&code={Key}&ignoredncstatus={value}");
        Assert.Equal((first, second), (Order.First.IgnoreDnd, Order.Second!.IgnoreDnd));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public async Task Booleans_are_read_as_clients_write_them(string text, bool on)
    {
        await Get($"phone=101&target=0501234567&code={Key}&record={text}");
        Assert.Equal(on, Order.Record);
    }

    [Fact]
    public async Task SIPTRUNK_and_login_codes_are_phones()
    {
        await Get($"phone=SIPTRUNK&target=0501234567&code={Key}");
        Assert.Equal(new SipTrunkDestination(), Order.First.Destination);
        desk.Orders.Clear();
        await Get($"phone=logincode&phonelogincode=7788&target=0501234567&code={Key}");
        Assert.Equal(new LoginCodeDestination("7788"), Order.First.Destination);
        Assert.Contains("Phonelogincode is missing", await Get($"phone=logincode&target=0501234567&code={Key}"), StringComparison.Ordinal);
    }

    // 1.3 Message
    [Fact]
    public async Task A_message_has_its_own_parameters_and_defaults()
    {
        await Get($"phone=0501234567&code={Key}&action=message&pre_rec=hello&Dtmf=2024&loop_rec=beep&post_rec=bye&Record=true&targetcallerid=036123456&targetcallername=Acme&phoneautoanswer=1");
        Assert.Equal(CallKind.Message, Order.Kind);
        Assert.Equal(new PlayList { Before = "hello", Digits = "2024", AfterDigit = "beep", After = "bye" }, Order.Play);
        Assert.Equal((30, 30), (Order.First.RingTime.TotalSeconds, Order.MaxDuration.TotalSeconds));
        Assert.Equal((LegRole.Target, new CallerId("Acme", "036123456"), true, true), (Order.First.Role, Order.First.Shows, Order.First.AutoAnswer, Order.Record));
        Assert.Null(Order.Second);
    }

    // 1.4 Callference
    [Fact]
    public async Task A_callference_has_its_own_parameters_and_defaults()
    {
        await Get($"phone=101&code={Key}&action=CallFerence&bbbcode=4711&phonemaxdialtime=20");
        Assert.Equal((CallKind.Conference, "4711", LegRole.Agent), (Order.Kind, Order.ConferenceCode, Order.First.Role));
        Assert.Equal((20, 30), (Order.First.RingTime.TotalSeconds, Order.MaxDuration.TotalSeconds));
        Assert.Null(Order.Second);
    }

    // 1.5 Terminate
    [Theory]
    [InlineData(HangUpResult.Done, 0)]
    [InlineData(HangUpResult.Asked, 0)]
    [InlineData(HangUpResult.AlreadyEnded, 0)]
    [InlineData(HangUpResult.NotFound, 1)]
    [InlineData(HangUpResult.LineCannot, 2)]
    [InlineData(HangUpResult.Unavailable, 2)]
    public async Task Terminate_reaches_the_desk_as_a_hang_up(HangUpResult result, int code)
    {
        desk.HangUpResult = result;
        var body = await Get($"phone=101&code={Key}&action=terminate&format=JSON");
        Assert.StartsWith($$"""{"ERRORCODE":{{code}},""", body, StringComparison.Ordinal);
        Assert.EndsWith("\"CALLID\":\"\"}", body, StringComparison.Ordinal);
        Assert.Equal([new HangUpOrder("acme", null, "101")], desk.HangUps);
        Assert.Empty(desk.Orders);
    }

    [Theory]
    [InlineData("code=K&target=0501234567", "Phone is missing")]
    [InlineData("code=K&phone=101", "Target is missing")]
    [InlineData("phone=101&target=0501234567", "Code is missing")]
    [InlineData("phone=101&target=0501234567&code=nobody", "Code is invalid")]
    [InlineData("code=K&action=terminate", "Phone is missing")]
    [InlineData("code=K&action=terminate&phone=101%26102", "Phone is invalid")]
    [InlineData("code=K&action=explode&phone=101", "Action is call, message, callference or terminate")]
    [InlineData("code=K&phone=101%26102&target=0501234567", "Phone is invalid")]
    [InlineData("code=K&phone=101&phone=102&target=0501234567", "Phone is invalid")]
    [InlineData("code=K&phone=101&target=0501234567&record=perhaps", "record is true or false")]
    [InlineData("code=K&phone=101&target=0501234567&phonemaxdialtime=0", "phonemaxdialtime is a number of seconds from 1 to 600")]
    [InlineData("code=K&phone=101&target=0501234567&maxduration=soon", "maxduration is a number of seconds from 1 to 86400")]
    [InlineData("code=K&phone=101&target=0501234567&ignoredncstatus=4", "ignoredncstatus is 1, 2 or 3")]
    [InlineData("code=K&phone=101&action=message&dtmf=abc", "Dtmf is a numeric sequence")]
    public async Task Wrong_parameters_are_error_1_with_their_name(string query, string message)
    {
        Assert.Equal(
            $$"""{"ERRORCODE":1,"ERRORMESSAGE":"{{message}}","CALLID":""}""",
            await Get(query.Replace("code=K", "code=" + Key, StringComparison.Ordinal) + "&format=JSON"));
        Assert.Empty(desk.Orders);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public async Task The_eleventh_variable_is_an_error(int count, int code)
    {
        var variables = string.Concat(Enumerable.Range(0, count).Select(i => $"&var_v{i}={i}"));
        Assert.StartsWith($$"""{"ERRORCODE":{{code}},""", await Get($"phone=101&target=0501234567&code={Key}&format=JSON{variables}"), StringComparison.Ordinal);
        Assert.Equal(code == 0 ? 1 : 0, desk.Orders.Count);
    }

    [Theory]
    [InlineData("0501234567", "IL", "+972501234567")]
    [InlineData("972501234567", "IL", "+972501234567")]
    [InlineData("+972501234567", "IL", "+972501234567")]
    [InlineData("972501234567", "US", "+972501234567")]
    [InlineData("0501234567", "US", "+972501234567")]
    [InlineData("02079460958", "GB", "+442079460958")]
    [InlineData("442079460958", "IL", "+442079460958")]
    public async Task Numbers_are_read_as_the_document_writes_them(string sent, string region, string number)
    {
        directory.Account = directory.Account with { DefaultRegion = region };
        await Get($"phone=101&target={sent}&code={Key}");
        Assert.Equal(number, Assert.IsType<PhoneDestination>(Order.Second!.Destination).Dialable);
        Assert.Equal(sent, Order.Second.AsSent);
    }

    [Theory]
    [InlineData("101")]
    [InlineData("7777")]
    [InlineData("SIPuser7")]
    public async Task What_is_no_number_is_an_extension_that_the_desk_knows_or_not(string text)
    {
        await Get($"phone={text}&target=0501234567&code={Key}");
        Assert.Equal(new ExtensionDestination(text), Order.First.Destination);
    }

    [Theory]
    [InlineData(CallOutcome.AgentOffline, RefusalReason.Line, "3", "Extension representative offline")]
    [InlineData(CallOutcome.AgentBlocked, RefusalReason.Line, "4", "Extension blocked for Click2Call calls")]
    [InlineData(CallOutcome.LineUnavailable, RefusalReason.Line, "2", "Application error")]
    [InlineData(CallOutcome.NotAllowed, RefusalReason.UnknownExtension, "1", "No such extension &amp; so on.")]
    [InlineData(CallOutcome.Throttled, RefusalReason.Throttle, "2", "No such extension &amp; so on.")]
    [InlineData(CallOutcome.AgentBlocked, RefusalReason.UnknownExtension, "4", "No such extension &amp; so on.")]
    public async Task Refusals_have_their_code_and_an_empty_id(CallOutcome outcome, RefusalReason reason, string code, string message)
    {
        desk.OnPlace = _ => FakeDesk.Refuse(outcome, reason, "No such extension & so on.");
        var body = await Get($"phone=101&target=0501234567&code={Key}");
        Assert.Contains($"<name>ERRORCODE</name>\n            <value><string>{code}</string></value>", body, StringComparison.Ordinal);
        Assert.Contains($"<value><string>{message}</string></value>", body, StringComparison.Ordinal);
        Assert.Contains("<name>CALLID</name>\n            <value><string></string></value>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_call_under_way_is_503()
    {
        desk.OnPlace = _ => new PlaceResult.Busy(TimeSpan.FromSeconds(2));
        await using var host = await FrontHost.Start(new VoicenterFront(desk, directory));
        var response = await host.Client.GetAsync(new Uri(host.Address, $"?phone=101&target=0501234567&code={Key}"), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(2)), (response.StatusCode, response.Headers.RetryAfter!.Delta));
    }

    private async Task<string> Get(string query)
    {
        await using var host = await FrontHost.Start(new VoicenterFront(desk, directory));
        return await host.Client.GetStringAsync(new Uri(host.Address, "ForwardDialer/click2call.aspx?" + query), TestContext.Current.CancellationToken);
    }

    private async Task<string> Post(string type, string body)
    {
        await using var host = await FrontHost.Start(new VoicenterFront(desk, directory));
        using var content = new StringContent(body, Encoding.UTF8, type);
        var response = await host.Client.PostAsync(new Uri(host.Address, "forwardDialer/click2call.aspx"), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
