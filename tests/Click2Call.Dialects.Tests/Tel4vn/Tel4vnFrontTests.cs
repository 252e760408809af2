using System.Net;
using System.Text;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Tel4vn;

/// <summary>The requests and answers of the PBX API Reference, Click-to-call, and what it leaves open.</summary>
public sealed class Tel4vnFrontTests
{
    private const string Seed = "ext=101&phone=0899098899";

    private readonly FakeDirectory directory = Tel4vnSetup.Directory();
    private readonly ManualClock clock = new();
    private readonly FakeDesk desk;

    public Tel4vnFrontTests() => desk = new(clock);

    private CallOrder Order => Assert.Single(desk.Orders);

    private string CallId => Assert.Single(desk.Placed).Id.ToString();

    // Synchronous
    [Fact]
    public async Task The_synchronous_request_of_the_document()
    {
        var answer = await Get("v1/click2call?" + Seed);
        Assert.Equal((HttpStatusCode.OK, $$"""{"status":"success","call_id":"{{CallId}}"}"""), answer);
        Assert.Equal(36, CallId.Length);
        Assert.Equal(new ExtensionDestination("101"), Order.First.Destination);
        Assert.Equal("+84899098899", Order.Second!.Destination.Dialable);
        Assert.Equal((LegRole.Agent, LegRole.Target, CallIntent.Direct, CallKind.Bridge), (Order.First.Role, Order.Second.Role, Order.Intent, Order.Kind));
        Assert.Equal((AnswerWhen.FirstLegDecided, TimeSpan.FromSeconds(45)), (Order.AnswerWhen, Order.Patience));
        Assert.Equal((new CallerId("Click2Call", "101"), false), (Order.First.Shows, Order.First.AutoAnswer));
        Assert.Equal((null, null), (Order.Second.Shows, Order.Hotline));
    }

    [Fact]
    public async Task The_synchronous_error_of_the_document()
    {
        desk.OnPlace = order => desk.End(order, CallOutcome.AgentOffline);
        Assert.Equal((HttpStatusCode.OK, """{"status":"fail","error":"USER_NOT_REGISTERED"}"""), await Get("v1/click2call?" + Seed));
    }

    // Asynchronous
    [Fact]
    public async Task The_asynchronous_request_of_the_document()
    {
        var answer = await Get("v1/click2call/async?" + Seed);
        Assert.Equal((HttpStatusCode.OK, $$"""{"status":"success","call_id":"{{CallId}}"}"""), answer);
        Assert.Equal(AnswerWhen.Dialed, Order.AnswerWhen);
    }

    /// <summary>The answer that does not wait for the phone said success of one that was not logged in. Who waits hears of it from the phone system.</summary>
    [Fact]
    public async Task An_extension_that_was_not_logged_in_passed_for_one_that_rings()
    {
        await Get("v1/click2call/async?" + Seed);
        await Post("v2/click2call", """{"id":"KH1","mobile":"0899098899","agent":"101"}""");
        await Get("v1/click2call?" + Seed);
        Assert.Equal([true, true, false], desk.Orders.Select(order => order.First.RequireOnline));
        Assert.All(desk.Orders, order => Assert.False(order.Second!.RequireOnline));
    }

    [Fact]
    public async Task The_asynchronous_error_of_the_document()
    {
        desk.OnPlace = order => desk.RefuseByLine(order, CallOutcome.AgentOffline);
        Assert.Equal(
            (HttpStatusCode.OK, """{"status":"fail","message":"User not registered extension with Softphone or IP Phone","error":"USER_NOT_REGISTERED"}"""),
            await Get("v1/click2call/async?" + Seed));
    }

    // Error
    [Theory]
    [InlineData(CallOutcome.AgentBusy, "USER_BUSY")]
    [InlineData(CallOutcome.AgentOffline, "USER_NOT_REGISTERED")]
    public async Task The_errors_of_the_document(CallOutcome outcome, string word)
    {
        desk.OnPlace = order => desk.RefuseByLine(order, outcome);
        Assert.Equal(word, Field((await Get("v1/click2call/async?" + Seed)).Body, "error"));
        Assert.Equal(word, Field((await Get("v1/click2call?" + Seed)).Body, "error"));
        Assert.Equal(word, Field((await Post("v2/click2call", """{"id":"KH1","mobile":"0899098899","agent":"101"}""")).Body, "error"));
    }

    // Call Center API Reference, Asynchronous - POST
    [Fact]
    public async Task The_request_of_version_2()
    {
        var answer = await Post("v2/click2call", """
            {
              "id": "KH1",
              "mobile": "0899098899",
              "agent": "101"
            }
            """);
        Assert.Equal((HttpStatusCode.OK, $$"""{"code":"0","call_id":"{{CallId}}","status":"success"}"""), answer);
        Assert.Equal([new NameValue("customer_id", "KH1")], Order.Variables);
        Assert.Equal(("101", "+84899098899", AnswerWhen.Dialed), (Order.First.Destination.Dialable, Order.Second!.Destination.Dialable, Order.AnswerWhen));
        Assert.Empty(Order.Extra);
    }

    [Fact]
    public async Task The_error_of_version_2()
    {
        desk.OnPlace = order => desk.RefuseByLine(order, CallOutcome.AgentOffline);
        Assert.Equal(
            (HttpStatusCode.OK, """{"code":"1","status":"fail","message":"User not registered extension with Softphone or IP Phone","error":"USER_NOT_REGISTERED"}"""),
            await Post("v2/click2call", """{"id":"KH1","mobile":"0899098899","agent":"101"}"""));
    }

    [Theory]
    [InlineData("%20phone")]
    [InlineData("phone[]")]
    [InlineData("PHONE")]
    [InlineData("mobile")]
    [InlineData("customer.id")]
    public async Task A_name_that_PHP_reads_as_another_does_not_travel_along(string name)
    {
        await Get($"v1/click2call?{Seed}&{name}=0999&campaign=spring");
        Assert.Equal([new NameValue("campaign", "spring")], Order.Extra);
    }

    // URL Parameters
    [Theory]
    [InlineData("v1/click2call")]
    [InlineData("v1/click2call/async")]
    public async Task Every_parameter_is_in_the_order(string path)
    {
        await Get($"{path}?{Seed}&src_cid_name=Chi%20L%C3%AA&src_cid_number=0281234&dest_cid_name=Acme&dest_cid_number=02871234567&auto_answer=true&hotline=19001919&customer_id=KH7&campaign=spring");
        Assert.Equal((new CallerId("Chi Lê", "0281234"), true), (Order.First.Shows, Order.First.AutoAnswer));
        Assert.Equal((new CallerId("Acme", "02871234567"), "19001919"), (Order.Second!.Shows, Order.Hotline));
        Assert.Equal([new NameValue("customer_id", "KH7")], Order.Variables);
        Assert.Equal([new NameValue("campaign", "spring")], Order.Extra);
    }

    // A client in PHP: http_build_query writes true as 1 and an unset hotline as nothing.
    [Fact]
    public async Task Values_are_read_as_clients_write_them()
    {
        await Get($"V1/Click2Call/Async/?{Seed}&auto_answer=1&hotline=&src_cid_number=");
        Assert.Equal((true, null, "101"), (Order.First.AutoAnswer, Order.Hotline, Order.First.Shows!.Number));
    }

    [Theory]
    [InlineData("phone=%2B84899098899", "+84899098899")]
    [InlineData("phone=+84899098899", "+84899098899")]
    [InlineData("phone=0084899098899", "+84899098899")]
    [InlineData("phone=0899%20098%20899", "+84899098899")]
    [InlineData("phone=%2B14155552671", "+14155552671")]
    [InlineData("phone=102", "102")]
    [InlineData("phone=MDg5OTA5ODg5OQ%3D%3D&is_encode=true", "+84899098899")]
    public async Task Targets(string query, string dialled)
    {
        await Get("v1/click2call/async?ext=101&" + query);
        Assert.Equal(dialled, Order.Second!.Destination.Dialable);
    }

    [Theory]
    [InlineData("phone=0899098899", "EXT_REQUIRED")]
    [InlineData("ext=&phone=0899098899", "EXT_REQUIRED")]
    [InlineData("ext=101%26102&phone=0899098899", "EXT_INVALID")]
    [InlineData("ext=101", "PHONE_REQUIRED")]
    [InlineData("ext=101&phone=%20", "PHONE_REQUIRED")]
    [InlineData("ext=101&phone=abc", "PHONE_INVALID")]
    [InlineData("ext=101&phone=0899098899&phone=0899098898", "PHONE_INVALID")]
    [InlineData("ext=101&phone=sip:a@b.example", "PHONE_INVALID")]
    [InlineData("ext=101&phone=!!!&is_encode=true", "PHONE_INVALID")]
    [InlineData("ext=101&phone=0899098899&is_encode=perhaps", "IS_ENCODE_INVALID")]
    [InlineData("ext=101&phone=0011aaff&is_encode=true&encrypt_method=aes", "ENCRYPT_METHOD_INVALID")]
    [InlineData("ext=101&phone=0899098899&auto_answer=perhaps", "AUTO_ANSWER_INVALID")]
    [InlineData("ext=101&phone=0899098899&hotline=a/b", "HOTLINE_INVALID")]
    [InlineData("ext=101&phone=0899098899&dest_cid_number=1%262", "DEST_CID_NUMBER_INVALID")]
    public async Task Requests_at_fault(string query, string word)
    {
        Assert.Equal((HttpStatusCode.BadRequest, $$"""{"status":"fail","error":"{{word}}"}"""), await Get("v1/click2call?" + query));
        var (status, body) = await Get("v1/click2call/async?" + query);
        Assert.Equal((HttpStatusCode.BadRequest, word), (status, Field(body, "error")));
        Assert.NotEqual("", Field(body, "message"));
        Assert.Empty(desk.Orders);
    }

    [Theory]
    [InlineData("{}", "AGENT_REQUIRED")]
    [InlineData("""{"agent":"101"}""", "MOBILE_REQUIRED")]
    [InlineData("""{"agent":101,"mobile":"x"}""", "MOBILE_INVALID")]
    public async Task Requests_of_version_2_at_fault(string json, string word)
    {
        var (status, body) = await Post("v2/click2call", json);
        Assert.Equal((HttpStatusCode.BadRequest, "1", "fail", word), (status, Field(body, "code"), Field(body, "status"), Field(body, "error")));
    }

    // "waits until the extension picks up or hangs up"
    [Fact]
    public async Task The_synchronous_answer_is_about_the_extension()
    {
        desk.OnPlace = order => desk.End(order, CallOutcome.AgentNoAnswer);
        Assert.Equal("NO_ANSWER", Field((await Get("v1/click2call?" + Seed)).Body, "error"));
        desk.OnPlace = order => desk.End(order, CallOutcome.TargetBusy);
        Assert.Equal("success", Field((await Get("v1/click2call?" + Seed)).Body, "status"));
        desk.OnPlace = order => desk.End(order, CallOutcome.Answered);
        Assert.Equal("success", Field((await Get("v1/click2call?" + Seed)).Body, "status"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_extension_that_picked_up_and_hung_up_is_a_success(bool accepted)
    {
        desk.OnPlace = order =>
        {
            var placed = (PlaceResult.Placed)(accepted ? desk.Accept(order) : desk.Lose(order));
            var call = placed.Answer.Call.Apply(new Fact.LegAnswered(LegPosition.First, clock.GetUtcNow()) { Attempt = 1 })
                .Apply(new Fact.LegEnded(LegPosition.First, EndCause.HungUp, clock.GetUtcNow()) { Attempt = 1 });
            Assert.Equal(CallOutcome.Canceled, call.Outcome);
            return placed with { Answer = new(call) };
        };
        Assert.Equal("success", Field((await Get("v1/click2call?" + Seed)).Body, "status"));
    }

    [Fact]
    public async Task A_patience_that_ends_while_it_rings_is_a_success()
    {
        desk.OnPlace = order =>
        {
            var placed = (PlaceResult.Placed)desk.Accept(order);
            return placed with { Answer = new(placed.Answer.Call.Apply(new Fact.LegRinging(LegPosition.First, clock.GetUtcNow()) { Attempt = 1 })) };
        };
        var answer = await Get("v1/click2call?" + Seed);
        Assert.Equal((HttpStatusCode.OK, $$"""{"status":"success","call_id":"{{CallId}}"}"""), answer);
    }

    [Fact]
    public async Task The_asynchronous_answer_is_about_the_dial()
    {
        desk.OnPlace = order => desk.End(order, CallOutcome.AgentNoAnswer);
        Assert.Equal("success", Field((await Get("v1/click2call/async?" + Seed)).Body, "status"));
    }

    [Theory]
    [InlineData(RefusalReason.UnknownExtension, LegPosition.First, "USER_NOT_REGISTERED")]
    [InlineData(RefusalReason.UnknownExtension, LegPosition.Second, "NO_ROUTE_DESTINATION")]
    [InlineData(RefusalReason.NoLine, null, "FACILITY_NOT_IMPLEMENTED")]
    [InlineData(RefusalReason.LineCannot, null, "FACILITY_NOT_IMPLEMENTED")]
    [InlineData(RefusalReason.Throttle, null, "SWITCH_CONGESTION")]
    [InlineData(RefusalReason.Time, null, "ALLOTTED_TIMEOUT")]
    [InlineData(RefusalReason.Region, LegPosition.Second, "OUTGOING_CALL_BARRED")]
    [InlineData(RefusalReason.Blocked, LegPosition.Second, "OUTGOING_CALL_BARRED")]
    [InlineData(RefusalReason.SamePhone, LegPosition.Second, "OUTGOING_CALL_BARRED")]
    public async Task Rules_of_ours(RefusalReason reason, LegPosition? leg, string word)
    {
        desk.OnPlace = _ => FakeDesk.Refuse(CallOutcome.NotAllowed, reason, leg: leg);
        Assert.Equal((HttpStatusCode.OK, $$"""{"status":"fail","message":"Because of a rule.","error":"{{word}}"}"""), await Get("v1/click2call/async?" + Seed));
    }

    [Fact]
    public async Task The_same_call_under_way_is_to_be_tried_again()
    {
        desk.OnPlace = _ => new PlaceResult.Busy(TimeSpan.FromSeconds(2));
        var (status, body) = await Get("v1/click2call/async?" + Seed);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SAME_CALL_UNDER_WAY"), (status, Field(body, "error")));
    }

    [Theory]
    [InlineData("Basic YWNtZTp4")]
    [InlineData("Bearer")]
    [InlineData("Bearer nobodys")]
    [InlineData(null)]
    public async Task Without_a_token(string? authorization)
    {
        Assert.Equal((HttpStatusCode.Unauthorized, """{"status":"fail","error":"UNAUTHORIZED"}"""), await Send(HttpMethod.Get, "v1/click2call?" + Seed, null, authorization));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(HttpMethod.Get, "v1/event", null, authorization)).Status);
        Assert.Empty(desk.Orders);
    }

    [Theory]
    [InlineData("POST", "v1/click2call?" + Seed)]
    [InlineData("HEAD", "v1/click2call/async?" + Seed)]
    [InlineData("GET", "v2/click2call")]
    [InlineData("GET", "v1/auth")]
    [InlineData("PUT", "v1/event")]
    [InlineData("GET", "v1/event/7")]
    public async Task Other_methods(string method, string path)
    {
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await Send(new(method), path, method == "POST" ? "" : null)).Status);
        Assert.Empty(desk.Orders);
    }

    [Fact]
    public async Task Other_addresses() => Assert.Equal(
        (HttpStatusCode.NotFound, """{"status":"fail","message":"There is no such address","error":"NOT_FOUND"}"""), await Get("v1/tenant"));

    // A page of another origin asks first.
    [Fact]
    public async Task Pages_may_ask()
    {
        await using var host = await FrontHost.Start(Tel4vnSetup.Front(desk, directory, clock));
        using var preflight = new HttpRequestMessage(HttpMethod.Options, new Uri(host.Address, "v1/click2call/async?" + Seed));
        var response = await host.Client.SendAsync(preflight, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(("*", "GET", "Authorization, Content-Type"), (Header("Access-Control-Allow-Origin"), Header("Access-Control-Allow-Methods"), Header("Access-Control-Allow-Headers")));
        Assert.Empty(desk.Orders);

        string Header(string name) => Assert.Single(response.Headers.GetValues(name));
    }

    private Task<(HttpStatusCode Status, string Body)> Get(string path) => Send(HttpMethod.Get, path, null);

    private Task<(HttpStatusCode Status, string Body)> Post(string path, string json) => Send(HttpMethod.Post, path, json);

    private async Task<(HttpStatusCode Status, string Body)> Send(HttpMethod method, string path, string? json, string? authorization = "Bearer " + FakeDirectory.Key)
    {
        await using var host = await FrontHost.Start(Tel4vnSetup.Front(desk, directory, clock));
        using var request = new HttpRequestMessage(method, new Uri(host.Address, path));
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string? Field(string body, string name)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
