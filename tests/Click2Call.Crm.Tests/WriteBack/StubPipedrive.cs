using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Crm.Tests.WriteBack;

/// <summary>Pipedrive's API v2, as far as activities go.</summary>
internal sealed class StubPipedrive : StubCrm
{
    protected override bool Admits(HttpRequest request, string target) => request.Headers["x-api-token"] == Token;

    protected override (int Status, string Body) Answer(string method, string path, JsonObject? body)
    {
        if (method == "GET" && path.StartsWith("api/v2/persons/search?", StringComparison.Ordinal))
        {
            return KnowsTheNumber && path.Contains("term=547654321&fields=phone", StringComparison.Ordinal)
                ? (200, """{"success":true,"data":{"items":[{"result_score":0.9,"item":{"id":666,"type":"person","phones":["+1 547 654 3210","547654321000"]}},{"result_score":0.7,"item":{"id":701,"type":"person","phones":["03-555","054-765 4321"]}}]}}""")
                : (200, """{"success":true,"data":{"items":[]}}""");
        }

        if (method == "GET" && path.StartsWith("api/v2/activities?", StringComparison.Ordinal))
        {
            var list = new JsonArray([.. Activities.Select(one => new JsonObject { ["id"] = int.Parse(one.Key, System.Globalization.CultureInfo.InvariantCulture), ["note"] = one.Value["note"]!.DeepClone() })]);
            return (200, new JsonObject { ["success"] = true, ["data"] = list }.ToJsonString());
        }

        if ((method, path) == ("POST", "api/v2/activities"))
        {
            var id = NewId();
            Activities[id] = body!;
            return (200, $$$"""{"success":true,"data":{"id":{{{id}}}}}""");
        }

        if (method == "PATCH" && path.StartsWith("api/v2/activities/", StringComparison.Ordinal))
        {
            foreach (var (name, value) in body!)
                Activities[path.Split('/')[^1]][name] = value!.DeepClone();
            return (200, """{"success":true}""");
        }

        return (404, """{"success":false}""");
    }
}
