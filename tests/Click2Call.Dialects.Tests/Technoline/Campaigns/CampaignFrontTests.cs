using System.Net;
using System.Text;
using System.Text.Json;
using Click2Call.Campaigns;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Simulator;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Audio;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Technoline.Campaigns;

/// <summary>Each action of <c>/campaignApi.php</c>, and its row of the authentication cheat sheet.</summary>
public sealed class CampaignFrontTests
{
    private readonly CampaignBench bench = new();

    [Theory]
    [InlineData("203.0.113.8", FakeDirectory.Key)]
    [InlineData(null, FakeDirectory.Key)]
    [InlineData("203.0.113.7", "wrong")]
    [InlineData("203.0.113.7", "")]
    public async Task Key_and_address_are_both_needed(string? address, string key)
    {
        bench.From = address is null ? null : IPAddress.Parse(address);
        var (status, json) = await bench.Ask($"?action=campaignRun&phones=0542345678&audioText=x&apiKey={key}");
        Assert.Equal((200, "ERROR", -99, "Access denied"), (status, json.GetProperty("status").GetString(), json.GetProperty("errorCode").GetInt32(), json.GetProperty("note").GetString()));
        Assert.Empty(await bench.Table.List("acme", 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_form_calls_a_list_and_tells_who_is_not_called()
    {
        var (_, json) = await bench.Form("campaignRun", ("phones", "054-234-5678,+972542345678,0547654321,12,0542223333"), ("audioText", "שלום"), ("title", "Spring"), ("dialRetries", "2"), ("betweenRetries", "1"), ("callLength", "25"), ("reasonableHours", "yes"));
        Assert.Equal("OK", json.GetProperty("status").GetString());
        Assert.Equal(2, json.GetProperty("phones").GetInt32());
        Assert.Equal(["12"], json.GetProperty("errorPhones").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(["0542223333"], json.GetProperty("blockedPhones").EnumerateArray().Select(one => one.GetString()));
        var campaign = Assert.Single(await bench.Table.List("acme", 10, TestContext.Current.CancellationToken));
        Assert.Equal(
            ("Spring", "שלום", 2, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(25), true),
            (campaign.Title, campaign.Text, campaign.DialRetries, campaign.BetweenRetries, campaign.RingTime, campaign.ReasonableHours));
        await bench.RunToEnd(campaign.Id);
        Assert.Equal(["+972542345678", "+972547654321"], bench.Rings.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task JSON_connects_whoever_answers_with_an_extension()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"action":"campaignRun","apiKey":"{{FakeDirectory.Key}}","phones":["0542345678"],"messagesType":"extensionActivation","extensionActivation":"101","dialRetries":1,"betweenRetries":20,"reasonableHours":"no"}""");
        var (_, json) = await bench.Ask("", "application/json", body);
        await bench.RunToEnd(json.GetProperty("campaignId").GetString()!);
        var order = Assert.Single(bench.Orders);
        Assert.Equal((CallKind.Bridge, LegRole.Target, "101"), (order.Kind, order.First.Role, order.Second!.Destination.Dialable));
    }

    /// <summary>They were passed over without a word: whoever pressed 9 was called again.</summary>
    [Fact]
    public async Task Keys_that_were_an_object_in_JSON_did_nothing()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"action":"campaignRun","apiKey":"{{FakeDirectory.Key}}","phones":["0542345678"],"audioText":"x","keys":{"9":"remove","1":101},"reasonableHours":"no"}""");
        var (_, json) = await bench.Ask("", "application/json", body);
        var id = json.GetProperty("campaignId").GetString()!;
        Assert.Equal("""{"9":"remove","1":"101"}""", (await bench.Form("keysGet", ("campaignId", id))).Json.GetProperty("keys").GetRawText());
        Assert.Contains("keys[10]: ", (await bench.Form("keysSet", ("campaignId", id), ("keys[1]", "102"), ("keys[10]", "102"))).Json.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_multipart_form_brings_the_list_and_the_audio()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("campaignRun"), "action" },
            { new StringContent(FakeDirectory.Key), "apiKey" },
            { new StringContent("no"), "reasonableHours" },
            { new StringContent("name,phone\nDana,054-2345678\nNoa;0547654321\n"), "phonesFile", "list.csv" },
        };
        using var audio = new ByteArrayContent(Sounds.Wav(seconds: 2, rate: 44_100, channels: 2));
        audio.Headers.ContentType = new("audio/wav");
        form.Add(audio, "audioFile", "שלום.WAV");
        var (_, json) = await bench.Ask("", form.Headers.ContentType!.ToString(), await form.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, json.GetProperty("phones").GetInt32());
        var id = json.GetProperty("campaignId").GetString()!;
        Assert.Equal((8000, 1, 16, 2.0), Sounds.Describe(bench.Files[$"campaign-{id}.wav"]));
        await bench.RunToEnd(id);
        Assert.All(bench.Orders, order => Assert.Equal((null, $"campaign-{id}.wav"), (order.Play!.Before, order.Play.Upload)));
        Assert.Equal(2, bench.Orders.Count);
    }

    [Fact]
    public async Task History_and_report_tell_how_far_it_is_and_what_became_of_each()
    {
        var id = await Run("0542345670,0542345677,0542345678");
        var waiting = Report(await bench.Form("campaignReport", ("campaignId", id)));
        Assert.Equal(["0542345670 WAITING", "0542345677 WAITING", "0542345678 WAITING"], waiting);
        await bench.RunToEnd(id);
        Assert.Equal(["0542345670 ANSWERED", "0542345677 BUSY", "0542345678 NOANSWER"], Report(await bench.Form("campaignReport", ("campaignId", id))));
        var busy = (await bench.Form("campaignReport", ("campaignId", id))).Json.GetProperty("calls")[1];
        Assert.Equal((486, "Busy Here", "User busy"), (busy.GetProperty("sipCode").GetInt32(), busy.GetProperty("sipText").GetString(), busy.GetProperty("q850Text").GetString()));

        var history = (await bench.Form("campaignsHistory")).Json.GetProperty("campaigns")[0];
        Assert.Equal((id, "done", 3, 3, 1), (history.GetProperty("campaignId").GetString(), history.GetProperty("campaignStatus").GetString(), history.GetProperty("phones").GetInt32(), history.GetProperty("done").GetInt32(), history.GetProperty("answered").GetInt32()));
    }

    [Fact]
    public async Task Hold_resumption_stop_and_maxring()
    {
        var id = await Run(string.Join(',', Enumerable.Range(0, 40).Select(index => $"05423456{index:D2}")));
        Assert.Equal("hold", await Status("campaignHold", id));
        await bench.RunToEnd(id, TimeSpan.FromMinutes(5));
        Assert.Empty(bench.Rings);
        Assert.Equal("running", await Status("maxring", id, ("maxring", "3")) is "hold" ? await Status("campaignResumption", id) : "");
        await bench.RunToEnd(id, TimeSpan.FromSeconds(10));
        Assert.InRange(bench.MostInFlight, 1, 3);
        Assert.Equal("stopped", await Status("campaignStop", id));
        Assert.Equal("stopped", await Status("campaignStop", id));
        var rung = bench.Rings.Count;
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.RunToEnd(id);
        Assert.Equal(rung, bench.Rings.Count);
        Assert.Equal("ERROR", (await bench.Form("campaignResumption", ("campaignId", id))).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_campaign_on_hold_for_too_long_goes_on_no_more()
    {
        var id = await Run("0542345678");
        await Status("campaignHold", id);
        bench.Clock.Advance(Campaign.ResumeWindow + TimeSpan.FromMinutes(1));
        Assert.Equal("ERROR", (await bench.Form("campaignResumption", ("campaignId", id))).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Audio_that_was_uploaded_before_is_played_as_it_was_when_the_campaign_began()
    {
        bench.Files["spring"] = Sounds.Wav(seconds: 1);
        var (_, json) = await bench.Form("campaignRun", ("phones", "0542345678"), ("audioFile", "spring"), ("reasonableHours", "no"));
        var id = json.GetProperty("campaignId").GetString()!;
        bench.Files["spring"] = Sounds.Wav(seconds: 3);
        Assert.Equal(1.0, Sounds.Describe(bench.Files[$"campaign-{id}.wav"]).Seconds);
        await bench.RunToEnd(id);
        Assert.Equal($"campaign-{id}.wav", Assert.Single(bench.Orders).Play!.Upload);

        // A name that we do not know is a recording of the phone system's.
        id = (await bench.Form("campaignRun", ("phones", "0542345670"), ("audioFile", "summer"), ("reasonableHours", "no"))).Json.GetProperty("campaignId").GetString()!;
        await bench.RunToEnd(id);
        Assert.Contains(bench.Orders, order => order.Play is { Upload: null, Before: "summer" });
    }

    [Fact]
    public async Task Audio_goes_when_its_campaign_goes()
    {
        bench.Files["spring"] = Sounds.Wav(seconds: 1);
        var id = (await bench.Form("campaignRun", ("phones", "0542345678"), ("audioFile", "spring"), ("reasonableHours", "no"))).Json.GetProperty("campaignId").GetString()!;
        await bench.RunToEnd(id);
        bench.Clock.Advance(TimeSpan.FromDays(91));
        await bench.Desk.Sweep(bench.Directory, bench, 90, TestContext.Current.CancellationToken);
        Assert.Equal(["spring"], bench.Files.Keys);
    }

    [Theory]
    [InlineData("audioFile", "line", "nowhere", "line")]
    [InlineData("audioText", "messagesType", "extensionActivation", "extensionActivation")]
    [InlineData("extensionActivation=777", "title", "x", "extensionActivation")]
    [InlineData("extensionActivation=103", "title", "x", "extensionActivation")]
    [InlineData("extensionActivation=101", "keys[1]", "101", "keys[1]")]
    [InlineData("audioText", "keys[1]", "777", "keys[1]")]
    [InlineData("audioText", "keys[*]", "0542223333", "keys[*]")]
    [InlineData("audioText", "keys[10]", "101", "keys[10]: ")]
    [InlineData("audioText", "keys[1", "101", "keys[1: ")]
    [InlineData("audioText", "keys[]", "101", "keys[]: ")]
    [InlineData("audioText", "keys[", "101", "keys[: ")]
    [InlineData("audioText", "keys", "remove", "keys: ")]
    [InlineData("audioText", "keys", "[\"101\"]", "keys: ")]
    [InlineData("audioText", "keys", "{\"10\":\"101\"}", "keys[10]: ")]
    [InlineData("audioText", "keys", "{\"1\":{\"to\":\"101\"}}", "keys[1]: ")]
    [InlineData("audioText", "keys", "{\"1\":\"\\ud800\"}", "keys: ")]
    [InlineData("audioText", "keys", "{\"1\":\"01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890\"}", "keys[1]: ")]
    [InlineData("audioText", "keys[1]", "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890", "keys[1]: ")]
    [InlineData("audioText", "sendTime", "tomorrow", "sendTime")]
    public async Task What_cannot_be_done_is_told_by_the_name_of_the_field_and_nobody_is_called(string content, string field, string value, string named)
    {
        var (name, text) = content.Split('=') is [var one, var two] ? (one, two) : (content, "x");
        var (status, json) = await bench.Form("campaignRun", ("phones", "0542345678"), (name, text), (field, value));
        Assert.Equal((200, "ERROR", -88), (status, json.GetProperty("status").GetString(), json.GetProperty("errorCode").GetInt32()));
        Assert.Contains(named, json.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Empty(await bench.Table.List("acme", 10, TestContext.Current.CancellationToken));
    }

    /// <summary>Such a campaign was taken, and every single call of it refused by the line.</summary>
    [Theory]
    [InlineData("tel4vn")]
    [InlineData("technoline")]
    public async Task A_line_that_rings_the_agent_first_took_a_campaign_that_rings_the_customer_first(string dialect)
    {
        using var connections = new LineConnections(bench.Clock);
        IDialect known = dialect == "tel4vn" ? new Tel4vnDialect(connections, new FakeSecrets(), bench.Clock) : new TechnolineDialect(connections, new FakeSecrets());
        bench.Line = known.Open("acme", new() { Id = "main", Dialect = dialect, BaseUrl = new Uri("https://pbx.example") });
        var (_, json) = await bench.Form("campaignRun", ("phones", "0542345678"), ("extensionActivation", "101"));
        Assert.Equal(-88, json.GetProperty("errorCode").GetInt32());
        Assert.EndsWith(": line", json.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Empty(await bench.Table.List("acme", 10, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("message", "audioText")]
    public async Task A_line_that_plays_no_messages_gets_none(string withoutOption, string named)
    {
        var settings = new LineSettings { Id = "main", Dialect = "simulator", Options = new Dictionary<string, string> { [withoutOption] = "false" } };
        bench.Line = new SimulatorDialect(new SimulatorExchange(new SimulatorMemory(), bench.Clock)).Open("acme", settings);
        var (_, json) = await bench.Form("campaignRun", ("phones", "0542345678"), ("audioText", "x"));
        Assert.Contains(named, json.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pressed_key_is_reported_and_does_what_it_is_for()
    {
        var id = (await bench.Form(
            "campaignRun", ("phones", "0542345631,0542345632,0542345670"), ("audioText", "x"), ("reasonableHours", "no"), ("keys[1]", "101"), ("keys[2]", "remove"), ("keys[3]", "repeat"))).Json
            .GetProperty("campaignId").GetString()!;
        await bench.RunToEnd(id);
        Assert.All(bench.Orders, order => Assert.Equal(
            [
                new("1", KeyDeed.Connect, new ExtensionDestination("101", "0990880101")) { AsSent = "101" },
                new("2", KeyDeed.Remove) { AsSent = "remove" },
                new("3", KeyDeed.Repeat) { AsSent = "repeat" },
            ],
            order.Play!.Keys));

        var calls = (await bench.Form("campaignReport", ("campaignId", id))).Json.GetProperty("calls");
        Assert.Equal(("1", true), (calls[0].GetProperty("keys").GetString(), calls[0].GetProperty("connected").GetBoolean()));
        Assert.Equal("2", calls[1].GetProperty("keys").GetString());
        Assert.False(calls[2].TryGetProperty("keys", out _));

        // Whoever pressed the 2 is called no more, by nothing of the account.
        Assert.NotNull(await bench.DoNotCall.Find("acme", "+972542345632", TestContext.Current.CancellationToken));
        Assert.Null(await bench.DoNotCall.Find("acme", "+972542345631", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Keys_are_set_told_and_removed_and_handed_on()
    {
        var id = await Run("0542345678");
        Assert.Equal("ERROR", (await bench.Form("keysSet", ("campaignId", id), ("keys[1]", "777"))).Json.GetProperty("status").GetString());
        await Status("keysSet", id, ("keys[1]", "102"), ("keys[9]", "remove"));
        Assert.Equal("""{"1":"102","9":"remove"}""", (await bench.Form("keysGet", ("campaignId", id))).Json.GetProperty("keys").GetRawText());
        await bench.RunToEnd(id);
        Assert.Contains(bench.Orders.Single().Play!.Keys, one => one is { Key: "1", AsSent: "102" });
        await Status("keysDelete", id);
        Assert.Equal("{}", (await bench.Form("keysGet", ("campaignId", id))).Json.GetProperty("keys").GetRawText());
    }

    [Theory]
    [InlineData("campaignRun", -88)]
    [InlineData("campaignReport", -86)]
    [InlineData("campaignHold", -86)]
    [InlineData("campaignStop", -86)]
    [InlineData("maxring", -88)]
    [InlineData("nothing", -88)]
    [InlineData("", -88)]
    public async Task What_is_missing_is_told_with_a_code(string action, int code)
    {
        var (status, json) = await bench.Form(action);
        Assert.Equal((200, "ERROR", code), (status, json.GetProperty("status").GetString(), json.GetProperty("errorCode").GetInt32()));
    }

    /// <summary>These were HTTP 500: half a character, a time that no zone has; and a time in seconds was believed however far away it was.</summary>
    [Theory]
    [InlineData("phones", "[\"\\ud800\"]")]
    [InlineData("phones", "[1")]
    [InlineData("sendTime", "0001-01-01 00:00")]
    [InlineData("sendTime", "9999-12-31 23:59")]
    [InlineData("sendTime", "9999999999")]
    [InlineData("sendTime", "2026-09-01 10:00")]
    public async Task A_value_that_nobody_can_use_is_told_by_its_name(string field, string value)
    {
        var fields = new Dictionary<string, string> { ["phones"] = "0542345678", ["audioText"] = "x", [field] = value };
        var (status, json) = await bench.Form("campaignRun", [.. fields.Select(one => (one.Key, one.Value))]);
        Assert.Equal((200, "ERROR", -88), (status, json.GetProperty("status").GetString(), json.GetProperty("errorCode").GetInt32()));
        Assert.StartsWith(field + ":", json.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Empty(await bench.Table.List("acme", 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Only_POST_begins_a_campaign()
    {
        var (_, json) = await bench.Ask($"?action=campaignRun&phones=0542345678&audioText=x&apiKey={FakeDirectory.Key}", method: "GET");
        Assert.Equal("ERROR", json.GetProperty("status").GetString());
        Assert.Empty(await bench.Table.List("acme", 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Another_accounts_campaign_is_not_there()
    {
        var id = await Run("0542345678");
        Assert.Null(await bench.Table.Find("other", id, TestContext.Current.CancellationToken));
    }

    private async Task<string> Run(string phones) =>
        (await bench.Form("campaignRun", ("phones", phones), ("audioText", "x"), ("reasonableHours", "no"))).Json.GetProperty("campaignId").GetString()!;

    private async Task<string?> Status(string action, string id, params (string, string)[] more) =>
        (await bench.Form(action, [("campaignId", id), .. more])).Json.GetProperty("campaignStatus").GetString();

    private static IEnumerable<string> Report((int Status, JsonElement Json) answer) =>
        answer.Json.GetProperty("calls").EnumerateArray().Select(call => $"{call.GetProperty("phone").GetString()} {call.GetProperty("status").GetString()}");
}
