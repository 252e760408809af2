using System.Text.Json;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Tests.Http;

namespace Click2Call.Dialects.Tests.Kazoo;

public sealed class KazooFrontContract : FrontContract
{
    public KazooFrontContract() => Directory.Account = KazooHost.Account;

    protected override IFront Front => new KazooFront(Desk, Directory, new FakeBook(Directory), Clock);

    protected override HttpRequestMessage Good(Uri address, string key) => new(
        HttpMethod.Get,
        new Uri(address, $"v2/accounts/acme/clicktocall/desk/connect?contact=4158867900&auth_token={Uri.EscapeDataString(key)}"));

    protected override HttpRequestMessage Post(Uri address, HttpContent body) => new(
        HttpMethod.Post,
        new Uri(address, "v2/accounts/acme/clicktocall/desk/connect")) { Content = body, Headers = { { "X-Auth-Token", FakeDirectory.Key } } };

    protected override void AssertIsError(HttpResponseMessage response, string body)
    {
        Assert.False(response.IsSuccessStatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        using var json = JsonDocument.Parse(body);
        Assert.Equal("error", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture), json.RootElement.GetProperty("error").GetString());
        Assert.NotEqual("", json.RootElement.GetProperty("message").GetString());
    }
}
