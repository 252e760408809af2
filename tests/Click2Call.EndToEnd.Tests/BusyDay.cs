using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;
using Click2Call.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Click2Call.EndToEnd.Tests;

/// <summary>
/// An account with a line of every dialect, a phone system that they drive, and a caller for every door: whatever the app
/// can be made to handle of keys, codes, tokens and phone numbers goes through it once, rightly and wrongly.
/// </summary>
internal sealed partial class BusyDay : IAsyncDisposable
{
    public const string Account = "busy";
    private static readonly string[] Dialects = ["technoline", "voicenter", "tel4vn", "kazoo"];
    private static readonly Dictionary<string, string> Role = new()
    {
        ["technoline"] = "apiKey",
        ["voicenter"] = "code",
        ["tel4vn"] = "apiKey",
        ["kazoo"] = "apiKey",
    };

    private readonly ConcurrentDictionary<string, string> _secrets = new();
    private readonly MobileNumbers _numbers = new();
    private readonly Nobody _nobody = new();
    private readonly WebApplication _phones;
    private int _told;
    private int _asked;

    private BusyDay()
    {
        Key = Secret("key", KeyHash.NewKey(Account));
        EventToken = Secret("event token", "evt-" + KeyHash.NewKey("x")[^32..]);
        foreach (var dialect in Dialects)
            Secret(dialect, $"s3cr3t-{dialect}-{KeyHash.NewKey("x")[^20..]}");
        foreach (var what in new[] { "generic webhook", "bitrix24 webhook", "flow" })
            Secret(what, "hook-" + KeyHash.NewKey("x")[^32..]);
        Secret("bitrix24 token", "1/" + KeyHash.NewKey("x")[^16..]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _phones = builder.Build();
        _phones.Urls.Add("http://127.0.0.1:0");
        _phones.Run(Answer);
    }

    public string Key { get; }

    public string EventToken { get; }

    /// <summary>How many requests the phone system got.</summary>
    public int Dialled { get; private set; }

    /// <summary>What may stand nowhere, by what it is.</summary>
    public IReadOnlyDictionary<string, string> Secrets => _secrets;

    /// <summary>The settings that the app needs for it.</summary>
    public Dictionary<string, string> Settings =>
        new(Dialects.Select(dialect => KeyValuePair.Create($"Secrets__{dialect}_secret", _secrets[dialect])))
        {
            ["AllowPrivateNetworks"] = "true",
            ["Secrets__generic_webhook"] = _secrets["generic webhook"],
            ["Secrets__bitrix24_webhook"] = _secrets["bitrix24 webhook"],
            ["Secrets__bitrix24_token"] = _secrets["bitrix24 token"],
        };

    public static async Task<BusyDay> Prepare(World world)
    {
        var day = new BusyDay();
        await day._phones.StartAsync();
        var storage = StorageAccount.FromSettings(_ => world.ConnectionString, TimeProvider.System);
        var table = new AccountTable(storage.Table(AccountTable.Accounts), storage.Table(AccountTable.ApiKeys));
        await table.Save(day.Describe(), CancellationToken.None);
        await table.SaveKey(new ApiKey { Account = Account, Hash = KeyHash.Of(day.Key), Name = "busy" }, CancellationToken.None);
        return day;
    }

    /// <summary>A phone number that nobody used before, and that may be told to nobody.</summary>
    public string Phone()
    {
        var number = _numbers.Next("4321");
        Secret(number, number[1..]);
        return number;
    }

    /// <summary>A visitor's form, as a script sends it; returns the address of its status.</summary>
    public async Task<string> Form(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["name"] = Secret("name", "Ruthsecretname"),
                ["phone"] = Phone(),
                ["message"] = Secret("message", "Please call about my confidential matter"),
                ["email"] = Secret("email", "ruth.private@example.com"),
            }),
        };
        request.Headers.Add("Accept", "application/json");

        // A stranger's trace, as any client may send it.
        request.Headers.Add("traceparent", "00-5757575757575757aaaaaaaaaaaaaaaa-5757575757575757-01");
        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var status = answer.GetProperty("statusUrl").GetString()!;
        Secret("status token", status.Split('/')[^1]);
        return status;
    }

    /// <summary>Every door, rightly and wrongly.</summary>
    public async Task Run(HttpClient client)
    {
        await Get(client, await Form(client, $"/leads/{Account}.form"));
        foreach (var line in Dialects.Append("dead"))
        {
            await Send(client, HttpMethod.Post, "/calls", Json(new { agent = "103", target = Phone(), line }), Key);
            await Send(client, HttpMethod.Post, "/calls", Json(new { target = Phone(), line, clickToCall = "form", lead = new { email = "ruth.private@example.com" } }), Key);
        }

        await Send(client, HttpMethod.Get, $"/calls?phone={Phone()}&apiKey={Key}", null, Key);
        await Send(client, HttpMethod.Get, "/calls", null, Secret("wrong key", "c2c_busy_ffffffffffffffffffffffffffff0000"));
        foreach (var key in new[] { Key, "c2c_busy_ffffffffffffffffffffffffffff0000" })
        {
            await Get(client, $"/ivrFilesApi.php?action=click2call&apiKey={key}&extension=103&target={Phone()}");
            await Get(client, $"/ForwardDialer/click2call.aspx?phone=103&target={Phone()}&code={key}&action=call");
            await Get(client, $"/v1/click2call?apikey={key}&phone={Phone()}&ext=103");
            await Send(client, HttpMethod.Post, "/v1/auth", Json(new { api_key = key }), key);
            await Get(client, $"/v1/accounts/{Account}/clicktocall/form/connect?contact={Phone()}&auth_token={key}");
            await Send(client, HttpMethod.Put, "/v2/api_auth", Json(new { data = new { api_key = key } }), null);
            await Get(client, $"/v2/accounts/{Account}/clicktocall/{key}/connect?contact=%2B972{Phone()[1..]}");
        }

        foreach (var token in new[] { EventToken, Secret("wrong token", "wrong-token-0123456789abcdef") })
        {
            await Send(client, HttpMethod.Post, $"/lines/{Account}.voicenter/events/{token}?caller={Phone()}", Json(new { caller = Phone(), CallID = "p1", status = "ANSWER" }), null);
            await Get(client, $"/leads/{Account}.form/status/{token}");
            await Get(client, $"/leads/{Phone()}/thanks/{token}");
        }

        await Get(client, $"/nothing/{Phone()}?code={Key}");
    }

    /// <summary>Posts nonsense with a secret in it to a queue of the app.</summary>
    public async Task Poison(World world)
    {
        var storage = StorageAccount.FromSettings(_ => world.ConnectionString, TimeProvider.System);
        await storage.Queue("call-alarms").Put("{\"nonsense\":\"" + Phone() + Key + "\"", TimeSpan.Zero, null, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _nobody.Dispose();
        return _phones.DisposeAsync();
    }

    // Bodies without a Content-Length are not forwarded by the Functions host.
    private static StringContent Json(object value) => new(JsonSerializer.Serialize(value), Encoding.UTF8, "application/json");

    private static Task Get(HttpClient client, string path) => Send(client, HttpMethod.Get, path, null, null);

    private static async Task Send(HttpClient client, HttpMethod method, string path, HttpContent? content, string? key)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
    }

    private string Secret(string what, string value)
    {
        _secrets[what] = value;
        return value;
    }

    private Task Answer(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        if (http.Request.Path.StartsWithSegments(Listener.TrimEnd('/')))
        {
            Interlocked.Increment(ref _told);
            return Task.CompletedTask;
        }

        if (http.Request.Path.StartsWithSegments("/rest"))
        {
            Interlocked.Increment(ref _asked);
            return http.Response.WriteAsync(Record());
        }

        Dialled++;
        return http.Response.WriteAsync("""{"status":"OK","errorCode":0,"ERRORCODE":0,"ERRORMESSAGE":"OK","CALLID":"prov-1","callId":"prov-1","code":200,"data":{"auth_token":"t0ken-of-the-phone-system"}}""");
    }

    private Account Describe() => new()
    {
        Id = Account,
        Name = "Busy",
        DefaultRegion = "IL",
        Addresses = ["127.0.0.1"],
        Extensions = [new Extension { Number = "103" }],
        Lines =
        [
            new LineSettings { Id = "simulator", Dialect = "simulator", Options = new Dictionary<string, string> { ["talk"] = "1", ["timeout"] = "5" } },
            .. Dialects.Select(dialect => Line(dialect, dialect, new Uri(_phones.Urls.First()))),
            Line("dead", "technoline", new Uri($"http://127.0.0.1:{_nobody.Port}")),
        ],
        ClickToCalls =
        [
            new ClickToCall
            {
                Id = "form",
                Name = "Form",
                Extension = "103",
                AuthRequired = false,
                RingTime = TimeSpan.FromSeconds(5),
                TargetRingTime = TimeSpan.FromSeconds(5),
                MinimumFillTime = TimeSpan.Zero,
                AllowedRegions = ["IL", "US", "JP"],
                Webhooks = Webhooks(),
            },
        ],
        Flows = [Menu()],
    };

    private LineSettings Line(string id, string dialect, Uri address) => new()
    {
        Id = id,
        Dialect = dialect,
        BaseUrl = address,
        Secrets = new Dictionary<string, string> { [Role[dialect]] = dialect + "-secret" },
        Options = new Dictionary<string, string> { [LineAddress.AllowPrivateNetwork] = "true" },
        EventTokenHash = KeyHash.Of(EventToken),
    };
}
