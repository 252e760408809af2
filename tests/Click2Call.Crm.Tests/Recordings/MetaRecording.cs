using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

internal sealed class MetaRecording : Recording
{
    public override string Source => "meta";

    public override string Document => "Meta for Developers, Webhooks for Leads; Retrieving leads; Webhooks: getting started (validating payloads)";

    public override IReadOnlyDictionary<string, string> SecretValues => new Dictionary<string, string>
    {
        ["meta-secret"] = Key, ["meta-verifyToken"] = "verify-me-please", ["meta-token"] = "page-token",
    };

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options => Texts(("baseUrl", Api + "/v23.0"), ("pages", "153125381133"));

    public override Draft Lead(int number, string phone) => new(Here, Json, Body(Change(phone.Length == 0 ? number + 900 : number)));

    public override Draft Batch(IReadOnlyList<string> phones) => new(Here, Json, Body(string.Join(',', phones.Select((_, index) => Change(index + 1)))));

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft.With("X-Hub-Signature-256", "sha256=" + Hex(Hmac(Key, draft.Body)));

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft.With("X-Hub-Signature-256", "sha256=" + Hex(Hmac(Key + "x", draft.Body)));

    public override string? Record(string path, Func<int, string> phone)
    {
        if (!path.StartsWith("/v23.0/", StringComparison.Ordinal))
            return null;
        var number = int.Parse(path.Split('/', '?')[2], CultureInfo.InvariantCulture);
        return $$$"""{"created_time":"2026-11-20T09:59:58+0000","id":"{{{number}}}","form_id":"2","field_data":[{"name":"full_name","values":["Dana Levi"]},{"name":"phone_number","values":["{{{phone(number)}}}"]},{"name":"email","values":["dana@example.com"]}]}""";
    }

    private static string Body(string changes) => $$$"""{"object":"page","entry":[{"id":"153125381133","time":1795168798,"changes":[{{{changes}}}]}]}""";

    private static string Change(int number) =>
        $$$"""{"field":"leadgen","value":{"leadgen_id":"{{{number}}}","page_id":"153125381133","form_id":"2","adgroup_id":"3","ad_id":"3","created_time":1795168798}}""";
}
