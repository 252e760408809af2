using System.Net;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Technoline.Flash;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Testing;
using ManualClock = Click2Call.Dialects.Tests.Http.ManualClock;

namespace Click2Call.Dialects.Tests.Technoline.Flash;

/// <summary>Two-factor calls, as the PBX Documentation Center describes them (3.4, the cheat sheet, pitfall 6), and the same from the line's side.</summary>
public sealed class FlashCallsTests
{
    private readonly ManualClock clock = new();
    private readonly MemoryStorage storage;
    private readonly FakeDesk desk;
    private readonly FakeDirectory directory = new();
    private IPAddress? from = IPAddress.Parse("203.0.113.7");

    public FlashCallsTests()
    {
        storage = new(clock);
        desk = new(clock);
        storage.Table(IntentTable.TableName).Create(default).Wait();
        directory.Account = directory.Account with { Addresses = ["203.0.113.7"], FlashCallsPerHour = 3 };
    }

    [Fact]
    public async Task Recipe_2_shows_the_code_and_rings_nobody_else()
    {
        var (status, json) = await Post("?action=makeCall&phone=0542345678&cid=123456");
        Assert.Equal((200, "OK"), (status, json!["status"]));
        var order = Assert.Single(desk.Orders);
        Assert.Equal(
            (CallKind.Flash, CallIntent.Direct, "acme", "+972542345678", "123456", (Leg?)null),
            (order.Kind, order.Intent, order.Account, order.First.Destination.Dialable, order.First.Shows!.Number, order.Second));
        Assert.Equal(json["callId"], desk.Placed[0].Id.ToString());
    }

    [Fact]
    public async Task A_value_was_as_long_as_a_campaigns_list()
    {
        var (status, json) = await Post("?action=makeCall&phone=0542345678", $"cid={new string('1', 4097)}");
        Assert.Equal((400, "400", "cid is longer than 4096 characters."), (status, json!["errorCode"], json["note"]));
        Assert.Empty(desk.Orders);
    }

    [Theory]
    [InlineData("203.0.113.7")]
    [InlineData("::ffff:203.0.113.7")]
    public async Task An_address_that_an_account_listed_twice_was_nobodys(string again)
    {
        directory.Account = directory.Account with { Addresses = ["203.0.113.7", again] };
        Assert.Equal(200, (await Post("?action=makeCall&phone=0542345678&cid=123456")).Status);
        Assert.Single(desk.Orders);
    }

    [Theory]
    [InlineData("203.0.113.8")]
    [InlineData("::1")]
    [InlineData(null)]
    public async Task From_any_other_address_it_is_400_without_a_word(string? address)
    {
        from = address is null ? null : IPAddress.Parse(address);
        // A key does not help: "no apiKey, the IP is the trust anchor".
        var (status, json) = await Post($"?action=makeCall&phone=0542345678&cid=123456&apiKey={FakeDirectory.Key}");
        Assert.Equal((400, null), (status, json));
        Assert.Empty(desk.Orders);
    }

    /// <summary>An image on any page let a browser in the office make the call: its address was approved.</summary>
    [Theory]
    [InlineData("cross-site", false)]
    [InlineData("same-site", false)]
    [InlineData("none", true)]
    [InlineData("same-origin", true)]
    public async Task Another_sites_page_made_a_browser_at_an_approved_address_call(string site, bool rings)
    {
        var (status, json) = await Post("?action=makeCall&phone=0542345678&cid=123456", site: site);
        Assert.Equal(rings ? 200 : 400, status);
        Assert.Equal(rings, json is not null);
        Assert.Equal(rings ? 1 : 0, desk.Orders.Count);
    }

    /// <summary>A body that could not be read was told with its fault before anybody asked who sent it.</summary>
    [Theory]
    [InlineData("{", 400)]
    [InlineData("\u0001=1", 400)]
    [InlineData("", 413)]
    public async Task Strangers_were_told_what_was_wrong_with_a_body_that_nobody_can_read(string body, int ours)
    {
        body = body.Length > 0 ? body : new string('x', 200_000);
        var told = await Post("?action=makeCall&phone=0542345678&cid=123456", body);
        Assert.Equal((ours, "ERROR"), (told.Status, told.Json!["status"]));
        from = IPAddress.Parse("203.0.113.8");
        Assert.Equal((400, null), await Post("?action=makeCall&phone=0542345678&cid=123456", body));
    }

    [Fact]
    public async Task An_address_in_IPv6_clothes_is_the_same_address()
    {
        from = IPAddress.Parse("::ffff:203.0.113.7");
        Assert.Equal(200, (await Post("?action=makeCall&phone=0542345678&cid=123456")).Status);
        Assert.Single(desk.Orders);
    }

    [Theory]
    [InlineData("phone=0542345678&cid=12345")]
    [InlineData("phone=0542345678&cid=1234567")]
    [InlineData("phone=0542345678&cid=12345a")]
    [InlineData("phone=0542345678")]
    [InlineData("cid=123456")]
    [InlineData("phone=%2B14155552671&cid=123456")]
    [InlineData("phone=101&cid=123456")]
    public async Task What_is_no_phone_or_no_code_is_told(string fields)
    {
        var (status, json) = await Post("?action=makeCall&" + fields);
        Assert.Equal((200, "ERROR"), (status, json!["status"]));
        Assert.Empty(desk.Orders);
    }

    [Fact]
    public async Task A_phone_rings_once_in_two_minutes_in_whatever_form_and_wherever_it_is_asked_for()
    {
        Assert.Equal("OK", (await Post("?action=makeCall&phone=0542345678&cid=123456")).Json!["status"]);
        clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal("ERROR", (await Post("?action=makeCall&phone=%2B972542345678&cid=654321")).Json!["status"]);
        Assert.Equal("OK", (await Post("?action=makeCall&phone=0547654321&cid=123456")).Json!["status"]);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("OK", (await Post("?action=makeCall&phone=0542345678&cid=654321")).Json!["status"]);
        Assert.Equal(3, desk.Orders.Count);
    }

    [Fact]
    public async Task Of_many_instances_at_once_one_calls_a_phone()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Post("?action=makeCall&phone=0542345678&cid=123456"))));
        Assert.Single(answers, answer => answer.Json!["status"] == "OK");
        Assert.Single(desk.Orders);
    }

    [Fact]
    public async Task An_hour_has_its_cap()
    {
        string[] phones = ["0542345678", "0547654321", "0521112222", "0523334444"];
        foreach (var phone in phones.Take(3))
            Assert.Equal("OK", (await Post($"?action=makeCall&phone={phone}&cid=123456")).Json!["status"]);
        Assert.Equal("ERROR", (await Post($"?action=makeCall&phone={phones[3]}&cid=123456")).Json!["status"]);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("OK", (await Post($"?action=makeCall&phone={phones[3]}&cid=123456")).Json!["status"]);
    }

    [Fact]
    public async Task A_call_that_did_not_ring_may_be_asked_for_again_at_once()
    {
        desk.OnPlace = order => desk.RefuseByLine(order, CallOutcome.LineUnavailable);
        var refused = await Post("?action=makeCall&phone=0542345678&cid=123456");
        Assert.Equal(("ERROR", "6"), (refused.Json!["status"], refused.Json["errorCode"]));
        desk.OnPlace = null;
        Assert.Equal("OK", (await Post("?action=makeCall&phone=0542345678&cid=123456")).Json!["status"]);
    }

    [Fact]
    public async Task Storage_that_is_down_lets_nobody_through()
    {
        directory.Down = true;
        Assert.Equal("ERROR", (await Post("?action=makeCall&phone=0542345678&cid=123456")).Json!["status"]);
        Assert.Empty(desk.Orders);
    }

    [Fact]
    public async Task The_line_orders_what_the_front_understands_and_shows_no_key()
    {
        await using var host = await FrontHost.Start(Front());
        using var connections = new LineConnections(clock, allowPrivate: true);
        var line = Open(host.Address, connections, "true");
        Assert.Equal(LineCapabilities.Flash, line.Capabilities);
        var order = new CallOrder
        {
            Account = "up",
            Front = "calls",
            Intent = CallIntent.Direct,
            Kind = CallKind.Flash,
            First = new(LegRole.Target, new PhoneDestination(PhoneNumber.Parse("+972542345678"))) { Shows = new(null, "123456") },
        };
        var ready = Assert.IsType<DialReadiness.Ready>(await line.GetReady(new(new(CallId.New(clock), 1), order), TestContext.Current.CancellationToken));
        Assert.IsType<DialResult.Accepted>(await ready.Dial.Send(TestContext.Current.CancellationToken));
        Assert.Equal("123456", Assert.Single(desk.Orders).First.Shows!.Number);

        // Our address is not approved there any more.
        from = null;
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(CallOutcome.LineRefused, Assert.IsType<DialResult.Refused>(await ready.Dial.Send(TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task The_line_sends_a_message_as_a_campaign_of_one()
    {
        await using var pbx = new StubPhoneSystem(_ => StubReply.Json("""{"errorCode":0,"campaignId":"77","phones":1}"""));
        using var connections = new LineConnections(clock, allowPrivate: true);
        var line = new TechnolineDialect(connections, new FakeSecrets { ["key"] = "k" }).Open("up", new()
        {
            Id = "main",
            Dialect = "technoline",
            BaseUrl = pbx.Address,
            Secrets = new Dictionary<string, string> { ["apiKey"] = "key" },
            Options = new Dictionary<string, string> { ["messages"] = "true" },
        });
        var order = new CallOrder
        {
            Account = "up",
            Front = "technoline-campaign",
            Intent = CallIntent.Direct,
            Kind = CallKind.Message,
            First = new(LegRole.Target, new PhoneDestination(PhoneNumber.Parse("+972542345678"))),
            Play = new()
            {
                Text = "שלום",
                Keys = [new("1", KeyDeed.Connect, new PhoneDestination(PhoneNumber.Parse("+972542345679"))) { AsSent = "054-234-5679" }, new("#", KeyDeed.Remove) { AsSent = "Remove" }],
            },
        };
        var ready = Assert.IsType<DialReadiness.Ready>(await line.GetReady(new(new(CallId.New(clock), 1), order), TestContext.Current.CancellationToken));
        Assert.Equal("77", Assert.IsType<DialResult.Accepted>(await ready.Dial.Send(TestContext.Current.CancellationToken)).ProviderCallId);
        var request = Assert.Single(pbx.Requests);
        Assert.Equal("/campaignApi.php", request.Target);
        Assert.Equal(
            ("campaignRun", "k", "0542345678", "שלום", "no", "1"),
            (request.Fields["action"], request.Fields["apiKey"], request.Fields["phones"], request.Fields["audioText"], request.Fields["reasonableHours"], request.Fields["dialRetries"]));
        Assert.Equal(("054-234-5679", "Remove"), (request.Fields["keys[1]"], request.Fields["keys[#]"]));
    }

    private static IPhoneLine Open(Uri address, LineConnections connections, string flash) =>
        new TechnolineDialect(connections, new FakeSecrets { ["key"] = FakeDirectory.Key }).Open("up", new()
        {
            Id = "main",
            Dialect = "technoline",
            BaseUrl = address,
            Secrets = new Dictionary<string, string> { ["apiKey"] = "key" },
            Options = new Dictionary<string, string> { ["flash"] = flash },
        });

    // As if on another instance each time.
    private TechnolineFront Front() => new(desk, directory,
    [
        new FlashCalls(desk, new AddressBook(directory, clock), new FlashLimits(new IntentTable(storage.Table(IntentTable.TableName)), directory, clock), _ => from),
    ]);

    private async Task<(int Status, Dictionary<string, string>? Json)> Post(string query, string? sent = null, string? site = null)
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.QueryString = new(query);
        if (site is not null)
            http.Request.Headers["Sec-Fetch-Site"] = site;
        if (sent is not null)
            http.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(sent));
        var body = new MemoryStream();
        http.Response.Body = body;
        await Front().Answer(http);
        if (body.Length == 0)
            return (http.Response.StatusCode, null);
        using var document = JsonDocument.Parse(body.ToArray());
        return (http.Response.StatusCode, document.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.ToString()));
    }
}
