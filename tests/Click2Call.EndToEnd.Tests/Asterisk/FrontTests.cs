using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests.Asterisk;

/// <summary>Existing clients of the four dialects, with an Asterisk behind us.</summary>
[Collection(PbxCollection.Name)]
[Trait("Needs", "Asterisk")]
public sealed class FrontTests(Pbx pbx)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Technoline_click2call()
    {
        pbx.Need();
        var answer = await Get($"ivrFilesApi.php?action=click2call&apiKey={Pbx.Key}&extension=101&target=0542239199&targetName=Ruth");
        Assert.Equal("OK", answer["status"]!.GetValue<string>(), ignoreCase: true);
        await Talked("+972542239199");
    }

    [Fact]
    public async Task Voicenter_call()
    {
        pbx.Need();
        var answer = await Voicenter("call", ("phone", "101"), ("target", "972542240199"), ("targetcallerid", "0747111222"), ("targetcallername", "Acme"), ("record", "true"));
        Assert.Equal(0, answer["ERRORCODE"]!.GetValue<int>());
        await Talked("+972542240199");
        var invite = pbx.Asterisk.Phones.Invites().Single(each => each.Number == "+972542240199");
        Assert.Contains("\"Acme\" <sip:0747111222@", Assert.Single(invite.Header("From")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Voicenter_message()
    {
        pbx.Need();
        var answer = await Voicenter("message", ("phone", "101"), ("pre_rec", "hello"), ("dtmf", "12"), ("loop_rec", "beep"), ("post_rec", "hello-world"));
        Assert.Equal(0, answer["ERRORCODE"]!.GetValue<int>());
        var call = await pbx.End(CallId.Parse(answer["CALLID"]!.GetValue<string>()));
        Assert.Equal(CallOutcome.Answered, call.Outcome);
        // Four recordings and two digits last some seconds; a message that played nothing would be over in less than one.
        Assert.InRange(call.Talked!.Value.TotalSeconds, 3, 60);
    }

    [Fact]
    public async Task Voicenter_callference()
    {
        pbx.Need();
        var answer = await Voicenter("callference", ("phone", "101"), ("bbbcode", "room7"));
        Assert.Equal(0, answer["ERRORCODE"]!.GetValue<int>());
        var id = CallId.Parse(answer["CALLID"]!.GetValue<string>());
        await pbx.Wait(id, call => call.State == CallState.Connected);
        var conference = await Patience.Until(
            async () => await pbx.Asterisk.Cli("confbridge list") is var list && list.Contains("room7", StringComparison.Ordinal) ? list : null, TimeSpan.FromSeconds(60), "The conference began");
        Assert.Contains("room7", conference, StringComparison.Ordinal);
        using var hangUp = await pbx.Client.DeleteAsync(new Uri(pbx.App.Address, $"calls/{id}"), Cancel);
        Assert.Equal(CallOutcome.Answered, (await pbx.End(id)).Outcome);
    }

    [Fact]
    public async Task Voicenter_checkphonedevicestate()
    {
        pbx.Need();
        var answer = await Voicenter("call", ("phone", "102"), ("target", "972542240001"), ("checkphonedevicestate", "true"));
        Assert.Equal(3, answer["ERRORCODE"]!.GetValue<int>());
        Assert.Equal("Extension representative offline", answer["ERRORMESSAGE"]!.GetValue<string>());
    }

    [Fact]
    public async Task Tel4vn_synchronous()
    {
        pbx.Need();
        Assert.Equal("success", (await Get("v1/click2call?ext=101&phone=0542241199", Pbx.Key))["status"]!.GetValue<string>());
        await Talked("+972542241199");
        Assert.Equal("USER_NOT_REGISTERED", (await Get("v1/click2call?ext=102&phone=0542241001", Pbx.Key))["error"]!.GetValue<string>());
        Assert.Equal("USER_BUSY", (await Get("v1/click2call?ext=1486&phone=0542241002", Pbx.Key))["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task Tel4vn_asynchronous()
    {
        pbx.Need();
        Assert.Equal("success", (await Get("v1/click2call/async?ext=101&phone=0542242199", Pbx.Key))["status"]!.GetValue<string>());
        await Talked("+972542242199");
        Assert.Equal("USER_NOT_REGISTERED", (await Get("v1/click2call/async?ext=102&phone=0542242001", Pbx.Key))["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task Tel4vn_version_2()
    {
        pbx.Need();
        Assert.Equal("success", (await Version2("101", "0542244199"))["status"]!.GetValue<string>());
        await Talked("+972542244199");
        Assert.Equal("USER_NOT_REGISTERED", (await Version2("102", "0542244001"))["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task Kazoo_connect()
    {
        pbx.Need();
        var answer = await Get($"v1/accounts/{Pbx.Account}/clicktocall/form/connect?contact=%2B972542243199");
        Assert.Equal("success", answer["status"]!.GetValue<string>());
        await Talked("+972542243199");
    }

    private async Task Talked(string target)
    {
        var call = await Patience.Until(
            async () => (await pbx.Log.List(new CallQuery(Pbx.Account) { Top = 200 }, CancellationToken.None)).Calls
                .FirstOrDefault(each => each.Order.Second?.Destination.Dialable == target && each.State == CallState.Ended),
            TimeSpan.FromMinutes(2),
            "The call ended");
        Assert.Equal(CallOutcome.Answered, call.Outcome);
        Assert.Single(pbx.Asterisk.Phones.Invites(), invite => invite.Number == target);
        Assert.Equal(2, (await pbx.Cdr(call.Id, legs: 2)).Count(record => record.Disposition == "ANSWERED"));
    }

    private async Task<JsonNode> Get(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(pbx.App.Address, path));
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        using var answer = await pbx.Client.SendAsync(request, Cancel);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
    }

    private async Task<JsonNode> Version2(string agent, string mobile)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(pbx.App.Address, "v2/click2call"))
        {
            Content = JsonContent.Create(new JsonObject { ["id"] = "KH1", ["agent"] = agent, ["mobile"] = mobile }),
        };
        request.Headers.Authorization = new("Bearer", Pbx.Key);
        using var answer = await pbx.Client.SendAsync(request, Cancel);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
    }

    private async Task<JsonNode> Voicenter(string action, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(
            [new("code", Pbx.Key), new("action", action), new("format", "JSON"), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        using var answer = await pbx.Client.PostAsync(new Uri(pbx.App.Address, "ForwardDialer/click2call.aspx"), form, Cancel);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
    }
}
