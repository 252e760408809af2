using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Click2Call.Dialects.Http;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>What every front must do with requests that nobody should send, whatever the dialect.</summary>
public abstract class FrontContract
{
    protected FrontContract() => Desk = new(Clock);

    protected ManualClock Clock { get; } = new();

    protected FakeDirectory Directory { get; } = new();

    protected FakeDesk Desk { get; }

    /// <summary>The front over <see cref="Desk"/> and <see cref="Directory"/>.</summary>
    protected abstract IFront Front { get; }

    /// <summary>The largest body that is read, in bytes.</summary>
    protected virtual int LargestBody => FieldLimits.Default.Body;

    /// <summary>A request that is in order and presents this key.</summary>
    protected abstract HttpRequestMessage Good(Uri address, string key);

    /// <summary>A POST of this body to where the dialect takes orders, with the key where the dialect can put it outside the body.</summary>
    protected abstract HttpRequestMessage Post(Uri address, HttpContent body);

    /// <summary>Fails unless this is an error in the dialect's own shape.</summary>
    protected abstract void AssertIsError(HttpResponseMessage response, string body);

    public static TheoryData<string, string, string> Hostile => new()
    {
        { "broken JSON", "application/json", "{\"phone\":" },
        { "JSON that is no object", "application/json", "[1,2,3]" },
        { "JSON of one word", "application/json", "null" },
        { "deep JSON", "application/json", string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200) },
        { "half a character", "application/json", "{\"phone\":\"\\ud800\"}" },
        { "a NUL", "application/json", "{\"phone\":\"1\\u00002\"}" },
        { "XML", "application/xml", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>" },
        { "an unknown charset", "application/json; charset=utf-7", "{}" },
        { "multipart without boundary", "multipart/form-data", "--x\r\n\r\n" },
        { "multipart that ends early", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"phone\"\r\n\r\n05" },
        { "a content type that is none", "???", "phone=1" },
        { "a value that is too long", "application/x-www-form-urlencoded", "phone=" + new string('5', 5000) },
        { "too many fields", "application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 500).Select(i => $"f{i}=1")) },
        { "an empty body", "application/json", "" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_body_is_an_error_and_no_order(string what, string type, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var (response, text) = await Send(address => Post(address, content));
        Assert.True((int)response.StatusCode < 500, $"{what}: {response.StatusCode}");
        AssertIsError(response, text);
        Assert.Empty(Desk.Orders);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_an_error()
    {
        var content = new ByteArrayContent([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var (response, text) = await Send(address => Post(address, content));
        AssertIsError(response, text);
        Assert.Empty(Desk.Orders);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_an_error()
    {
        var (response, text) = await Send(address => Post(address, new StringContent("{\"x\":\"" + new string('x', LargestBody) + "\"}", Encoding.UTF8, "application/json")));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        AssertIsError(response, text);
        Assert.Empty(Desk.Orders);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_nobody_foresaw_is_an_error_in_the_dialect_too(int status)
    {
        await using var host = await FrontHost.Start(http => Front.Fail(http, status));
        using var request = Good(host.Address, FakeDirectory.Key);
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        AssertIsError(response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody's")]
    [InlineData("\u05d0")]
    public async Task A_key_that_nobody_has_is_an_error(string key)
    {
        var (response, text) = await Send(address => Good(address, key));
        AssertIsError(response, text);
        Assert.Empty(Desk.Orders);
    }

    [Fact]
    public async Task A_key_for_something_else_is_an_error()
    {
        Directory.Scopes = ["something-else"];
        var (response, text) = await Send(address => Good(address, FakeDirectory.Key));
        AssertIsError(response, text);
        Assert.Empty(Desk.Orders);
    }

    [Fact]
    public async Task A_good_request_is_one_order_of_its_account()
    {
        var (response, _) = await Send(address => Good(address, FakeDirectory.Key));
        Assert.True(response.IsSuccessStatusCode);
        var order = Assert.Single(Desk.Orders);
        Assert.Equal("acme", order.Account);
        Assert.Equal(Front.Name, order.Front);
        Assert.Equal(LineDownRule.Fail, order.OnLineDown);
    }

    [Fact]
    public async Task Storage_that_is_down_is_an_error()
    {
        Directory.Down = true;
        var (response, text) = await Send(address => Good(address, FakeDirectory.Key));
        AssertIsError(response, text);
        Assert.Empty(Desk.Orders);
    }

    [Fact]
    public async Task An_order_that_could_not_be_written_down_is_an_error()
    {
        Desk.OnPlace = _ => new PlaceResult.Unavailable(TimeSpan.FromSeconds(5));
        var (response, text) = await Send(address => Good(address, FakeDirectory.Key));
        AssertIsError(response, text);
    }

    [Fact]
    public async Task An_order_that_somebody_is_at_work_on_is_an_error()
    {
        Desk.OnPlace = _ => new PlaceResult.Busy(TimeSpan.FromSeconds(2));
        var (response, text) = await Send(address => Good(address, FakeDirectory.Key));
        AssertIsError(response, text);
    }

    [Fact]
    public async Task A_call_that_may_be_ringing_is_no_error()
    {
        Desk.OnPlace = Desk.Lose;
        var (response, _) = await Send(address => Good(address, FakeDirectory.Key));
        Assert.True(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Answers_are_not_cached()
    {
        var (response, _) = await Send(address => Good(address, FakeDirectory.Key));
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    protected async Task<(HttpResponseMessage Response, string Body)> Send(Func<Uri, HttpRequestMessage> make)
    {
        await using var host = await FrontHost.Start(Front);
        using var request = make(host.Address);
        var response = await host.Client.SendAsync(request);
        return (response, await response.Content.ReadAsStringAsync());
    }
}
