using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Click2Call.Testing;
using Click2Call.Testing.Cloud;
using Click2Call.Testing.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Click2Call.EndToEnd.Tests;

/// <summary>
/// Azure's part, played on 127.0.0.1: a managed identity's token endpoint, storage over TLS that takes bearer tokens, a Key
/// Vault, Application Insights, a collector, and a phone system. The app finds them by their real names.
/// </summary>
internal sealed partial class AzureAtHome : IAsyncDisposable
{
    // The account that the emulator has; it could be any.
    private const string StorageAccount = "devstoreaccount1";
    public const string SecretName = "technoline-key";

    private readonly List<IAsyncDisposable> _parts = [];
    private readonly List<RunningProcess> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("c2c-azure-").FullName;
    private TestCertificate _certificate = null!;
    private TunnelProxy _proxy = null!;

    public TokenEndpoint Tokens { get; private set; } = null!;

    public StorageDoor Tables { get; private set; } = null!;

    public StorageDoor Queues { get; private set; } = null!;

    public TestVault Vault { get; private set; } = null!;

    public TestInsights Insights { get; private set; } = null!;

    public OtlpCollector Collector { get; private set; } = null!;

    /// <summary>The keys that the phone system was shown, oldest first.</summary>
    public ConcurrentQueue<string> KeysShown { get; } = new();

    /// <summary>Names that the app asked for and that are none of ours.</summary>
    public IReadOnlyCollection<string> Strangers => _proxy.Strangers;

    public string Output => string.Join('\n', _processes.Select(process => process.Said));

    /// <summary>What the test adds to the deployment's settings: a second place to tell, and told soon.</summary>
    public static readonly string[] Added = ["Telemetry__OtlpEndpoint", "Telemetry__MetricInterval"];

    /// <summary>The settings as the deployment makes them: no connection string, no key, no secret.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public static async Task<AzureAtHome> Open()
    {
        var azure = new AzureAtHome();
        try
        {
            await azure.Start();
            return azure;
        }
        catch
        {
            await azure.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings of an operator's machine: nothing but an Azure CLI that is signed in.</summary>
    public async Task<Dictionary<string, string>> AsOperator()
    {
        var az = Path.Combine(_folder, "az");
        var (storage, vault) = (TokenEndpoint.TokenFor("https://storage.azure.com"), TokenEndpoint.TokenFor("https://vault.azure.net"));
        await File.WriteAllTextAsync(az, $$"""
            #!/bin/sh
            case "$*" in *vault.azure.net*) token={{vault}} ;; *) token={{storage}} ;; esac
            echo '{"accessToken":"'$token'","expires_on":4102444800,"expiresOn":"2100-01-01 00:00:00.000000","tokenType":"Bearer"}'

            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new()
        {
            ["AzureWebJobsStorage__credential"] = "azurecli",
            ["PATH"] = _folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
        };
    }

    /// <summary>
    /// Runs a verb of the published app to its end; returns what it wrote. Like an operator, once more when storage did not
    /// answer in time: many tests may start at this moment.
    /// </summary>
    public async Task<string> Verb(IReadOnlyDictionary<string, string> way, params string[] words)
    {
        var printed = "";
        for (var tries = 1; ; tries++)
        {
            var (code, said) = await RunningProcess.Run(await StartInfo(way, words));
            printed += said;
            if (code == 0)
                return printed;
            Assert.True(tries < 3 && said.Contains("say it again", StringComparison.Ordinal), $"click2call {string.Join(' ', words)}: {code} {printed}");
        }
    }

    /// <summary>Starts the published app and waits until it is ready.</summary>
    public async Task<(RunningProcess Process, HttpClient Client)> App(IReadOnlyDictionary<string, string> way, bool asFunctionsHost)
    {
        var port = FreePort.Next();
        var settings = new Dictionary<string, string>(way) { [asFunctionsHost ? "FUNCTIONS_CUSTOMHANDLER_PORT" : "ASPNETCORE_URLS"] = asFunctionsHost ? $"{port}" : $"http://127.0.0.1:{port}" };
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(1) };
        var process = await RunningProcess.StartApp(
            await StartInfo(settings),
            app => Patience.Until<object>(async () => await IsReady(client) ? client : app.HasExited ? throw new InvalidOperationException(app.Said) : null, TimeSpan.FromMinutes(2), "The app was ready"));
        _processes.Add(process);
        return (process, client);
    }

    /// <summary>An account file with a form, a simulated line, and a line whose key is in the vault.</summary>
    public async Task<string> AccountFile()
    {
        var path = Path.Combine(_folder, "accounts.json");
        var phones = new Uri(((WebApplication)_parts[0]).Urls.First());
        await File.WriteAllTextAsync(path, $$"""
            { "accounts": [ {
              "id": "acme", "name": "Acme", "region": "IL", "timeZone": "Asia/Jerusalem",
              "lines": [
                { "id": "simulator", "dialect": "simulator", "options": { "talk": "1", "timeout": "5" } },
                { "id": "office", "dialect": "technoline", "baseUrl": "{{phones}}", "secrets": { "apiKey": "{{SecretName}}" }, "options": { "allowPrivateNetwork": "true" } }
              ],
              "extensions": [ { "number": "103", "name": "Omer" } ],
              "clickToCalls": [ { "id": "website", "name": "Website", "extension": "103", "authRequired": false, "minimumFillTime": "0s", "ringTime": "5s", "targetRingTime": "5s" } ],
              "keys": [ { "name": "crm" } ]
            } ] }
            """);
        return path;
    }

    /// <summary>The key in what the import printed.</summary>
    public static string KeyIn(string printed) => PrintedKey().Match(printed) is { Success: true } match ? match.Value : throw new InvalidOperationException(printed);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();

        foreach (var part in _parts)
            await part.DisposeAsync();
        _proxy?.Dispose();
        _certificate?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Start()
    {
        _certificate = new TestCertificate("*.table.core.windows.net", "*.queue.core.windows.net", "*.vault.azure.net", TestInsights.Host);
        _parts.Add(await PhoneSystem());
        _parts.Add(Tokens = await TokenEndpoint.Start());
        _parts.Add(Vault = await TestVault.Start(_certificate));
        _parts.Add(Insights = await TestInsights.Start(_certificate));
        _parts.Add(Collector = await OtlpCollector.Start());
        var azurite = await Azurite.Start(certificate: _certificate);
        _parts.Add(azurite);
        Tables = await StorageDoor.Open($"{StorageAccount}.table.core.windows.net", azurite.Port("Table"), _certificate);
        _parts.Add(Tables);
        Queues = await StorageDoor.Open($"{StorageAccount}.queue.core.windows.net", azurite.Port("Queue"), _certificate);
        _parts.Add(Queues);
        _proxy = new TunnelProxy(new Dictionary<string, int>
        {
            [Tables.Host] = Tables.Port,
            [Queues.Host] = Queues.Port,
            [TestVault.Host] = Vault.Port,
            [TestInsights.Host] = Insights.Port,
        });
        Settings["AzureWebJobsStorage__accountName"] = StorageAccount;
        Settings["AzureWebJobsStorage__credential"] = "managedidentity";
        Settings["AzureWebJobsStorage__clientId"] = Tokens.ClientId;
        Settings["AZURE_CLIENT_ID"] = Tokens.ClientId;
        Settings["KeyVaultUri"] = $"https://{TestVault.Host}/";
        Settings["TrustedProxies"] = "1";
        Settings["AllowPrivateNetworks"] = "false";
        Settings["AzureWebJobsDisableHomepage"] = "true";
        Settings["AzureFunctionsJobHost__logging__logLevel__default"] = "Warning";
        Settings["PublicBaseUrl"] = "";
        Settings["RetentionDays"] = "90";
        Settings["Simulator__Enabled"] = "true";
        Settings["Telemetry__ApplicationInsights"] = $"InstrumentationKey={TestInsights.InstrumentationKey};IngestionEndpoint=https://{TestInsights.Host}/;LiveEndpoint=https://westeurope.livediagnostics.monitor.azure.com/";
        Settings["Telemetry__Credential"] = "managedidentity";
        Settings["Telemetry__OtlpEndpoint"] = Collector.Address.AbsoluteUri;
        Settings["Telemetry__MetricInterval"] = "00:00:01";
    }

    private async Task<WebApplication> PhoneSystem()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var phones = builder.Build();
        phones.Urls.Add("http://127.0.0.1:0");
        phones.Run(async http =>
        {
            var form = await http.Request.ReadFormAsync();
            KeysShown.Enqueue(form["apiKey"].ToString());
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(form.ContainsKey("extension") ? """{"status":"OK","errorCode":0,"callId":"prov-1"}""" : """{"status":"ERROR","errorCode":1}""");
        });
        await phones.StartAsync();
        return phones;
    }

    private async Task<ProcessStartInfo> StartInfo(IReadOnlyDictionary<string, string> way, params string[] words)
    {
        var folder = await PublishedApp.Folder();
        var start = new ProcessStartInfo(Path.Combine(folder, "click2call"), words) { WorkingDirectory = folder };
        start.Environment.Remove("AzureWebJobsStorage");
        foreach (var (name, value) in Settings.Concat(way))
            start.Environment[name] = value;

        // How the test stands in for the network and for the public authorities; Azure needs neither.
        start.Environment["HTTPS_PROXY"] = _proxy.Address.AbsoluteUri;
        start.Environment["NO_PROXY"] = "127.0.0.1,localhost";
        start.Environment["SSL_CERT_FILE"] = _certificate.AuthorityFile;
        start.Environment["SSL_CERT_DIR"] = _folder;
        return start;
    }

    private static async Task<bool> IsReady(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception problem) when (problem is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex("c2c_acme_[0-9a-f]+")]
    private static partial Regex PrintedKey();
}
