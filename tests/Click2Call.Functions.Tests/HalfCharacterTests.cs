using System.Globalization;
using Click2Call.Functions.Tests.Calls;
using Click2Call.Functions.Tests.Leads;

namespace Click2Call.Functions.Tests;

/// <summary>Half a character (a lone surrogate, which JSON can write and no text can hold) at every door that reads JSON.</summary>
[Collection(DoorsCollection.Name)]
public sealed class HalfCharacterTests(Doors doors)
{
    // Method, path, body. KEY, ACC and NUMBER are filled in; each HALF is one place where it is tried.
    private static readonly (string Method, string Path, string Body)[] Requests =
    [
        ("POST", "/calls", """{"agent":"HALF","target":"HALF","variables":{"HALF":"HALF"},"language":"HALF"}"""),
        ("POST", "/calls", """{"clickToCall":"HALF","target":"NUMBER","lead":{"name":"HALF","fields":{"a":"HALF"}}}"""),
        ("POST", "/do-not-call", """{"number":"HALF","note":"HALF","HALF":1}"""),
        ("POST", "/endpoints", """{"url":"HALF","events":["HALF"],"HALF":{}}"""),
        ("PUT", "/agents/103", """{"paused":"HALF","until":"HALF","HALF":1}"""),
        ("POST", "/leads/ACC.website", """{"name":"HALF","phone":"HALF","HALF":"x","a":{"HALF":["HALF"]}}"""),
        ("POST", "/webhooks/generic/ACC.website", """{"name":"HALF","phone":"HALF","HALF":"x"}"""),
        ("PUT", "/v2/accounts/ACC/clicktocall", """{"data":{"name":"HALF","extension":"HALF","HALF":{"a":["HALF"]},"whitelist":["HALF"]},"auth_token":"KEY"}"""),
        ("POST", "/v2/accounts/ACC/clicktocall/website/connect", """{"data":{"contact":"HALF","custom_application_vars":{"HALF":"HALF"}},"HALF":1}"""),
        ("PUT", "/v1/api_auth", """{"data":{"api_key":"HALF"}}"""),
        ("POST", "/ForwardDialer/click2call.aspx", """{"code":"KEY","phone":"HALF","target":"HALF","var_HALF":"HALF"}"""),
        ("POST", "/v1/click2call", """{"ext":"HALF","phone":"HALF","HALF":"x"}"""),
        ("POST", "/v2/click2call", """{"agent":"HALF","mobile":"HALF","id":"HALF"}"""),
        ("POST", "/v1/auth", """{"username":"HALF","password":"HALF"}"""),
        ("POST", "/v2/auth/token", """{"api_key":"HALF"}"""),
        ("POST", "/v1/event", """{"callback_url":"HALF","event":"HALF","callback_apikey":"HALF"}"""),
        ("POST", "/ivrFilesApi.php", """{"action":"click2call","apiKey":"KEY","extension":"HALF","target":"HALF","targetName":"HALF","HALF":"x"}"""),
        ("POST", "/ivrFilesApi.php", """{"action":"extensionSet","apiKey":"KEY","extensionId":"103","settings":{"display":"HALF","HALF":"x"}}"""),
        ("POST", "/ivrFilesApi.php", """{"action":"securitySet","apiKey":"KEY","extensionId":"103","a[securityType]":"HALF"}"""),
        ("POST", "/ivrFilesApi.php", """{"action":"makeCall","phone":"HALF","cid":"HALF"}"""),
        ("POST", "/ivrFilesApi.php", """{"action":"saveCustomMessagesBeta","apiKey":"KEY","extensionId":"0","code":"failure","messages":[{"text":"HALF"},{"fileName":"HALF"},{"HALF":"x"}]}"""),
        ("POST", "/campaignApi.php", """{"action":"campaignRun","apiKey":"KEY","phones":["HALF"],"audioText":"HALF","sendTime":"HALF"}"""),
        ("POST", "/campaignApi.php", """{"action":"keysSet","apiKey":"KEY","campaignId":"HALF","keys[1]":"HALF"}"""),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Requests.Length)];

    private static int addresses;

    /// <summary>Two of these doors answered HTTP 500 in plain text.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task Half_a_character_is_an_error_of_the_request_and_none_of_ours(int request)
    {
        // Each account has an address of its own: one that two have approved is nobody's. Who may order is known for ten seconds.
        var address = string.Create(CultureInfo.InvariantCulture, $"198.18.0.{Interlocked.Increment(ref addresses)}");
        var account = await doors.Open(changeAccount: given => given with { Addresses = [address] });
        doors.Clock.Advance(TimeSpan.FromSeconds(11));
        var (method, path, body) = Requests[request];
        (path, body) = (path.Replace("ACC", account.Id, StringComparison.Ordinal), body.Replace("KEY", account.Key, StringComparison.Ordinal));
        var parts = body.Replace("NUMBER", doors.Phone(), StringComparison.Ordinal).Split("HALF");
        for (var place = 1; place < parts.Length; place++)
        {
            var sent = string.Concat(parts.Select((part, index) => index == 0 ? part : (index == place ? "\\ud800" : $"x{index.ToString(CultureInfo.InvariantCulture)}") + part));
            using var message = new HttpRequestMessage(new(method), path) { Content = Forms.Text("application/json", sent) };
            message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + account.Key);
            message.Headers.TryAddWithoutValidation("X-Auth-Token", account.Key);
            message.Headers.TryAddWithoutValidation("X-Forwarded-For", address);
            message.Headers.TryAddWithoutValidation("Accept", "application/json");
            using var response = await doors.Client.SendAsync(message, TestContext.Current.CancellationToken);
            var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} for {sent}\n{answer}");
            Assert.NotEqual("text/plain", response.Content.Headers.ContentType?.MediaType);
            Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
        }
    }
}
