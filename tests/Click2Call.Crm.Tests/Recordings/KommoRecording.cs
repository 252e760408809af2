using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

internal sealed class KommoRecording : TokenRecording
{
    public override string Source => "kommo";

    public override string Document => "Kommo developer documentation, Webhooks: general information, webhook format; Leads and Contacts";

    public override IReadOnlyDictionary<string, string> SecretValues => new Dictionary<string, string> { ["kommo-secret"] = Key, ["kommo-token"] = "long-lived" };

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options => Texts(("baseUrl", Api));

    public override Draft Lead(int number, string phone) => new(Here, FormType, Added([phone.Length == 0 ? number + 900 : number]));

    public override Draft Batch(IReadOnlyList<string> phones) => new(Here, FormType, Added([.. Enumerable.Range(1, phones.Count)]));

    public override string? Record(string path, Func<int, string> phone)
    {
        if (!path.StartsWith("/api/v4/", StringComparison.Ordinal))
            return null;
        var number = int.Parse(path.Split('/', '?')[4], CultureInfo.InvariantCulture);
        return path.StartsWith("/api/v4/leads/", StringComparison.Ordinal)
            ? $$$"""{"id":{{{number}}},"name":"Lead #{{{number}}}","_embedded":{"tags":[],"contacts":[{"id":{{{number}}},"is_main":true}]}}"""
            : $$$"""{"id":{{{number}}},"name":"Dana Levi","custom_fields_values":[{"field_id":1,"field_code":"PHONE","values":[{"value":"{{{phone(number)}}}","enum_code":"WORK"}]}]}""";
    }

    private static string Added(int[] ids) => Form(
    [
        .. ids.SelectMany<int, (string, string)>((id, index) => [($"leads[add][{index}][id]", $"{id}"), ($"leads[add][{index}][name]", "New lead"), ($"leads[add][{index}][created_at]", "1795168798")]),
        ("account[id]", "77"), ("account[subdomain]", "example"),
    ]);
}
