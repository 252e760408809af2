using System.Net;
using System.Text;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;

namespace Click2Call.Dialects.Tests.Tel4vn;

/// <summary>Authentication (PBX API Reference; Call Center API Reference for version 2).</summary>
public sealed class Tel4vnTokensTests
{
    private readonly FakeDirectory directory = Tel4vnSetup.Directory();
    private readonly ManualClock clock = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    // Login Account, with the account's id for a user and one of its keys for a password.
    [Theory]
    [InlineData("acme")]
    [InlineData("acme@test.tel4vn.com")]
    [InlineData("Acme")]
    public async Task Login(string username) => Assert.Equal(
        (HttpStatusCode.OK, $$$"""{"code":200,"content":"successfully","data":{"api_key":"{{{FakeDirectory.Key}}}","domain_uuid":"acme","enabled":"true","extension":"","level":"admin","user_uuid":"acme","username":"acme"}}"""),
        await Post("v1/auth", $$"""{"username":"{{username}}","password":"{{FakeDirectory.Key}}"}"""));

    [Theory]
    [InlineData("v1/auth", """{"username":"other","password":"c2c_acme_5f1e0d"}""", 401, "UNAUTHORIZED")]
    [InlineData("v1/auth", """{"username":"acme","password":"foo123"}""", 401, "UNAUTHORIZED")]
    [InlineData("v1/auth", """{"username":"acme"}""", 400, "PASSWORD_REQUIRED")]
    [InlineData("v1/auth", """{"password":"foo123"}""", 400, "USERNAME_REQUIRED")]
    [InlineData("v1/auth", "[]", 400, "REQUEST_INVALID")]
    [InlineData("v2/auth/token", """{"api_key":"nobodys"}""", 401, "UNAUTHORIZED")]
    [InlineData("v2/auth/token", "{}", 400, "API_KEY_REQUIRED")]
    [InlineData("v1/auth/token", """{"api_key":""}""", 400, "API_KEY_REQUIRED")]
    public async Task No_login(string path, string json, int status, string word)
    {
        var (answered, body) = await Post(path, json);
        using var document = JsonDocument.Parse(body);
        Assert.Equal((status, "fail", word), ((int)answered, document.RootElement.GetProperty("status").GetString(), document.RootElement.GetProperty("error").GetString()));
        Assert.NotEqual("", document.RootElement.GetProperty("message").GetString());
    }

    // Get Access Token
    [Fact]
    public async Task A_token_opens_what_its_key_opens_and_shows_nothing_of_it()
    {
        var (status, body) = await Post("v2/auth/token", $$"""{"api_key":"{{FakeDirectory.Key}}"}""");
        Assert.Equal(HttpStatusCode.OK, status);
        using var document = JsonDocument.Parse(body);
        var data = document.RootElement.GetProperty("data");
        Assert.Equal(["code", "content", "data"], document.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal(["client_id", "domain_uuid", "expired_in", "refresh_token", "token", "token_type", "user_id"], data.EnumerateObject().Select(field => field.Name));
        Assert.Equal((86_400, "Bearer", ""), (data.GetProperty("expired_in").GetInt32(), data.GetProperty("token_type").GetString(), data.GetProperty("refresh_token").GetString()));
        var token = data.GetProperty("token").GetString()!;
        Assert.DoesNotContain(FakeDirectory.Key, token, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(FakeDirectory.Key))[..8], token, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Dial(token));
    }

    // Clients of the PBX API ask here.
    [Fact]
    public async Task The_older_address_gives_the_time_of_expiry()
    {
        var (_, body) = await Post("v1/auth/token", $$"""{"api_key":"{{FakeDirectory.Key}}"}""");
        using var document = JsonDocument.Parse(body);
        var data = document.RootElement.GetProperty("data");
        Assert.Equal(["expired", "token", "user_id"], data.EnumerateObject().Select(field => field.Name));
        Assert.Equal(clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds(), data.GetProperty("expired").GetInt64());
        Assert.Equal(HttpStatusCode.OK, await Dial(data.GetProperty("token").GetString()!));
    }

    [Fact]
    public async Task A_token_ends_with_its_time()
    {
        var (token, expires) = await Tel4vnSetup.Tokens(clock).Make(FakeDirectory.Key, None);
        clock.Advance(Tel4vnTokens.Life - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await Dial(token));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(expires, clock.GetUtcNow());
        Assert.Equal(HttpStatusCode.Unauthorized, await Dial(token));
    }

    [Fact]
    public async Task A_token_ends_with_its_key_and_has_its_scopes()
    {
        var (revoked, _) = await Tel4vnSetup.Tokens(clock).Make("c2c_acme_revoked", None);
        Assert.Equal(HttpStatusCode.Unauthorized, await Dial(revoked));
        var (token, _) = await Tel4vnSetup.Tokens(clock).Make(FakeDirectory.Key, None);
        directory.Scopes = ["read"];
        Assert.Equal(HttpStatusCode.Unauthorized, await Dial(token));
        directory.Scopes = ["tel4vn"];
        Assert.Equal(HttpStatusCode.OK, await Dial(token));
    }

    [Fact]
    public async Task Tokens_work_on_every_instance_of_the_installation_and_on_no_other()
    {
        var (token, _) = await Tel4vnSetup.Tokens(clock).Make(FakeDirectory.Key, None);
        Assert.Equal(FakeDirectory.Key, await Tel4vnSetup.Tokens(clock).Read(token, None));
        Assert.Null(await new Tel4vnTokens(_ => ValueTask.FromResult(new byte[32]), clock).Read(token, None));
        Assert.NotEqual(token, (await Tel4vnSetup.Tokens(clock).Make(FakeDirectory.Key, None)).Token);
    }

    [Fact]
    public async Task Every_forged_character_is_noticed()
    {
        var (token, _) = await Tel4vnSetup.Tokens(clock).Make(FakeDirectory.Key, None);
        // The last character may hold bits that count for nothing.
        for (var i = "t4v_".Length; i < token.Length - 1; i++)
            Assert.Null(await Tel4vnSetup.Tokens(clock).Read(token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..], None));
        foreach (var wrong in (string[])["t4v_", "t4v_!", "t4v_AAAA", token[..^4], token + "AAAA", "t4v_" + new string('A', 5000)])
            Assert.Null(await Tel4vnSetup.Tokens(clock).Read(wrong, None));
    }

    [Fact]
    public async Task An_API_key_is_its_own_token() => Assert.Equal(HttpStatusCode.OK, await Dial(FakeDirectory.Key));

    [Fact]
    public async Task Storage_that_is_down_gives_no_token()
    {
        var tokens = new Tel4vnTokens(_ => throw new StorageUnavailableException("reading the key"), clock);
        var front = new Tel4vnFront(new FakeDesk(clock), directory, tokens, Tel4vnSetup.Hooks(directory, clock));
        await using var host = await FrontHost.Start(front);
        using var content = new StringContent($$"""{"api_key":"{{FakeDirectory.Key}}"}""", Encoding.UTF8, "application/json");
        var response = await host.Client.PostAsync(new Uri(host.Address, "v2/auth/token"), content, None);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private async Task<HttpStatusCode> Dial(string token)
    {
        await using var host = await FrontHost.Start(Tel4vnSetup.Front(new FakeDesk(clock), directory, clock));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "v1/click2call/async?ext=101&phone=0899098899"));
        request.Headers.Authorization = new("Bearer", token);
        return (await host.Client.SendAsync(request, None)).StatusCode;
    }

    private async Task<(HttpStatusCode Status, string Body)> Post(string path, string json)
    {
        await using var host = await FrontHost.Start(Tel4vnSetup.Front(new FakeDesk(clock), directory, clock));
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        var response = await host.Client.PostAsync(new Uri(host.Address, path), content, None);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(None));
    }
}
