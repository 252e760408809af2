using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Click2Call.Storage.Secrets;
using Microsoft.Extensions.Logging;

namespace Click2Call.Storage.Tests.Secrets;

/// <summary>Key Vault's side of the wire: challenges whoever comes without a token, then answers "Get Secret" (Key Vault REST API, 7.x).</summary>
internal sealed class FakeVault : HttpMessageHandler, ILogger<KeyVaultSecrets>
{
    private static int _vaults;

    /// <summary>Another one for each: the client remembers a vault's challenge for the whole process.</summary>
    public Uri Address { get; } = new($"https://vault-{Interlocked.Increment(ref _vaults)}.vault.azure.net/");

    public Dictionary<string, (string Value, DateTimeOffset? Expires)> Secrets { get; } = [];

    /// <summary>Answers instead of the vault; null answers lets the vault answer.</summary>
    public Func<HttpResponseMessage?>? Instead { get; set; }

    /// <summary>Holds answers back.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int Reads { get; private set; }

    public int Challenges { get; private set; }

    public string? LastChallenge { get; set; }

    public List<string> Warnings { get; } = [];

    public KeyVaultSecrets Open(TimeProvider clock)
    {
        var options = KeyVaultSecrets.Options();
        options.Transport = new HttpClientTransport(this);
        options.Retry.MaxRetries = 0;
        return new KeyVaultSecrets(new SecretClient(Address, new FakeIdentity(this), options), clock, this);
    }

    public static HttpResponseMessage Answer(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Error(HttpStatusCode status, string code, string message) =>
        Answer(status, $$"""{ "error": { "code": "{{code}}", "message": "{{message}}" } }""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization?.Parameter != "the-token")
        {
            Challenges++;
            var challenge = Error(HttpStatusCode.Unauthorized, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.");
            challenge.Headers.WwwAuthenticate.Add(new AuthenticationHeaderValue("Bearer", "authorization=\"https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001\", resource=\"https://vault.azure.net\""));
            return challenge;
        }

        Reads++;
        await Gate;
        if (Instead?.Invoke() is { } other)
            return other;
        var name = request.RequestUri!.AbsolutePath.Split('/')[2];
        if (!Secrets.TryGetValue(name, out var secret))
            return Error(HttpStatusCode.NotFound, "SecretNotFound", $"A secret with (name/id) {name} was not found in this key vault.");
        return Answer(HttpStatusCode.OK, JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["value"] = secret.Value,
            ["id"] = $"{Address}secrets/{name}/0123456789abcdef0123456789abcdef",
            ["attributes"] = new Dictionary<string, object?> { ["enabled"] = true, ["exp"] = secret.Expires?.ToUnixTimeSeconds() },
        }));
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Warnings.Add(formatter(state, exception) + exception);

    private sealed class FakeIdentity(FakeVault vault) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            vault.LastChallenge = $"{requestContext.TenantId} {string.Join(' ', requestContext.Scopes)}";
            return new AccessToken("the-token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
