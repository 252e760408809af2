using System.Text;
using Click2Call.Dialects.Tests.Http;

namespace Click2Call.Dialects.Tests.Kazoo;

/// <summary>Who gets in, and with what.</summary>
public sealed class KazooTokenTests
{
    private const string Connect = "v2/accounts/acme/clicktocall/web/connect";
    private const string DeskConnect = "v2/accounts/acme/clicktocall/desk/connect";

    [Theory]
    [InlineData("GET", "v2/accounts/acme/clicktocall/web")]
    [InlineData("GET", "v2/accounts/acme/clicktocall/web/history")]
    [InlineData("GET", "v2/accounts/acme/clicktocall")]
    [InlineData("DELETE", "v2/accounts/acme/clicktocall/web")]
    [InlineData("GET", DeskConnect + "?contact=4158867900")]
    [InlineData("GET", "v2/accounts/nobody/clicktocall/web/connect?contact=4158867900")]
    [InlineData("GET", "v2/accounts/acme/clicktocall/nothing/connect?contact=4158867900")]
    public async Task Only_an_open_connect_needs_no_token(string method, string path)
    {
        await using var host = await KazooHost.Start();
        foreach (var token in (string?[])[null, "wrong"])
        {
            var answer = await host.Send(method, path, token: token);
            Assert.Equal((401, "invalid_credentials", """{"message":"invalid credentials"}"""), (answer.Status, answer.Message, answer.Data));
        }

        Assert.Empty(host.Desk.Orders);
        Assert.Equal(2, host.Directory.Account.ClickToCalls.Count);
    }

    [Fact]
    public async Task An_open_door_keeps_to_its_pages()
    {
        await using var host = await KazooHost.Start();
        host.Directory.Account = KazooHost.Account with { ClickToCalls = [KazooHost.Account.ClickToCalls[0] with { AllowedOrigins = ["https://www.acme.example"] }] };
        Assert.Equal(403, (await host.Send("GET", Connect + "?contact=4158867900", token: null, headers: ("Origin", "https://thief.example"))).Status);
        Assert.Empty(host.Desk.Orders);
        var answer = await host.Send("GET", Connect + "?contact=4158867900", token: null, headers: ("Origin", "https://www.acme.example"));
        Assert.Equal((202, "*"), (answer.Status, answer.Headers.GetValues("Access-Control-Allow-Origin").Single()));
    }

    [Fact]
    public async Task A_browser_may_ask_first()
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("OPTIONS", Connect, token: null, headers: ("Origin", "https://www.acme.example"));
        Assert.Equal(204, answer.Status);
        Assert.Contains("X-Auth-Token", answer.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Auth-Token", FakeDirectory.Key)]
    [InlineData("Authorization", "Bearer " + FakeDirectory.Key)]
    [InlineData("Authorization", "Basic " + FakeDirectory.Key)]
    public async Task The_token_may_be_in_a_header(string name, string value)
    {
        await using var host = await KazooHost.Start();
        Assert.Equal(202, (await host.Send("GET", DeskConnect + "?contact=4158867900", token: null, headers: (name, value))).Status);
    }

    [Fact]
    public async Task The_token_may_be_in_data_query_envelope_or_a_password()
    {
        await using var host = await KazooHost.Start();
        Assert.Equal(202, (await host.Send("POST", DeskConnect, $$"""{"data":{"contact":"4158867900","auth_token":"{{FakeDirectory.Key}}" } }""", token: null)).Status);
        Assert.Equal(202, (await host.Send("POST", DeskConnect, $$"""{"data":{"contact":"4158867900"},"auth_token":"{{FakeDirectory.Key}}"}""", token: null)).Status);
        Assert.Equal(202, (await host.Send("GET", DeskConnect + $"?contact=4158867900&auth_token={FakeDirectory.Key}", token: null)).Status);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + FakeDirectory.Key));
        Assert.Equal(202, (await host.Send("GET", DeskConnect + "?contact=4158867900", token: null, headers: ("Authorization", "Basic " + basic))).Status);
        Assert.All(host.Desk.Orders, order => Assert.DoesNotContain(order.Variables, variable => variable.Value == FakeDirectory.Key));
    }

    [Fact]
    public async Task A_token_opens_its_own_account_only()
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("GET", "v2/accounts/other/clicktocall");
        Assert.Equal((403, "forbidden", """{"message":"forbidden"}"""), (answer.Status, answer.Message, answer.Data));
    }

    [Fact]
    public async Task An_api_key_is_exchanged_for_a_token_that_works()
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("PUT", "v2/api_auth", $$"""{"data":{"api_key":"{{FakeDirectory.Key}}" } }""", token: null);
        Assert.Equal((201, """{"account_id":"acme","account_name":"Acme"}"""), (answer.Status, answer.Data));
        Assert.Equal(200, (await host.Send("GET", "v2/accounts/acme/clicktocall", token: answer.Json["auth_token"]!.GetValue<string>())).Status);
    }

    [Theory]
    [InlineData("api_auth", """{"data":{"api_key":"wrong"}}""", 401, "invalid_credentials")]
    [InlineData("api_auth", """{"data":{}}""", 400, "validation error")]
    [InlineData("api_auth", """{"api_key":"x"}""", 400, "invalid request envelope")]
    [InlineData("user_auth", """{"data":{"credentials":"82a2dc91686ec828a67152d45a5c5ef7","account_name":"Acme","method":"md5"}}""", 401, "invalid_credentials")]
    public async Task Other_credentials_are_refused(string path, string body, int status, string message)
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("PUT", "v2/" + path, body, token: null);
        Assert.Equal((status, message), (answer.Status, answer.Message));
        Assert.Null(answer.Json["auth_token"]);
    }

    [Fact]
    public async Task User_auth_says_what_to_do_instead()
    {
        await using var host = await KazooHost.Start();
        Assert.Contains("api_auth", (await host.Send("PUT", "v1/user_auth", """{"data":{"credentials":"x"}}""", token: null)).Data, StringComparison.Ordinal);
    }
}
