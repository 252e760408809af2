using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Click2Call.Testing.Cloud;

/// <summary>
/// Gives a user-assigned identity its tokens, in both of Azure's ways: as the instance metadata service ("How to use managed
/// identities on a VM to acquire an access token") and as App Service's endpoint ("How to use managed identities for App
/// Service", REST endpoint reference). Whoever asks without the header of the place, or as another identity, gets none.
/// </summary>
public sealed class TokenEndpoint : IAsyncDisposable
{
    private readonly WebApplication _server;

    private TokenEndpoint()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.MapGet("/metadata/identity/oauth2/token", http => Give(http, http.Request.Headers["Metadata"] == "true", "imds"));
        _server.MapGet("/msi/token", http => Give(http, http.Request.Headers["X-IDENTITY-HEADER"] == Header, "appservice"));
    }

    /// <summary>The client id of the only identity there is.</summary>
    public string ClientId { get; } = "11111111-2222-4333-8444-555555555555";

    /// <summary>What App Service expects in <c>X-IDENTITY-HEADER</c>.</summary>
    public string Header { get; } = "header-of-this-machine";

    /// <summary>The resources that tokens were given for, each with the way: <c>imds https://vault.azure.net</c>.</summary>
    public ConcurrentBag<string> Given { get; } = [];

    private Uri Address => new(_server.Urls.First());

    /// <summary>Starts one.</summary>
    public static async Task<TokenEndpoint> Start()
    {
        var endpoint = new TokenEndpoint();
        await endpoint._server.StartAsync();
        return endpoint;
    }

    /// <summary>The environment of a process on a virtual machine or in a container.</summary>
    public Dictionary<string, string> AsMetadataService() => new() { ["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = Address.AbsoluteUri.TrimEnd('/') };

    /// <summary>The environment of a process in App Service and Azure Functions.</summary>
    public Dictionary<string, string> AsAppService() => new() { ["IDENTITY_ENDPOINT"] = Address + "msi/token", ["IDENTITY_HEADER"] = Header };

    /// <summary>A token for a person who has signed in.</summary>
    public static string TokenFor(string resource) => Token(resource, TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds());

    /// <summary>Whether a request carries a token of ours for a resource.</summary>
    public static bool Admits(HttpRequest request, string resource)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal) || header.Split('.') is not [_, var payload, _])
            return false;
        using var claims = JsonDocument.Parse(Convert.FromBase64String(Pad(payload)));
        return claims.RootElement.GetProperty("aud").GetString()!.TrimEnd('/') == resource.TrimEnd('/');
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Give(HttpContext http, bool admitted, string way)
    {
        var query = http.Request.Query;
        if (!admitted || query["client_id"] != ClientId)
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync("""{"error":"invalid_request","error_description":"Identity not found"}""");
            return;
        }

        var resource = query["resource"].ToString();
        Given.Add($"{way} {resource}");
        var expires = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds();
        var token = Token(resource, expires);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(
            $$"""{"access_token":"{{token}}","client_id":"{{ClientId}}","expires_on":"{{expires}}","expires_in":"28800","resource":"{{resource}}","token_type":"Bearer"}""");
    }

    private static string Token(string resource, long expires)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (issued, tenant) = (now.AddMinutes(-5).ToUnixTimeSeconds(), "00000000-0000-0000-0000-000000000001");
        var claims = $$"""{"aud":"{{resource}}","iss":"https://sts.windows.net/{{tenant}}/","iat":{{issued}},"nbf":{{issued}},"exp":{{expires}},"oid":"{{tenant}}","tid":"{{tenant}}"}""";
        return Part("""{"typ":"JWT","alg":"none"}""") + "." + Part(claims) + "." + Part("signature");
    }

    private static string Part(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Pad(string part) => part.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (part.Length % 4)) % 4);
}
