using System.Net;
using System.Text;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Technoline;

/// <summary>The requests and answers of the Technoline Click-to-Call API reference, and what it leaves open.</summary>
public sealed class TechnolineFrontTests
{
    private readonly FakeDirectory directory = new();
    private readonly FakeDesk desk = new(new ManualClock());

    private CallOrder Order => Assert.Single(desk.Orders);

    private static string Key => FakeDirectory.Key;

    // Example — GET
    [Fact]
    public async Task The_GET_of_the_reference()
    {
        var body = await Get($"action=click2call&apiKey={Key}&extension=101&target=0501234567&targetName=%D7%99%D7%95%D7%A1%D7%A3");
        var id = Assert.Single(desk.Placed).Id;
        Assert.Equal($$"""{"status":"OK","errorCode":0,"callId":"{{id}}","extension":"101","target":"0501234567","targetName":"יוסף"}""", body);
        Assert.Equal(new ExtensionDestination("101"), Order.First.Destination);
        Assert.Equal("+972501234567", Assert.IsType<PhoneDestination>(Order.Second!.Destination).Dialable);
        Assert.Equal(new CallerId("יוסף", "0501234567"), Order.First.Shows);
        Assert.Equal(TimeSpan.FromSeconds(30), Order.First.RingTime);
        Assert.Equal((LegRole.Agent, LegRole.Target, CallIntent.Direct, CallKind.Bridge), (Order.First.Role, Order.Second.Role, Order.Intent, Order.Kind));
    }

    // Example — POST (JSON)
    [Fact]
    public async Task The_JSON_POST_of_the_reference()
    {
        var body = await Post("application/json", $$"""
            {
                "action":     "click2call",
                "apiKey":     "{{Key}}",
                "extension":  "101",
                "target":     "0501234567",
                "targetName": "Customer Name",
                "ringSec":    30
              }
            """);
        Assert.Equal($$"""{"status":"OK","errorCode":0,"callId":"{{desk.Placed[0].Id}}","extension":"101","target":"0501234567","targetName":"Customer Name"}""", body);
    }

    [Fact]
    public async Task The_form_POST_of_the_reference()
    {
        await Post("application/x-www-form-urlencoded", $"action=click2call&apiKey={Key}&extension=101&target=0990880205&ringSec=45");
        Assert.Equal(new ExtensionDestination("0990880205", "0990880205"), Order.Second!.Destination);
        Assert.Equal(TimeSpan.FromSeconds(45), Order.First.RingTime);
    }

    // Error response, byte for byte
    [Fact]
    public async Task The_error_of_the_reference()
    {
        desk.OnPlace = _ => FakeDesk.Refuse(CallOutcome.NotAllowed, RefusalReason.UnknownExtension, leg: LegPosition.First);
        await using var host = await FrontHost.Start(new TechnolineFront(desk, directory, []));
        var response = await host.Client.GetAsync(new Uri(host.Address, $"?action=click2call&apiKey={Key}&extension=999&target=0501234567"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            Encoding.UTF8.GetBytes("""{"status":"ERROR","errorCode":4,"note":"שלוחה לא נמצאה או לא שייכת לחשבון"}"""),
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    // Target formats
    [Theory]
    [InlineData("0501234567", "0501234567", typeof(PhoneDestination))]
    [InlineData("%2B972501234567", "0501234567", typeof(PhoneDestination))]
    [InlineData("+972501234567", "0501234567", typeof(PhoneDestination))]
    [InlineData("00972501234567", "0501234567", typeof(PhoneDestination))]
    [InlineData("050-123-4567", "0501234567", typeof(PhoneDestination))]
    [InlineData("03-6123456", "036123456", typeof(PhoneDestination))]
    [InlineData("101", "101", typeof(ExtensionDestination))]
    [InlineData("205", "205", typeof(ExtensionDestination))]
    [InlineData("999", "999", typeof(ExtensionDestination))]
    [InlineData("0990880101", "0990880101", typeof(ExtensionDestination))]
    [InlineData("0990880205", "0990880205", typeof(ExtensionDestination))]
    public async Task Targets_are_detected_and_echoed_normalised(string sent, string echoed, Type kind)
    {
        var body = await Get($"action=click2call&apiKey={Key}&extension=101&target={sent}");
        using var json = JsonDocument.Parse(body);
        Assert.Equal(echoed, json.RootElement.GetProperty("target").GetString());
        Assert.Equal("", json.RootElement.GetProperty("targetName").GetString());
        Assert.IsType(kind, Order.Second!.Destination);
        Assert.Equal(new CallerId(echoed, echoed), Order.First.Shows); // "Falls back to the target number if omitted."
    }

    // Error codes
    [Theory]
    [InlineData("target=0501234567", 1)]
    [InlineData("extension=&target=0501234567", 1)]
    [InlineData("extension=101", 2)]
    [InlineData("extension=101&target=%20", 2)]
    [InlineData("extension=101&target=099", 3)]
    [InlineData("extension=101&target=1001", 3)]
    [InlineData("extension=101&target=%2B14155552671", 3)]
    [InlineData("extension=101&target=sip:x@y", 3)]
    [InlineData("extension=101&target=0501234567&target=0521234567", 3)]
    [InlineData("extension=101%26102&target=0501234567", 4)]
    [InlineData("extension=101&target=0501234567&ringSec=soon", 400)]
    public async Task Errors_before_the_desk(string query, int code)
    {
        Assert.Equal(code, Code(await Get($"action=click2call&apiKey={Key}&{query}")));
        Assert.Empty(desk.Orders);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("action=campaignRun&apiKey=x", 400)]
    [InlineData("action=Click2Call&apiKey=x", 400)]
    [InlineData("action=click2call", 401)]
    [InlineData("action=click2call&apiKey=x", 401)]
    [InlineData("action=click2call&APIKEY=" + FakeDirectory.Key, 401)]
    public async Task Unknown_actions_and_keys_are_told_in_the_same_shape(string query, int code) => Assert.Equal(code, Code(await Get(query)));

    [Theory]
    [InlineData("5", 5)]
    [InlineData("120", 120)]
    [InlineData("4", 5)]
    [InlineData("121", 120)]
    [InlineData("-1", 5)]
    [InlineData("99999999999", 120)]
    [InlineData("", 30)]
    [InlineData("45.7", 45)]
    public async Task Ring_times_are_brought_into_the_range(string sent, int seconds)
    {
        await Get($"action=click2call&apiKey={Key}&extension=101&target=0501234567&ringSec={sent}");
        Assert.Equal(TimeSpan.FromSeconds(seconds), Order.First.RingTime);
    }

    [Fact]
    public async Task Fields_that_the_reference_does_not_know_travel_along()
    {
        await Get($"action=click2call&apiKey={Key}&extension=101&target=0501234567&crmId=77");
        Assert.Equal([new NameValue("crmId", "77")], Order.Extra);
    }

    /// <summary>PHP leaves out the space, makes the dot and the bracket part of the name, and takes the last: "%20target" was a second target.</summary>
    [Theory]
    [InlineData("%20target")]
    [InlineData("target[]")]
    [InlineData("target.x")]
    [InlineData("TARGET")]
    [InlineData("%20action")]
    [InlineData("Action")]
    [InlineData("ring+Sec")]
    [InlineData("_x")]
    public async Task A_name_that_PHP_reads_as_another_does_not_travel_along(string name)
    {
        await Get($"action=click2call&apiKey={Key}&extension=101&target=0501234567&{name}=0509999999&crm-Id=7");
        Assert.Equal([new NameValue("crm-Id", "7")], Order.Extra);
    }

    [Fact]
    public async Task Six_is_said_when_the_line_is_down_and_nothing_rings()
    {
        desk.OnPlace = order => desk.RefuseByLine(order, CallOutcome.LineUnavailable);
        Assert.Equal(6, Code(await Good()));
        desk.OnPlace = _ => new PlaceResult.Unavailable(TimeSpan.FromSeconds(5));
        Assert.Equal(6, Code(await Good()));
    }

    [Fact]
    public async Task A_call_that_may_ring_is_a_success_with_its_id()
    {
        desk.OnPlace = desk.Lose;
        var body = await Good();
        Assert.Contains($"\"callId\":\"{desk.Placed[0].Id}\"", body, StringComparison.Ordinal);
        desk.OnPlace = order => desk.End(order, CallOutcome.Unknown);
        Assert.Equal(0, Code(await Good()));
    }

    [Fact]
    public async Task The_same_call_under_way_is_503_and_not_six()
    {
        desk.OnPlace = _ => new PlaceResult.Busy(TimeSpan.FromSeconds(1.5));
        await using var host = await FrontHost.Start(new TechnolineFront(desk, directory, []));
        var response = await host.Client.GetAsync(new Uri(host.Address, $"?action=click2call&apiKey={Key}&extension=101&target=0501234567"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
        Assert.Equal(404, Code(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task The_400s_carry_the_id_for_support()
    {
        desk.OnPlace = order => desk.RefuseByLine(order, CallOutcome.LineRefused);
        var body = await Good();
        Assert.Equal($$"""{"status":"ERROR","errorCode":401,"note":"המרכזייה סירבה לבקשה","callId":"{{desk.Placed[0].Id}}"}""", body);
    }

    [Fact]
    public async Task A_rule_of_ours_says_which()
    {
        desk.OnPlace = _ => FakeDesk.Refuse(CallOutcome.NotAllowed, RefusalReason.Blocked, "The target is on the account's block list.", LegPosition.Second);
        Assert.Equal("""{"status":"ERROR","errorCode":3,"note":"The target is on the account's block list."}""", await Good());
    }

    [Fact]
    public async Task Other_methods_are_405()
    {
        await using var host = await FrontHost.Start(new TechnolineFront(desk, directory, []));
        using var request = new HttpRequestMessage(HttpMethod.Delete, host.Address);
        var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    /// <summary>At the address of campaigns and files the limit was theirs: a name of 600,000 characters was HTTP 500.</summary>
    [Theory]
    [InlineData("targetName", 4097, 400, "targetName is longer than 4096 characters.")]
    [InlineData("crmId", 600_000, 400, "crmId is longer than 4096 characters.")]
    [InlineData("targetName", 4096, 200, null)]
    public async Task A_value_was_as_long_as_a_campaigns_list(string field, int length, int status, string? note)
    {
        var (http, json) = await BesideOthers($$"""{"action":"click2call","apiKey":"{{Key}}","extension":"101","target":"0501234567","{{field}}":"{{new string('x', length)}}"}""");
        Assert.Equal((status, note is null ? 0 : 400), (http, json.GetProperty("errorCode").GetInt32()));
        Assert.Equal(note, json.TryGetProperty("note", out var said) ? said.GetString() : null);
        Assert.Equal(note is null ? 1 : 0, desk.Orders.Count);
    }

    [Fact]
    public async Task Many_values_together_were_as_long_as_a_campaigns_list()
    {
        var many = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"x{i}\":\"{new string('x', 4000)}\""));
        Assert.Equal(413, (await BesideOthers($$"""{"action":"click2call","apiKey":"{{Key}}","extension":"101","target":"0501234567",{{many}}}""")).Status);
        Assert.Empty(desk.Orders);
    }

    [Theory]
    [InlineData("?apiKey=nobodys", "הבקשה גדולה מדי")]
    [InlineData("", "apiKey: יש לשלוח בכתובת או ב-64 KiB הראשונים של הבקשה")]
    public async Task Of_whoever_shows_no_key_little_is_read(string query, string note)
    {
        await using var host = await FrontHost.Start(new TechnolineFront(desk, directory, []));
        using var content = new StringContent("x=" + new string('x', TechnolineForm.MostBytesWithoutKey), Encoding.UTF8, "application/x-www-form-urlencoded");
        var response = await host.Client.PostAsync(new Uri(host.Address, query), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal($$"""{"status":"ERROR","errorCode":400,"note":"{{note}}"}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<(int Status, JsonElement Json)> BesideOthers(string body)
    {
        await using var host = await FrontHost.Start(new TechnolineFront(desk, directory, []));
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await host.Client.PostAsync(new Uri(host.Address, "ivrFilesApi.php"), content, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.Clone());
    }

    private Task<string> Good() => Get($"action=click2call&apiKey={Key}&extension=101&target=0501234567");

    private async Task<string> Get(string query)
    {
        await using var host = await FrontHost.Start(new TechnolineFront(desk, directory, []));
        return await host.Client.GetStringAsync(new Uri(host.Address, "ivrFilesApi.php?" + query), TestContext.Current.CancellationToken);
    }

    private async Task<string> Post(string type, string body)
    {
        await using var host = await FrontHost.Start(new TechnolineFront(desk, directory, []));
        using var content = new StringContent(body, Encoding.UTF8, type);
        var response = await host.Client.PostAsync(new Uri(host.Address, "ivrFilesApi.php"), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static int Code(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("errorCode").GetInt32();
    }
}
