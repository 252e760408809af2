using System.Text.Json;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Tel4vn;

/// <summary>The basics, at the asynchronous address.</summary>
public class Tel4vnFrontContract : FrontContract
{
    public Tel4vnFrontContract() => Directory.Account = Directory.Account with { DefaultRegion = "VN" };

    protected virtual string Path => "v1/click2call/async";

    protected override IFront Front => Tel4vnSetup.Front(Desk, Directory, Clock);

    protected override HttpRequestMessage Good(Uri address, string key) =>
        WithKey(new(HttpMethod.Get, new Uri(address, Path + "?ext=101&phone=0899098899")), key);

    protected override HttpRequestMessage Post(Uri address, HttpContent body) =>
        WithKey(new(HttpMethod.Post, new Uri(address, "v2/click2call")) { Content = body }, FakeDirectory.Key);

    protected override void AssertIsError(HttpResponseMessage response, string body)
    {
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        using var json = JsonDocument.Parse(body);
        Assert.Equal("fail", json.RootElement.GetProperty("status").GetString());
        Assert.Matches("^[A-Z0-9_]+$", json.RootElement.GetProperty("error").GetString());
        Assert.False(json.RootElement.TryGetProperty("call_id", out _));
    }

    protected static HttpRequestMessage WithKey(HttpRequestMessage request, string key)
    {
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Uri.EscapeDataString(key));
        return request;
    }
}

/// <summary>The basics, at the synchronous address.</summary>
public sealed class Tel4vnSyncFrontContract : Tel4vnFrontContract
{
    protected override string Path => "v1/click2call";

    [Fact]
    public async Task It_waits_for_the_first_leg()
    {
        await Send(address => Good(address, FakeDirectory.Key));
        Assert.Equal(AnswerWhen.FirstLegDecided, Assert.Single(Desk.Orders).AnswerWhen);
    }
}

/// <summary>The basics, at the address of version 2.</summary>
public sealed class Tel4vnV2FrontContract : Tel4vnFrontContract
{
    protected override HttpRequestMessage Good(Uri address, string key) =>
        WithKey(new(HttpMethod.Post, new Uri(address, "v2/click2call")) { Content = new StringContent("""{"id":"KH1","mobile":"0899098899","agent":"101"}""") }, key);
}
