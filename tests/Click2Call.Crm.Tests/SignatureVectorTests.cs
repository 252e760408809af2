using System.Text;
using Click2Call.Accounts;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm.Tests;

/// <summary>Signatures that vendors print, and some computed by the formulas that they print.</summary>
public sealed class SignatureVectorTests
{
    private const string HubSpotSecret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    private const string HubSpotBody =
        """[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]""";

    private const string TwilioUrl = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string TwilioBody = "Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309&CallSid=CA1234567890ABCDE";
    private static readonly DateTimeOffset At2023 = DateTimeOffset.FromUnixTimeMilliseconds(1700000000000);

    [Fact]
    public void HubSpot_v1_as_its_documentation_prints_it() => Holds("hubspot", HubSpotSecret, "POST", "https://x", HubSpotBody,
        ("X-HubSpot-Signature-Version", "v1"), ("X-HubSpot-Signature", "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de"));

    [Fact]
    public void HubSpot_v2_as_its_documentation_prints_it() => Holds("hubspot", HubSpotSecret, "GET", "https://www.example.com/webhook_uri", "",
        ("X-HubSpot-Signature-Version", "v2"), ("X-HubSpot-Signature", "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e"));

    [Fact]
    public void HubSpot_v1_by_the_formula() => Holds("hubspot", "secret", "POST", "https://x", """{"a":1}""",
        ("X-HubSpot-Signature", "37bd34e4b292ef9df8bfe70e3f50526139249490c3c2594cf20175ba7665e01d"));

    [Fact]
    public void HubSpot_v3_by_the_formula() => Holds("hubspot", "secret", "POST", "https://gw.example.com/api/hooks/hubspot", """{"a":1}""",
        ("X-HubSpot-Request-Timestamp", "1700000000000"), ("X-HubSpot-Signature-v3", "hBni0tETF1LwD5KliSdbbo6jbGgzBA3LPnltF9EkkgQ="));

    // HubSpot signs "https://gw.example.com/h?u=https://a@b!" although it sends it encoded.
    [Fact]
    public void HubSpot_v3_over_an_address_that_it_decodes()
    {
        var signature = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(
            Encoding.UTF8.GetBytes("secret"), Encoding.UTF8.GetBytes("POSThttps://gw.example.com/h?u=https://a@b!&c=%20{}1700000000000")));
        Holds("hubspot", "secret", "POST", "https://gw.example.com/h?u=https%3A%2F%2Fa%40b%21&c=%20", "{}",
            ("X-HubSpot-Request-Timestamp", "1700000000000"), ("X-HubSpot-Signature-v3", signature));
    }

    [Fact]
    public void Twilio_form_as_its_documentation_prints_it() =>
        Holds("twilio", "12345", "POST", TwilioUrl, TwilioBody, ("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8="));

    [Fact]
    public void Twilio_form_with_a_repeated_field_as_its_libraries_test_it() =>
        Holds("twilio", "12345", "POST", TwilioUrl, "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234", ("X-Twilio-Signature", "IK+Dwps556ElfBT0I3Rgjkr1wJU="));

    /// <summary>The signature of an address alone vouched for any JSON behind it.</summary>
    [Fact]
    public void Twilio_json_without_its_hash_in_the_address_is_refused()
    {
        const string key = "12345";
#pragma warning disable CA5350 // Twilio signs with SHA-1.
        var signature = Convert.ToBase64String(System.Security.Cryptography.HMACSHA1.HashData(System.Text.Encoding.UTF8.GetBytes(key), System.Text.Encoding.UTF8.GetBytes(TwilioUrl)));
#pragma warning restore CA5350
        Assert.Equal(Proof.Wrong, Check("twilio", key, "POST", TwilioUrl, """{"From":"+14158675309","MessageSid":"SM1"}""", ("X-Twilio-Signature", signature)));
    }

    [Fact]
    public void Twilio_json_is_bound_by_the_hash_in_the_address_as_its_libraries_test_it()
    {
        const string body = """{"property": "value", "boolean": true}""";
        const string url = TwilioUrl + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
        Holds("twilio", "12345", "POST", url, body, ("X-Twilio-Signature", "a9nBmqA0ju/hNViExpshrM61xv4="));
        Assert.Equal(Proof.Wrong, Check("twilio", "12345", "POST", url, body + " ", ("X-Twilio-Signature", "a9nBmqA0ju/hNViExpshrM61xv4=")));
    }

    [Fact]
    public void Standard_Webhooks_as_its_libraries_test_it() => Assert.Equal(Proof.Valid, Check(
        "standard-webhooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "POST", "https://x", """{"test": 2432232314}""", DateTimeOffset.FromUnixTimeSeconds(1614265330 + 299),
        ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"), ("webhook-timestamp", "1614265330"), ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")));

    [Fact]
    public void Typeform_by_the_formula() => Holds("typeform", "secret", "POST", "https://x", """{"a":1}""", ("Typeform-Signature", "sha256=qp4uNXX11wmLbKzNeQiIw21f22M0KnO62i1qUXR6hJQ="));

    [Fact]
    public void Meta_by_the_formula() => Holds("meta", "secret", "POST", "https://x", """{"a":1}""", ("X-Hub-Signature-256", "sha256=aa9e2e3575f5d7098b6caccd790888c36d5fdb63342a73bada2d6a51747a8494"));

    [Fact]
    public void Webflow_by_the_formula() => Holds("webflow", "secret", "POST", "https://x", """{"a":1}""",
        ("x-webflow-timestamp", "1700000000000"), ("x-webflow-signature", "2771fa9d831c2c34306a777725c9743ffdedaf3030596bc7b488c970ff31f61c"));

    [Fact]
    public void LinkedIn_by_the_formula() => Holds("linkedin", "secret", "POST", "https://x", """{"a":1}""", ("X-LI-Signature", "f2d9a5026c4b83880f40f6453d1467f17be0e906ea8841d7ba8a4560f8220fd6"));

    private static void Holds(string source, string secret, string method, string url, string body, params (string, string)[] headers)
    {
        Assert.Equal(Proof.Valid, Check(source, secret, method, url, body, headers));
        Assert.Equal(Proof.Wrong, Check(source, secret + "x", method, url, body, headers));
        Assert.Equal(Proof.Wrong, Check(source, "", method, url, body, headers));
    }

    private static Proof Check(string source, string secret, string method, string url, string body, params (string, string)[] headers) =>
        Check(source, secret, method, url, body, At2023, headers);

    private static Proof Check(string source, string secret, string method, string url, string body, DateTimeOffset now, params (string Name, string Value)[] headers)
    {
        var post = new WebhookPost
        {
            Method = method,
            Url = url,
            Headers = headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
            Body = Encoding.UTF8.GetBytes(body),
        };
        var settings = new WebhookSettings { Source = source };
        return CrmSources.Find(source)!.Verify(post, new SourceSetup(settings, new Dictionary<string, string> { ["secret"] = secret }, now));
    }
}
