using System.Text;
using System.Text.Json;
using Click2Call.Dialects.Technoline.Modules;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Tests.Technoline.Modules;

/// <summary>What the PBX Documentation Center says of the Module API in its sections 2, 4, 6 and 7, a test for each rule.</summary>
public sealed class OverviewRulesTests
{
    private const string Caller = "?PBXphone=0547654321&PBXcallId=a&PBXcallStatus=CALL";

    private readonly FlowBench bench = new();

    private static string Token => $"demo.by-caller.{FlowBench.Secret}";

    [Theory]
    [InlineData(null, null)]
    [InlineData("apiKey=wrong", null)]
    [InlineData(null, "Bearer wrong")]
    public async Task Section_4_the_Module_API_wants_neither_key_nor_address(string? key, string? header)
    {
        // Not even an address of the account's list counts: nobody's does.
        bench.Directory.Account = bench.Account with { Addresses = ["203.0.113.7"] };
        var (_, json) = await Ask(Token, key is null ? Caller : $"{Caller}&{key}", http =>
        {
            http.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("198.51.100.1");
            if (header is not null)
                http.Request.Headers.Authorization = header;
        });
        Assert.Equal("""{"type":"goTo","goTo":"101"}""", json);
    }

    [Fact]
    public async Task Section_4_its_address_is_private_so_another_is_told_nothing()
    {
        foreach (var token in new[] { "demo.by-caller.guess", "demo.by-caller", "demo.other.s3cr3t", $"other.by-caller.{FlowBench.Secret}" })
            Assert.Equal(TechnolineModules.Sorry.ToJson(), (await Ask(token, Caller)).Json);
    }

    [Fact]
    public async Task Section_6_during_a_call_one_asks_the_Module_API_and_goes_on_until_it_is_over()
    {
        Assert.Contains("simpleMenu", (await Ask(Token, "?PBXphone=0521112222&PBXcallId=b&PBXcallStatus=CALL")).Json, StringComparison.Ordinal);
        Assert.Contains("goTo", (await Ask(Token, "?PBXphone=0521112222&PBXcallId=b&PBXcallStatus=CALL&s1_main=1")).Json, StringComparison.Ordinal);
        Assert.Equal("{}", (await Ask(Token, "?PBXphone=0521112222&PBXcallId=b&PBXcallStatus=HANGUP&s1_main=1")).Json);
    }

    [Theory]
    [InlineData("?action=foldersList")]
    [InlineData("?action=campaignRun&phones=0501234567")]
    [InlineData("?action=makeCall&phone=0501234567&cid=123456")]
    public async Task Section_6_what_belongs_elsewhere_is_not_done_here(string query)
    {
        Valid((await Ask(Token, query)).Json);
        Assert.Empty(bench.Desk.Orders);
    }

    [Theory]
    [InlineData("GET", null, "")]
    [InlineData("POST", "text/html", "<html>")]
    [InlineData("POST", "application/json", "{")]
    [InlineData("POST", "multipart/form-data", "x")]
    [InlineData("DELETE", null, "")]
    public async Task Pitfall_1_it_is_never_a_page_or_plain_text_that_is_answered(string method, string? contentType, string body)
    {
        var (response, json) = await Ask(Token, "?PBXcallId=x", http =>
        {
            http.Request.Method = method;
            http.Request.ContentType = contentType;
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        });
        Assert.Equal((200, "application/json; charset=utf-8"), (response.StatusCode, response.ContentType));
        Valid(json);
    }

    [Theory]
    [InlineData("caller=0521112222&extension=100", """[{"type":"simpleMessage","files":[{"text":"Wait"}]},{"type":"goTo","extension":"200"}]""")]
    [InlineData("PBXphone=0521112222&PBXcallId=x&PBXcallStatus=CALL", """[{"type":"simpleMessage","files":[{"text":"Wait"}]},{"type":"goTo","goTo":"200"}]""")]
    public async Task The_critical_rule_holds_for_the_apology_too_in_the_wording_of_who_asks(string query, string expected)
    {
        var own = new FlowBench("""
            { "id": "f", "name": "F", "apology": "Wait", "refuge": "200", "steps": [
                { "id": "ask", "do": "lead", "clickToCall": "website", "next": "bye", "otherwise": "bye" }, { "id": "bye", "do": "hangUp" }] }
            """);
        own.Desk.OnPlace = _ => throw new InvalidOperationException("a bug");
        Assert.Equal(expected, await own.Ask("f", query));
    }

    [Fact]
    public async Task The_metadata_of_the_call_reaches_the_flow()
    {
        var own = new FlowBench("""
            { "id": "f", "name": "F", "steps": [
                { "id": "tell", "do": "say", "play": [{ "text": "{caller} {called} {extension}" }], "next": "bye" }, { "id": "bye", "do": "hangUp" }] }
            """);
        Assert.Contains("0542345678 0747900001 100", await own.Ask("f", "PBXphone=0542345678&PBXnum=0747900000&PBXdid=0747900001&PBXcallId=x&PBXcallStatus=CALL&PBXextensionId=100"), StringComparison.Ordinal);
    }

    private static void Valid(string json)
    {
        using var document = JsonDocument.Parse(json);
        var last = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().Last() : document.RootElement;
        Assert.Contains(last.GetProperty("type").GetString(), new[] { "simpleMenu", "goTo", "hangup" });
    }

    private async Task<(HttpResponse Response, string Json)> Ask(string token, string query, Action<HttpContext>? set = null)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "GET";
        http.Request.QueryString = new(query);
        set?.Invoke(http);
        var body = new MemoryStream();
        http.Response.Body = body;
        await bench.Door().Answer(http, token);
        return (http.Response, Encoding.UTF8.GetString(body.ToArray()));
    }
}
