using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Crm.Tests.WriteBack;

/// <summary>Bitrix24's REST methods, as far as activities go. The token is in the address.</summary>
internal sealed class StubBitrix24 : StubCrm
{
    protected override bool Admits(HttpRequest request, string target) => target.StartsWith($"/rest/1/{Token}/", StringComparison.Ordinal);

    protected override (int Status, string Body) Answer(string method, string path, JsonObject? body)
    {
        switch (path.Split('/')[^1])
        {
            case "crm.duplicate.findbycomm.json":
                return KnowsTheNumber && body!["values"]![0]!.GetValue<string>() == "+972547654321"
                    ? (200, """{"result":{"LEAD":[12,701],"CONTACT":[9]}}""")
                    : (200, """{"result":[]}""");
            case "crm.activity.list.json":
                var filter = body!["filter"]!.AsObject();
                var found = Activities.FirstOrDefault(one => filter.All(term => one.Value[term.Key]!.GetValue<string>() == term.Value!.GetValue<string>())).Key;
                return (200, found is null ? """{"result":[],"total":0}""" : $$"""{"result":[{"ID":"{{found}}"}],"total":1}""");
            case "crm.activity.add.json":
                var id = NewId();
                Activities[id] = body!["fields"]!.DeepClone().AsObject();
                return (200, $$"""{"result":{{id}}}""");
            case "crm.activity.update.json":
                foreach (var (name, value) in body!["fields"]!.AsObject())
                    Activities[body["id"]!.GetValue<string>()][name] = value!.DeepClone();
                return (200, """{"result":true}""");
            default:
                return (404, """{"error":"ERROR_METHOD_NOT_FOUND"}""");
        }
    }
}
