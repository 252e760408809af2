using System.Text.Json;
using System.Xml.Linq;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Dialects.Voicenter;

namespace Click2Call.Dialects.Tests.Voicenter;

/// <summary>The basics, answered in XML.</summary>
public class VoicenterFrontContract : FrontContract
{
    protected virtual string Format => "";

    protected override IFront Front => new VoicenterFront(Desk, Directory);

    protected override HttpRequestMessage Good(Uri address, string key) => new(
        HttpMethod.Get,
        new Uri(address, $"ForwardDialer/click2call.aspx?phone=101&target=0501234567&code={Uri.EscapeDataString(key)}{Format}"));

    protected override HttpRequestMessage Post(Uri address, HttpContent body) => new(
        HttpMethod.Post,
        new Uri(address, $"ForwardDialer/click2call.aspx?code={FakeDirectory.Key}{Format}")) { Content = body };

    protected override void AssertIsError(HttpResponseMessage response, string body)
    {
        Assert.Equal("text/xml; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var values = XDocument.Parse(body).Descendants("member").ToDictionary(member => member.Element("name")!.Value, member => member.Element("value")!.Element("string")!.Value);
        Assert.Contains(values["ERRORCODE"], (string[])["1", "2", "3", "4"]);
        Assert.NotEqual("", values["ERRORMESSAGE"]);
        Assert.Equal("", values["CALLID"]);
    }
}

/// <summary>The basics, answered in JSON.</summary>
public sealed class VoicenterJsonFrontContract : VoicenterFrontContract
{
    protected override string Format => "&format=JSON";

    protected override void AssertIsError(HttpResponseMessage response, string body)
    {
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        using var json = JsonDocument.Parse(body);
        Assert.InRange(json.RootElement.GetProperty("ERRORCODE").GetInt32(), 1, 4);
        Assert.NotEqual("", json.RootElement.GetProperty("ERRORMESSAGE").GetString());
        Assert.Equal("", json.RootElement.GetProperty("CALLID").GetString());
    }
}
