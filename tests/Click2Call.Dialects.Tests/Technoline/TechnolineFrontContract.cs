using System.Text.Json;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Tests.Http;

namespace Click2Call.Dialects.Tests.Technoline;

public sealed class TechnolineFrontContract : FrontContract
{
    protected override IFront Front => new TechnolineFront(Desk, Directory, []);

    protected override int LargestBody => TechnolineForm.MostBytes;

    protected override HttpRequestMessage Good(Uri address, string key) => new(
        HttpMethod.Get,
        new Uri(address, $"ivrFilesApi.php?action=click2call&apiKey={Uri.EscapeDataString(key)}&extension=101&target=0501234567"));

    protected override HttpRequestMessage Post(Uri address, HttpContent body) => new(
        HttpMethod.Post,
        new Uri(address, $"ivrFilesApi.php?action=click2call&apiKey={FakeDirectory.Key}")) { Content = body };

    protected override void AssertIsError(HttpResponseMessage response, string body)
    {
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        using var json = JsonDocument.Parse(body);
        Assert.Equal("ERROR", json.RootElement.GetProperty("status").GetString());
        Assert.NotEqual(0, json.RootElement.GetProperty("errorCode").GetInt32());
        Assert.NotEqual("", json.RootElement.GetProperty("note").GetString());
    }
}
