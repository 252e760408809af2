using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

internal sealed class DataverseRecording : Recording
{
    public override string Source => "dataverse";

    public override string Document => "Microsoft Learn, Power Apps: Use webhooks to create external handlers for server events; Register a webhook";

    public override bool CoversBody => false;

    public override Draft Lead(int number, string phone) => new Draft(Here, Json, string.Create(CultureInfo.InvariantCulture, $$$"""
        {"BusinessUnitId":"e2b9dd85-e89e-e711-8122-000d3aa2331c","CorrelationId":"b374239d-4233-41a9-8b17-000000000000","Depth":1,"InitiatingUserId":"75c2dd85-e89e-e711-8122-000d3aa2331c",
         "InputParameters":[{"key":"Target","value":{"__type":"Entity:http://schemas.microsoft.com/xrm/2011/Contracts","Attributes":[
           {"key":"firstname","value":"Dana"},{"key":"lastname","value":"Levi"}{{{Telephone(phone)}}},{"key":"emailaddress1","value":"dana@example.com"},
           {"key":"statecode","value":{"__type":"OptionSetValue:http://schemas.microsoft.com/xrm/2011/Contracts","Value":0}}],"EntityState":null,"FormattedValues":[],"Id":"00000000-0000-4000-8000-{{{number:D12}}}","LogicalName":"lead"}}],
         "MessageName":"Create","Mode":1,"OperationCreatedOn":"\/Date(1795168798000)\/","OperationId":"4af10637-4ea2-e711-8122-{{{number:D12}}}","OrganizationName":"example","PostEntityImages":[],
         "PrimaryEntityId":"00000000-0000-4000-8000-{{{number:D12}}}","PrimaryEntityName":"lead","Stage":40}
        """)).With("x-ms-dynamics-organization", "example.crm.dynamics.com").With("x-ms-dynamics-entity-name", "lead").With("x-ms-dynamics-request-name", "Create");

    private static string Telephone(string phone) => phone.Length == 0 ? "" : $$$""",{"key":"telephone1","value":"{{{phone}}}"}""";

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft with { Url = draft.Url + "?code=" + Key };

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft with { Url = draft.Url + "?code=" + Key + "x" };
}
