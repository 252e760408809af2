using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Crm.Tests.WriteBack;

/// <summary>HubSpot's CRM API v3, as far as calls go.</summary>
internal sealed class StubHubSpot : StubCrm
{
    protected override bool Admits(HttpRequest request, string target) => request.Headers["Authorization"] == "Bearer " + Token;

    protected override (int Status, string Body) Answer(string method, string path, JsonObject? body)
    {
        switch (method, path)
        {
            case ("POST", "crm/v3/objects/contacts/search"):
                var values = body!["filterGroups"]!.AsArray().Select(group => group!["filters"]![0]!["value"]!.GetValue<string>());
                var asked = body["properties"]?.AsArray().Select(name => name!.GetValue<string>());
                return KnowsTheNumber && values.Contains("+972547654321") && asked?.Contains("mobilephone") == true
                    ? (200, """{"total":2,"results":[{"id":"666","properties":{"phone":"+33547654321","mobilephone":null}},{"id":"701","properties":{"phone":"","mobilephone":"(054) 765-4321"}}]}""") : (200, """{"total":0,"results":[]}""");
            case ("POST", "crm/v3/objects/calls/search"):
                var wanted = body!["filterGroups"]![0]!["filters"]![0]!;
                var found = Activities.FirstOrDefault(one => one.Value["properties"]![wanted["propertyName"]!.GetValue<string>()]!.GetValue<string>() == wanted["value"]!.GetValue<string>());
                return (200, found.Key is null ? """{"total":0,"results":[]}""" : $$"""{"total":1,"results":[{"id":"{{found.Key}}"}]}""");
            case ("POST", "crm/v3/objects/calls"):
                var id = NewId();
                Activities[id] = body!;
                return (201, $$"""{"id":"{{id}}"}""");
            case ("PATCH", _) when path.StartsWith("crm/v3/objects/calls/", StringComparison.Ordinal):
                foreach (var (name, value) in body!["properties"]!.AsObject())
                    Activities[path.Split('/')[^1]]["properties"]![name] = value!.DeepClone();
                return (200, "{}");
            default:
                return (404, "{}");
        }
    }
}
