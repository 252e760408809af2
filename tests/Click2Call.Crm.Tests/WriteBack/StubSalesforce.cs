using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Crm.Tests.WriteBack;

/// <summary>Salesforce's REST API, as far as tasks go.</summary>
internal sealed partial class StubSalesforce : StubCrm
{
    protected override bool Admits(HttpRequest request, string target) =>
        target == "/services/oauth2/token" || request.Headers["Authorization"] == "Bearer " + Token;

    protected override (int Status, string Body) Answer(string method, string path, JsonObject? body)
    {
        const string Api = "services/data/v62.0/";
        if ((method, path) == ("POST", "services/oauth2/token"))
        {
            return (string?)body!["client_id"] == "client" && (string?)body["client_secret"] == Token && (string?)body["grant_type"] == "client_credentials"
                ? (200, $$"""{"access_token":"{{Token}}","token_type":"Bearer"}""")
                : (401, """{"error":"invalid_client"}""");
        }

        if (!path.StartsWith(Api, StringComparison.Ordinal))
            return (404, "[]");
        path = path[Api.Length..];
        if (method == "GET" && path.StartsWith("parameterizedSearch/", StringComparison.Ordinal))
        {
            return KnowsTheNumber && path.Contains("q=972547654321&in=PHONE", StringComparison.Ordinal)
                ? (200, """{"searchRecords":[{"attributes":{"type":"Lead"},"Id":"00Q000000000701AAA"}]}""")
                : (200, """{"searchRecords":[]}""");
        }

        if (method == "GET" && path.StartsWith("query?q=", StringComparison.Ordinal))
        {
            var wanted = Quoted().Match(path).Groups[1].Value;
            var found = Activities.FirstOrDefault(one => one.Value["CallObject"]!.GetValue<string>() == wanted).Key;
            return (200, found is null ? """{"totalSize":0,"done":true,"records":[]}""" : $$"""{"totalSize":1,"done":true,"records":[{"Id":"{{found}}"}]}""");
        }

        if ((method, path) == ("POST", "sobjects/Task"))
        {
            var id = "00T000000000" + NewId();
            Activities[id] = body!;
            return (201, $$"""{"id":"{{id}}","success":true,"errors":[]}""");
        }

        if (method == "PATCH" && path.StartsWith("sobjects/Task/", StringComparison.Ordinal))
        {
            if (body!.ContainsKey("TaskSubtype"))
                return (400, """[{"errorCode":"INVALID_FIELD_FOR_INSERT_UPDATE"}]""");
            foreach (var (name, value) in body)
                Activities[path.Split('/')[^1]][name] = value!.DeepClone();
            return (204, "");
        }

        return (404, "[]");
    }

    [GeneratedRegex("CallObject = '([^']*)'")]
    private static partial Regex Quoted();
}
