using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Click2Call.Testing.Cloud;

/// <summary>
/// Key Vault over TLS: challenges whoever comes without a token ("Authentication, requests and responses"), then answers
/// "Get Secret" of its REST API.
/// </summary>
public sealed class TestVault : IAsyncDisposable
{
    /// <summary>Its name in Azure.</summary>
    public const string Host = "click2call-test.vault.azure.net";

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, (string Value, DateTimeOffset? Expires)> _secrets = new();
    private int _challenges;

    private TestVault(TestCertificate certificate)
    {
        Port = FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port, listen => listen.UseHttps(certificate.Server)));
        _server = builder.Build();
        _server.MapGet("/secrets/{name}/{version?}", Get);
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>How often it sent somebody for a token.</summary>
    public int Challenges => _challenges;

    /// <summary>The names that were read, each as often as it was.</summary>
    public ConcurrentBag<string> Read { get; } = [];

    /// <summary>Starts one.</summary>
    public static async Task<TestVault> Start(TestCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var vault = new TestVault(certificate);
        await vault._server.StartAsync();
        return vault;
    }

    /// <summary>Sets a new version of a secret.</summary>
    public void Set(string name, string value, DateTimeOffset? expires = null) => _secrets[name] = (value, expires);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Get(HttpContext http)
    {
        if (!TokenEndpoint.Admits(http.Request, "https://vault.azure.net"))
        {
            Interlocked.Increment(ref _challenges);
            http.Response.Headers.WWWAuthenticate = "Bearer authorization=\"https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001\", resource=\"https://vault.azure.net\"";
            await Answer(http, 401, """{"error":{"code":"Unauthorized","message":"AKV10000: Request is missing a Bearer or PoP token."}}""");
            return;
        }

        var name = (string)http.Request.RouteValues["name"]!;
        if (!_secrets.TryGetValue(name, out var secret))
        {
            await Answer(http, 404, """{"error":{"code":"SecretNotFound","message":"No such secret."}}""");
            return;
        }

        Read.Add(name);
        var expires = secret.Expires is { } at ? $",\"exp\":{at.ToUnixTimeSeconds()}" : "";
        await Answer(http, 200, $$$"""
            {"value":"{{{JsonEncodedText.Encode(secret.Value)}}}","id":"https://{{{Host}}}/secrets/{{{name}}}/0123456789abcdef0123456789abcdef","attributes":{"enabled":true{{{expires}}}}}
            """);
    }

    private static Task Answer(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body);
    }
}
