using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Kazoo;

/// <summary>Envelope, verbs and <c>connect</c>.</summary>
public sealed class KazooFrontTests
{
    private const string Connect = "v2/accounts/acme/clicktocall/web/connect";
    private const string DeskConnect = "v2/accounts/acme/clicktocall/desk/connect";

    [Fact]
    public async Task Connects_as_the_documentation_shows_it()
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("GET", Connect + "?contact=4158867900");
        Assert.Equal(202, answer.Status);
        var id = Assert.Single(host.Desk.Placed).Id.ToHex();
        Assert.Equal(
            $$"""{"application_data":{"route":"+14158867900"},"application_name":"transfer","continue_on_fail":true,"custom_application_vars":{"contact":"4158867900"},"custom_channel_vars":{"account_id":"acme","authorizing_id":"web","authorizing_type":"clicktocall","auto_answer_loopback":true,"from_uri":"1001@acme","inherit_codec":false,"loopback_request_uri":"+14158867900@acme","request_uri":"+14158867900@acme","retain_cid":true},"dial_endpoint_method":"single","endpoints":[{"invite_format":"loopback","route":"1001","to_did":"1001","to_realm":"acme"}],"ignore_early_media":true,"loopback_bowout":"false","outbound_call_id":"c2c-web-{{id}}","outbound_callee_id_name":"1001","outbound_callee_id_number":"1001","outbound_caller_id_name":"Web","outbound_caller_id_number":"+14158867900","simplify_loopback":"false","start_control_process":"false","timeout":30}""",
            answer.Data);
        var order = Assert.Single(host.Desk.Orders);
        Assert.Equal(("acme", "web", "kazoo", CallIntent.Direct), (order.Account, order.ClickToCall, order.Front, order.Intent));
        Assert.Equal(new ExtensionDestination("1001"), order.First.Destination);
        Assert.Equal("+14158867900", order.Second!.Destination.Dialable);
        Assert.Equal(new CallerId("Web", "+14158867900"), order.First.Shows);
        Assert.Equal((LegRole.Agent, LegRole.Target, AnswerWhen.Dialed), (order.First.Role, order.Second.Role, order.AnswerWhen));
    }

    [Theory]
    [InlineData("v1", null, 200)]
    [InlineData("v1", 201, 201)]
    [InlineData("v2", 201, 202)]
    public async Task The_status_of_connect_differs_between_the_versions(string version, int? onV1, int status)
    {
        await using var host = await KazooHost.Start(onV1 is { } set ? new KazooAccepting { ConnectStatusOnV1 = set } : null);
        Assert.Equal(status, (await host.Send("POST", $"{version}/accounts/acme/clicktocall/web/connect", """{"data":{"contact":"4158867900"}}""")).Status);
    }

    [Theory]
    [InlineData("""{"data":{"contact":"4158867900"},"contact":"4150000001"}""", "?contact=4150000002", "application/json")]
    [InlineData("""{"data":{},"contact":"4150000001"}""", "?contact=4158867900", "application/json")]
    [InlineData("""{"data":{},"contact":"4158867900"}""", "", "application/json")]
    [InlineData("""{"data":{"contact":4158867900}}""", "", "application/json")]
    [InlineData("""{"data":{"contact":"+14158867900"}}""", "", "application/json")]
    [InlineData("""{"data":{"contact":"%2B14158867900"}}""", "", "application/json")]
    [InlineData("""{"data":{"contact":"01114158867900"}}""", "", "application/json")]
    [InlineData("", "?contact=%2B14158867900", "application/json")]
    [InlineData("", "?contact=+14158867900", "application/json")]
    [InlineData("contact=4158867900", "", "application/x-www-form-urlencoded")]
    public async Task Finds_the_contact_wherever_it_is(string body, string query, string type)
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("POST", Connect + query, body.Length == 0 ? null : body, token: null, type);
        Assert.Equal(202, answer.Status);
        Assert.Equal("+14158867900", Assert.Single(host.Desk.Orders).Second!.Destination.Dialable);
    }

    [Fact]
    public async Task Says_that_the_contact_is_missing()
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("GET", Connect, token: null);
        Assert.Equal(
            """{"data":{"contact":{"required":{"message":"The contact extension for this click to call has not been set"}}},"error":"400","message":"validation error","node":"click2call","request_id":"R","status":"error","timestamp":"2026-03-01T09:30:00Z","version":"4.3.1"}""",
            answer.Text);
        Assert.Equal(400, answer.Status);
    }

    [Theory]
    [InlineData("1002", typeof(ExtensionDestination))]
    [InlineData("sip:bob@elsewhere.example", typeof(SipDestination))]
    [InlineData("bob@elsewhere.example", typeof(SipDestination))]
    [InlineData("4158867900", typeof(PhoneDestination))]
    public async Task Contacts_are_what_they_look_like(string contact, Type kind)
    {
        await using var host = await KazooHost.Start();
        await host.Send("POST", DeskConnect, new JsonObject { ["data"] = new JsonObject { ["contact"] = contact } }.ToJsonString());
        Assert.IsType(kind, Assert.Single(host.Desk.Orders).Second!.Destination);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("4158867900&1002")]
    [InlineData("4158867900,1002")]
    public async Task A_contact_that_nobody_can_dial_is_an_error(string contact)
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("POST", DeskConnect, new JsonObject { ["data"] = new JsonObject { ["contact"] = contact } }.ToJsonString());
        Assert.Equal((400, "validation error"), (answer.Status, answer.Message));
        Assert.Empty(host.Desk.Orders);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task A_contact_off_the_whitelist_is_told_as_Kazoo_tells_it(string version)
    {
        await using var host = await KazooHost.Start();
        host.Desk.OnPlace = _ => FakeDesk.Refuse(CallOutcome.NotAllowed, RefusalReason.Whitelist, leg: LegPosition.Second);
        var answer = await host.Send("GET", $"{version}/accounts/acme/clicktocall/web/connect?contact=4155552671", token: null);
        Assert.Equal((400, "Contact doesn't match whitelist", "\"+14155552671\"", "400"), (answer.Status, answer.Message, answer.Data, answer.Json["error"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("v1", 503)]
    [InlineData("v2", 429)]
    public async Task A_throttled_contact_may_try_again(string version, int status)
    {
        await using var host = await KazooHost.Start();
        host.Desk.OnPlace = _ => FakeDesk.Refuse(CallOutcome.Throttled, RefusalReason.Throttle);
        foreach (var blocking in (string[])["", "&blocking=true"])
        {
            var answer = await host.Send("GET", $"{version}/accounts/acme/clicktocall/web/connect?contact=4155552671{blocking}", token: null);
            Assert.Equal((status, "too_many_requests"), (answer.Status, answer.Message));
        }
    }

    [Fact]
    public async Task The_contact_can_be_dialled_first()
    {
        await using var host = await KazooHost.Start();
        await host.Send("PATCH", "v2/accounts/acme/clicktocall/web", """{"data":{"dial_first":"contact","timeout":20,"outbound_callee_id_number":"+14155550100"}}""");
        var answer = await host.Send("GET", Connect + "?contact=4158867900");
        var order = Assert.Single(host.Desk.Orders);
        Assert.Equal((LegRole.Target, LegRole.Agent), (order.First.Role, order.Second!.Role));
        Assert.Equal(TimeSpan.FromSeconds(20), order.Second.RingTime);
        Assert.Equal(new CallerId(null, "+14155550100"), order.First.Shows);
        Assert.Equal("1001", answer.DataObject["application_data"]!["route"]!.GetValue<string>());
        Assert.Equal("+14158867900", answer.DataObject["endpoints"]![0]!["route"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_documents_words_reach_the_order()
    {
        await using var host = await KazooHost.Start();
        await host.Send("PATCH", "v2/accounts/acme/clicktocall/desk", """
            {"data":{"ringback":"tone","presence_id":"p","bypass_media":true,"media":{"ignore_early_media":false},"music_on_hold":{"media_id":"song"},
             "custom_sip_headers":{"X-A":"1"},"caller_id_number":"+14155550199","realm":"sip.acme.example","custom_application_vars":{"a":"document","b":"document","c":"document"}}}
            """);
        var answer = await host.Send(
            "POST", DeskConnect + "?contact=4158867900&b=query&c=query&utm_source=x&auth_token=secret&api_key=secret&auto_answer=true",
            """{"data":{"custom_application_vars":{"c":"data"}}}""");
        var order = Assert.Single(host.Desk.Orders);
        Assert.Equal(("tone", "p", "true", false, "song"), (order.Ringback, order.PresenceId, order.BypassMedia, order.IgnoreEarlyMedia, order.MusicOnHold));
        Assert.Equal([new NameValue("X-A", "1")], order.SipHeaders);
        Assert.Equal("+14155550199", order.First.Shows!.Number);
        Assert.True(order.First.AutoAnswer);
        Assert.Contains(new NameValue("realm", "sip.acme.example"), order.Extra);
        Assert.Equal(
            [new("a", "document"), new("b", "query"), new("c", "data"), new("contact", "4158867900"), new("utm_source", "x"), new("auto_answer", "true")],
            order.Variables);
        Assert.Equal(["contact", "utm_source", "auto_answer"], order.Incidental);
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.Equal("1001@sip.acme.example", answer.DataObject["custom_channel_vars"]!["from_uri"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("sip:1001@sip.acme.example", "sip:1001@sip.acme.example")]
    [InlineData("1001@sip.acme.example", "sip:1001@sip.acme.example")]
    [InlineData("4155552671", "+14155552671")]
    public async Task An_extension_may_be_an_address_or_a_number(string extension, string dialled)
    {
        await using var host = await KazooHost.Start();
        await host.Send("PATCH", "v2/accounts/acme/clicktocall/desk", $$"""{"data":{"extension":"{{extension}}" } }""");
        await host.Send("GET", DeskConnect + "?contact=4158867900");
        Assert.Equal(dialled, Assert.Single(host.Desk.Orders).First.Destination.Dialable);
    }

    [Fact]
    public async Task Blocking_tells_what_became_of_the_first_phone()
    {
        await using var host = await KazooHost.Start();
        host.Desk.OnPlace = order => host.Desk.End(order, CallOutcome.Answered);
        var answer = await host.Send("POST", Connect, """{"data":{"contact":"4158867900","blocking":true}}""", token: null);
        var id = host.Desk.Placed[0].Id.ToHex();
        Assert.Equal(200, answer.Status);
        Assert.Equal(
            $$"""{"call_id":"c2c-web-{{id}}","cdr_id":"202603-pbx-1","contact":"+14158867900","id":"{{id}}","result":"success","timestamp":{{KazooTime.Of(host.Clock.GetUtcNow())}}}""",
            answer.Data);
        var order = Assert.Single(host.Desk.Orders);
        Assert.Equal((AnswerWhen.FirstLegDecided, TimeSpan.FromSeconds(20)), (order.AnswerWhen, order.Patience));
    }

    [Theory]
    [InlineData(CallOutcome.AgentBusy, "USER_BUSY", "extension")]
    [InlineData(CallOutcome.AgentNoAnswer, "NO_ANSWER", "extension")]
    [InlineData(CallOutcome.TargetRejected, "CALL_REJECTED", "contact")]
    public async Task Blocking_tells_a_failure_with_200(CallOutcome outcome, string cause, string leg)
    {
        await using var host = await KazooHost.Start();
        host.Desk.OnPlace = order => host.Desk.End(order, outcome);
        var answer = await host.Send("GET", Connect + "?contact=4158867900&blocking=true", token: null);
        Assert.Equal((200, "error", cause, leg), (
            answer.Status, answer.DataObject["result"]!.GetValue<string>(), answer.DataObject["cause"]!.GetValue<string>(), answer.DataObject["leg"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Blocking_that_ends_while_it_may_still_ring_is_no_error()
    {
        await using var host = await KazooHost.Start();
        foreach (var place in (Func<CallOrder, PlaceResult>[])[host.Desk.Accept, host.Desk.Lose, order => host.Desk.End(order, CallOutcome.Unknown)])
        {
            host.Desk.OnPlace = place;
            var answer = await host.Send("GET", Connect + "?contact=4158867900&blocking=true", token: null);
            Assert.Equal((200, "success"), (answer.Status, answer.DataObject["result"]!.GetValue<string>()));
            Assert.Equal("c2c-web-" + host.Desk.Placed[^1].Id.ToHex(), answer.DataObject["call_id"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_refused_call_is_an_error_that_names_the_cause()
    {
        await using var host = await KazooHost.Start();
        host.Desk.OnPlace = order => FakeDesk.Refuse(CallOutcome.AgentOffline, RefusalReason.Line);
        var answer = await host.Send("GET", Connect + "?contact=4158867900", token: null);
        Assert.Equal((503, "USER_NOT_REGISTERED", """{"cause":"USER_NOT_REGISTERED","leg":"extension","message":"USER_NOT_REGISTERED"}"""), (answer.Status, answer.Message, answer.Data));
    }

    [Theory]
    [InlineData("v1", "\"invalid credentials\"")]
    [InlineData("v2", """{"message":"invalid credentials"}""")]
    public async Task V1_says_plain_things_plainly(string version, string data)
    {
        await using var host = await KazooHost.Start();
        Assert.Equal(data, (await host.Send("GET", $"{version}/accounts/acme/clicktocall", token: null)).Data);
    }

    [Theory]
    [InlineData("POST", "clicktocall", "GET, PUT")]
    [InlineData("DELETE", "clicktocall", "GET, PUT")]
    [InlineData("PUT", "clicktocall/web", "GET, POST, PATCH, DELETE")]
    [InlineData("PUT", "clicktocall/web/connect", "GET, POST")]
    [InlineData("DELETE", "clicktocall/web/connect", "GET, POST")]
    [InlineData("POST", "clicktocall/web/history", "GET")]
    public async Task Other_methods_are_refused_in_the_envelope(string method, string path, string allowed)
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send(method, "v2/accounts/acme/" + path);
        Assert.Equal((405, "405", "method not allowed"), (answer.Status, answer.Json["error"]!.GetValue<string>(), answer.Message));
        Assert.Equal(allowed, string.Join(", ", answer.Allow));
        Assert.Empty(host.Desk.Orders);
    }

    [Fact]
    public async Task Post_may_carry_another_verb()
    {
        await using var host = await KazooHost.Start();
        var made = await host.Send("POST", "v2/accounts/acme/clicktocall", """{"data":{"name":"T","extension":"1001"},"verb":"PUT"}""");
        Assert.Equal(201, made.Status);
        var id = made.DataObject["id"]!.GetValue<string>();
        Assert.Equal("T", (await host.Send("POST", $"v2/accounts/acme/clicktocall/{id}", """{"data":{},"verb":"get"}""")).DataObject["name"]!.GetValue<string>());
        Assert.Equal(200, (await host.Send("POST", $"v2/accounts/acme/clicktocall/{id}", """{"data":{"name":"U"},"verb":"PATCH"}""")).Status);
        Assert.Equal(200, (await host.Send("POST", $"v2/accounts/acme/clicktocall/{id}", """{"verb":"DELETE"}""")).Status);
        Assert.Null(host.Directory.Account.FindClickToCall(id));
    }

    [Theory]
    [InlineData("{\"data\":", """{"json":{"invalid":{"message":"All JSON must be valid","target":"body"}}}""", "validation error")]
    [InlineData("{\"name\":\"A\"}", """{"message":"invalid request envelope"}""", "invalid request envelope")]
    [InlineData("{\"data\":[1]}", """{"message":"invalid request envelope"}""", "invalid request envelope")]
    [InlineData("{\"data\":{\"name\":\"A\",\"name\":\"B\",\"extension\":\"1\"}}", """{"message":"invalid request envelope"}""", "invalid request envelope")]
    public async Task Broken_bodies_are_refused_as_Kazoo_does(string body, string data, string message)
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("PUT", "v2/accounts/acme/clicktocall", body);
        Assert.Equal((400, data, message), (answer.Status, answer.Data, answer.Message));
    }

    [Fact]
    public async Task A_content_type_that_nobody_reads_is_415()
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("POST", DeskConnect, "<contact>4158867900</contact>", type: "application/xml");
        Assert.Equal((415, "415", "unsupported media type"), (answer.Status, answer.Json["error"]!.GetValue<string>(), answer.Message));
    }

    [Theory]
    [InlineData("v2/accounts/acme")]
    [InlineData("v3/accounts/acme/clicktocall")]
    [InlineData("v2/accounts/acme/clicktocall/web/other")]
    [InlineData("v2/accounts/ac%2Fme/clicktocall")]
    [InlineData("v2/accounts/acme/clicktocall/we%23b")]
    public async Task Other_paths_lead_nowhere(string path)
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("GET", path);
        Assert.Equal((404, "bad_identifier"), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task The_request_id_is_echoed_or_made()
    {
        await using var host = await KazooHost.Start();
        Assert.Equal("R", (await host.Send("GET", "v2/accounts/acme/clicktocall")).Headers.GetValues("X-Request-ID").Single());
        var made = await host.Send("GET", "v2/accounts/acme/clicktocall", headers: ("X-Request-ID", new string('x', 500)));
        Assert.Matches("^[0-9a-f]{32}$", made.Json["request_id"]!.GetValue<string>());
    }
}
