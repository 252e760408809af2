using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

/// <summary>A deal, which tells whose it is and nobody's number.</summary>
internal sealed class PipedriveDealRecording : PipedriveRecording
{
    public override string Document => "Pipedrive API documentation, Guide for Webhooks v2; Webhooks v2 migration guide; API reference: Persons, get details of a person; Deals; Leads";

    public override IReadOnlyDictionary<string, string> SecretValues => new Dictionary<string, string> { ["pipedrive-secret"] = Key, ["pipedrive-token"] = "f00dfeed" };

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options => Texts(("user", "click2call"), ("baseUrl", Api));

    public override Draft Lead(int number, string phone) => Of("deal", number, (phone.Length == 0 ? number + 900 : number).ToString(CultureInfo.InvariantCulture));

    public override string? Record(string path, Func<int, string> phone)
    {
        var number = path.Split('/')[^1];
        if (path.StartsWith("/api/v2/persons/", StringComparison.Ordinal))
        {
            return $$$"""
                {"success":true,"data":{"id":{{{number}}},"name":"Dana Levi","first_name":"Dana","last_name":"Levi","phones":[{"value":"{{{phone(int.Parse(number, CultureInfo.InvariantCulture))}}}","primary":true,"label":"work"}],
                 "emails":[{"value":"dana@example.com","primary":true,"label":"work"}],"owner_id":1,"org_id":null}}
                """;
        }

        if (path.StartsWith("/api/v2/deals/", StringComparison.Ordinal))
            return $$$"""{"success":true,"data":{"id":{{{number}}},"title":"Website deal","person_id":{{{number}}},"org_id":null,"status":"open"}}""";
        return path.StartsWith("/v1/leads/", StringComparison.Ordinal)
            ? $$$"""{"success":true,"data":{"id":"{{{number}}}","title":"Website lead","person_id":1,"organization_id":null,"is_archived":false}}"""
            : null;
    }

    public Draft Of(string entity, int number, string? person) => new(Here, Json, string.Create(CultureInfo.InvariantCulture, $$$"""
        {"data":{"id":{{{number}}},"title":"Website {{{entity}}}","person_id":{{{person ?? "null"}}},"org_id":null,"owner_id":1,"add_time":"2026-11-20T09:59:58Z"},
         "previous":null,
         "meta":{"action":"create","company_id":"1","correlation_id":"b6b0c6ae","entity":"{{{entity}}}","entity_id":"{{{number}}}","id":"0e2b7c3a-0000-4000-8000-{{{number:D12}}}","is_bulk_edit":false,
          "timestamp":"2026-11-20T09:59:58.123Z","type":"general","user_id":"1","version":"2.0","webhook_id":"9","webhook_owner_id":"1","change_source":"app","attempt":1,"host":"example.pipedrive.com"}}
        """));
}
