using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

/// <summary>A message above 256 KB: a header says so, and what held the record is not there.</summary>
internal sealed class DataverseCutRecording : Recording
{
    // Access tokens are kept by what they were asked for with: each test has its own.
    private static int made;
    private readonly string clientSecret = string.Create(CultureInfo.InvariantCulture, $"client-secret-{Interlocked.Increment(ref made)}");

    public override string Source => "dataverse";

    public override string Document => "Microsoft Learn, Power Apps: Use webhooks to create external handlers for server events (payload above 256 KB); Retrieve a table row using the Web API; Use OAuth authentication with Microsoft Dataverse";

    public override bool CoversBody => false;

    public override string ReadingSecret => "dataverse-clientSecret";

    public override IReadOnlyDictionary<string, string> SecretValues => new Dictionary<string, string> { ["dataverse-secret"] = Key, [ReadingSecret] = clientSecret };

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options =>
        Texts(("baseUrl", Api), ("tenant", "9a1c2b3d-0000-4000-8000-000000000001"), ("clientId", "11111111-0000-4000-8000-000000000002"), ("loginUrl", Api + "/login"));

    public override Draft Lead(int number, string phone) => Cut(phone.Length == 0 ? number + 900 : number, "Create", "lead");

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft with { Url = draft.Url + "?code=" + Key };

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft with { Url = draft.Url + "?code=" + Key + "x" };

    public override string? Record(string path, Func<int, string> phone)
    {
        if (path == "/login/9a1c2b3d-0000-4000-8000-000000000001/oauth2/v2.0/token")
            return """{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"eyJ0.access.token"}""";
        if (path == "/api/data/v9.2/EntityDefinitions(LogicalName='new_enquiry')?$select=EntitySetName")
            return """{"@odata.context":"https://example.crm.dynamics.com/api/data/v9.2/$metadata#EntityDefinitions(EntitySetName)/$entity","EntitySetName":"new_enquiries","MetadataId":"70816501-edb9-4740-a16c-6a5efbc05d84"}""";
        if (!path.StartsWith("/api/data/v9.2/leads(", StringComparison.Ordinal) && !path.StartsWith("/api/data/v9.2/new_enquiries(", StringComparison.Ordinal))
            return null;
        var number = int.Parse(path.Split('(', ')')[1][^12..], CultureInfo.InvariantCulture);
        return $$$"""
            {"@odata.context":"https://example.crm.dynamics.com/api/data/v9.2/$metadata#leads(fullname)/$entity","@odata.etag":"W/\"1\"","leadid":"00000000-0000-4000-8000-{{{number:D12}}}",
             "fullname":"Dana Levi","telephone1":"{{{phone(number)}}}","mobilephone":null,"emailaddress1":"dana@example.com","address1_country":"Israel","new_callback":"03-7654321"}
            """;
    }

    public Draft Cut(int number, string message, string table) => new Draft(Here, Json, string.Create(CultureInfo.InvariantCulture, $$$"""
        {"BusinessUnitId":"e2b9dd85-e89e-e711-8122-000d3aa2331c","CorrelationId":"b374239d-4233-41a9-8b17-000000000000","Depth":1,"InitiatingUserId":"75c2dd85-e89e-e711-8122-000d3aa2331c",
         "MessageName":"{{{message}}}","Mode":1,"OperationCreatedOn":"\/Date(1795168798000)\/","OperationId":"4af10637-4ea2-e711-8122-{{{number:D12}}}","OrganizationName":"example",
         "PrimaryEntityId":"00000000-0000-4000-8000-{{{number:D12}}}","PrimaryEntityName":"{{{table}}}","Stage":40}
        """)).With("x-ms-dynamics-organization", "example.crm.dynamics.com").With("x-ms-dynamics-entity-name", table).With("x-ms-dynamics-request-name", message)
        .With("x-ms-dynamics-msg-size-exceeded", "true");
}
