using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Click2Call.Accounts;
using Click2Call.Flows;
using Click2Call.Functions;
using Click2Call.Hosting.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace Click2Call.EndToEnd.Tests;

/// <content>Webhooks, listeners, campaigns, flows and the admin page; and then every door of the catalog, whatever it is.</content>
internal sealed partial class BusyDay
{
    private const string Listener = "/hook/";

    /// <summary>How often a listener was told of a call, and a CRM was asked for a record.</summary>
    public (int Told, int Asked) Heard => (_told, _asked);

    /// <summary>A CRM posts a lead of somebody for whom it is day, whenever the test runs: nobody's phone rings in the night.</summary>
    public Task Lead(HttpClient client, int number)
    {
        var country = TimeProvider.System.GetUtcNow().Hour switch
        {
            >= 6 and < 17 => "+97254",
            >= 17 => "+1212",
            _ => "+81901",
        };
        return Send(client, HttpMethod.Post, $"/webhooks/generic/{Account}.form?token={_secrets["generic webhook"]}", Json(new { id = $"lead-{number}", phone = $"{country}60{number}1199", name = "Ruth" }), null);
    }

    /// <summary>The other doors, rightly and wrongly.</summary>
    public async Task RunMore(HttpClient client)
    {
        foreach (var token in new[] { _secrets["generic webhook"], _secrets["wrong token"] })
        {
            await Send(client, HttpMethod.Post, $"/webhooks/generic/{Account}.form?token={token}", Json(new { id = Phone(), phone = Phone(), name = Secrets["name"] }), null);
            await Send(client, HttpMethod.Post, $"/webhooks/bitrix24/{Account}.form", Form(("event", "ONCRMLEADADD"), ("data[FIELDS][ID]", "7"), ("auth[member_id]", "m"), ("auth[application_token]", token == _secrets["generic webhook"] ? _secrets["bitrix24 webhook"] : token)), null);
        }

        using (var made = new HttpRequestMessage(HttpMethod.Post, "/endpoints") { Content = Json(new { url = $"{_phones.Urls.First()}{Listener}{Secret("listener's address", "T0bcd1234efgh5678")}" }) })
        {
            made.Headers.Authorization = new("Bearer", Key);
            using var answer = await client.SendAsync(made);
            Secret("endpoint's secret", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!);
        }

        // Of a call that we have never heard of, so that it waits in the queue for late events.
        await Send(client, HttpMethod.Post, $"/lines/{Account}.voicenter/events/{EventToken}", Form(("ivruniqueid", "p2"), ("type", "Click2Call leg1"), ("status", "ANSWER"), ("duration", "2"), ("caller", Phone())), null);
        await Send(client, HttpMethod.Post, "/do-not-call", Json(new { number = Phone() }), Key);
        foreach (var key in new[] { Key, _secrets["wrong key"] })
        {
            await Send(client, HttpMethod.Post, "/campaignApi.php", Form(("action", "campaignRun"), ("apiKey", key), ("phones", $"{Phone()},{Phone()}"), ("audioText", Secrets["message"]), ("reasonableHours", "no")), null);
            await Get(client, $"/campaignApi.php?action=campaignsHistory&apiKey={key}");
            await Get(client, $"/ivrFilesApi.php?action=getUiSchema&apiKey={key}");
            await Send(client, HttpMethod.Post, "/ivrFilesApi.php", Form(("action", "extensionSet"), ("apiKey", key), ("extensionId", "NEW"), ("extension", "104"), ("name", "Dana")), null);
        }

        foreach (var secret in new[] { _secrets["flow"], _secrets["wrong token"] })
            await Get(client, $"/module/{Account}.menu.{secret}?PBXcallId=c1&PBXphone={Phone()}&caller={Phone()}");
        await Get(client, $"/manage?key={Key}");
    }

    /// <summary>
    /// Every HTTP function of the catalog with a key and a phone number wherever something can stand: in each part of the path that is
    /// free, in the query, the headers and the body. A new function needs no line here.
    /// </summary>
    public async Task EveryDoor(HttpClient client)
    {
        foreach (var function in Catalog().Http)
        {
            foreach (var (method, secret) in function.Methods.SelectMany(method => new[] { (method, Key), (method, Phone()) }))
            {
                var path = Regex.Replace("/" + function.Route, @"\{[^}]*\}", secret);
                var query = string.Join('&', new[] { "apiKey", "code", "token", "auth_token", "key" }.Select(name => $"{name}={Key}").Concat(new[] { "phone", "target", "caller", "contact" }.Select(name => $"{name}={Phone()}")));
                HttpContent? body = method is "GET" or "HEAD" or "OPTIONS" ? null : Form(("phone", Phone()), ("target", Phone()), ("apiKey", Key), ("name", Secrets["name"]));
                await Send(client, new HttpMethod(method), $"{path}?{query}", body, Key);
            }
        }
    }

    /// <summary>Every function that the app has in Azure.</summary>
    public static FunctionCatalog Catalog()
    {
        var catalog = new FunctionCatalog();
        AllFunctions.Map(catalog, new ServiceCollection().BuildServiceProvider());
        return catalog;
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static Dictionary<string, IReadOnlyList<string>> Texts(params (string Name, string Value)[] texts) =>
        texts.ToDictionary(text => text.Name, text => (IReadOnlyList<string>)[text.Value]);

    /// <summary>The CRM's answer for the one record that it has.</summary>
    private string Record() => $$$"""{"result":{"ID":"7","TITLE":"From the site","NAME":"{{{Secrets["name"]}}}","PHONE":[{"VALUE":"{{{Phone()}}}","TYPE_ID":"PHONE"}]}}""";

    private IReadOnlyList<WebhookSettings> Webhooks() =>
    [
        new WebhookSettings
        {
            Source = "generic",
            Secrets = new Dictionary<string, string> { ["secret"] = "generic-webhook" },
            Options = Texts(("auth", "token")),
            Fields = Texts(("phone", "phone"), ("name", "name"), ("id", "id")),
        },
        new WebhookSettings
        {
            Source = "bitrix24",
            Secrets = new Dictionary<string, string> { ["secret"] = "bitrix24-webhook", ["token"] = "bitrix24-token" },
            Options = Texts(("baseUrl", _phones.Urls.First())),
        },
    ];

    private Flow Menu() => new()
    {
        Id = "menu",
        TokenHash = KeyHash.Of(_secrets["flow"]),
        Script = FlowScript.Read("""
            { "id": "menu", "name": "Menu", "steps": [
                { "id": "ask", "do": "menu", "play": [{ "text": "Press 1" }], "keys": { "1": "bye" }, "otherwise": "bye" },
                { "id": "bye", "do": "hangUp" }] }
            """),
    };
}
