using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

internal sealed class ZohoWatchRecording : Recording
{
    // Access tokens are kept by their refresh token: each test has its own.
    private static int made;
    private readonly string refresh = string.Create(CultureInfo.InvariantCulture, $"1000.refresh{Interlocked.Increment(ref made)}");

    public override string Source => "zoho";

    public override string Document => "Zoho CRM API, Notification APIs: overview, structure of the notification";

    public override bool CoversBody => false;

    public override IReadOnlyDictionary<string, string> SecretValues => new Dictionary<string, string>
    {
        ["zoho-secret"] = Key, ["zoho-token"] = refresh, ["zoho-clientId"] = "1000.CLIENT", ["zoho-clientSecret"] = "client-secret",
    };

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options => Texts(("baseUrl", Api), ("accountsUrl", Api + "/accounts"));

    public override Draft Lead(int number, string phone) => new(Here, Json, Notification(phone.Length == 0 ? $"{number + 900}" : $"{number}"));

    public override Draft Batch(IReadOnlyList<string> phones) => new(Here, Json, Notification(string.Join("\",\"", Enumerable.Range(1, phones.Count))));

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft with { Body = Utf8(draft.Text.Replace("TOKEN", Key, StringComparison.Ordinal)) };

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft with { Body = Utf8(draft.Text.Replace("TOKEN", Key + "x", StringComparison.Ordinal)) };

    public override string? Record(string path, Func<int, string> phone)
    {
        if (path == "/accounts/oauth/v2/token")
            return """{"access_token":"1000.access","api_domain":"https://www.zohoapis.com","token_type":"Bearer","expires_in":3600}""";
        if (!path.StartsWith("/crm/v6/Leads/", StringComparison.Ordinal))
            return null;
        var number = int.Parse(path.Split('/')[4], CultureInfo.InvariantCulture);
        return $$$"""{"data":[{"id":"{{{number}}}","Full_Name":"Dana Levi","Mobile":null,"Phone":"{{{phone(number)}}}","Email":"dana@example.com","Country":"Israel"}]}""";
    }

    private static string Notification(string ids) => $$$"""
        {"server_time":1795168798000,"query_params":{},"module":"Leads","resource_uri":"https://www.zohoapis.com/crm/v6/Leads","ids":["{{{ids}}}"],"affected_fields":[],"operation":"insert","channel_id":"1000000068001","token":"TOKEN"}
        """;
}
