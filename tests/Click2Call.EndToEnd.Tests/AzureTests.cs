using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests;

/// <summary>The published app in Azure, as far as a machine of our own can be Azure: an identity and nothing else to show.</summary>
public sealed class AzureTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(3);
    private AzureAtHome? _azure;

    private AzureAtHome Azure => _azure!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A child process trusts the test's authority by SSL_CERT_FILE, which is OpenSSL's.");
        _azure = await AzureAtHome.Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (_azure is not null)
            await _azure.DisposeAsync();
    }

    [Fact]
    public async Task With_the_instance_metadata_service_it_takes_a_form_rings_and_tells_the_whole_trace()
    {
        var way = Azure.Tokens.AsMetadataService();

        // What infra/modules/app.bicep gives the app is what it has here, and all that it has.
        var deployed = Regex.Match(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "infra", "modules", "app.bicep"), TestContext.Current.CancellationToken), @"name: 'appsettings'\s*properties: \{(.*?)\n\s*\}", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal(Regex.Matches(deployed, @"^\s*(\w+): ", RegexOptions.Multiline).Select(match => match.Groups[1].Value).Order(), Azure.Settings.Keys.Except(AzureAtHome.Added).Order());

        // As the operations page says it: the operator has no key either.
        var me = await Azure.AsOperator();
        await Azure.Verb(me, "accounts", "import", await Azure.AccountFile());

        // Its line's secret is in the vault, which knows the operator too.
        Azure.Vault.Set(AzureAtHome.SecretName, "key-for-the-operator");
        await Azure.Verb(me, "lines", "check", "acme.office");
        Assert.Equal("key-for-the-operator", Assert.Single(Azure.KeysShown.Distinct()));
        Assert.DoesNotContain(Azure.Tokens.Given, given => given.Contains("vault.azure.net", StringComparison.Ordinal));
        var (process, client) = await Azure.App(way, asFunctionsHost: false);
        using (client)
        {
            await RingsByForm(client);
            var ended = await Patience.Until(() => Task.FromResult(Azure.Collector.Spans.FirstOrDefault(span => span.Name == "call ended")), Soon, "The call's end");
            var trace = await Azure.Collector.WholeTrace(ended.TraceId, Soon, "place call", "dial", "send call-alarms", "process call-alarms", "call ringing", "call connected");
            Assert.Equal("POST /leads/{door}", Assert.Single(trace, span => span.ParentId.Length == 0).Name);

            // The same trace in Application Insights, as requests and dependencies.
            var request = await Patience.Until<object>(
                () => Task.FromResult<object?>(Azure.Insights.Of("RequestData").Where(item => Operation(item) == ended.TraceId).Select(item => (object)item).FirstOrDefault()), Soon, "The request in Application Insights");
            Assert.Equal("POST /leads/{door}", ((JsonElement)request).GetProperty("data").GetProperty("baseData").GetProperty("name").GetString());
            await Patience.Until(
                () => Azure.Insights.Of("RemoteDependencyData").Any(item => Operation(item) == ended.TraceId && item.GetProperty("data").GetProperty("baseData").GetProperty("name").GetString() == "call ringing"), "The ringing in Application Insights", Soon);
            await Patience.Until<object>(() => Task.FromResult<object?>(Azure.Insights.Of("MetricData").Any() ? this : null), Soon, "Metrics in Application Insights");
            Assert.All(Azure.Insights.Of("MetricData"), item => Assert.Equal(1, item.GetProperty("data").GetProperty("baseData").GetProperty("metrics")[0].GetProperty("kind").GetInt32()));
            Assert.Equal(0, Azure.Insights.Unauthorized);
        }

        Assert.Contains("imds https://storage.azure.com", Azure.Tokens.Given.Select(given => given.TrimEnd('/')));
        Assert.Contains(Azure.Tokens.Given, given => given.StartsWith("imds https://monitor.azure.com", StringComparison.Ordinal));
        Assert.False(process.HasExited);
        Assert.Empty(Azure.Strangers);
        Assert.Equal(0, Azure.Tables.WithoutToken + Azure.Queues.WithoutToken);
    }

    [Fact]
    public async Task With_App_Services_endpoint_a_rotated_secret_is_used_without_a_restart()
    {
        var way = Azure.Tokens.AsAppService();
        var now = TimeProvider.System.GetUtcNow();

        // A secret that says when it ends is read again before that; one that does not, after five minutes.
        Azure.Vault.Set(AzureAtHome.SecretName, "key-of-yesterday", now.AddSeconds(5));
        var key = AzureAtHome.KeyIn(await Azure.Verb(way, "accounts", "import", await Azure.AccountFile()));
        var (process, client) = await Azure.App(way, asFunctionsHost: true);
        using (client)
        {
            await RingsByForm(client);
            var number = 0;
            await Place(client, key, number++);
            Assert.Equal(["key-of-yesterday"], Azure.KeysShown);

            Azure.Vault.Set(AzureAtHome.SecretName, "key-of-today");
            await Patience.Until<object>(
                async () =>
                {
                    await Place(client, key, number++);
                    return Azure.KeysShown.Contains("key-of-today") ? this : null;
                },
                Soon,
                "The rotated key was used");
        }

        Assert.False(process.HasExited);
        Assert.True(Azure.Vault.Challenges >= 1);
        Assert.Contains(Azure.Tokens.Given, given => given.TrimEnd('/') == "appservice https://vault.azure.net");
        Assert.DoesNotContain(Azure.Tokens.Given, given => given.StartsWith("imds", StringComparison.Ordinal));
        Assert.Empty(Azure.Strangers);
        Assert.DoesNotContain("key-of-", Azure.Output + Azure.Collector.Everything, StringComparison.Ordinal);
    }

    private static async Task RingsByForm(HttpClient client)
    {
        using var form = new HttpRequestMessage(HttpMethod.Post, "/leads/acme.website")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "Ruth", ["phone"] = "+972500000103" }),
        };
        form.Headers.Add("Accept", "application/json");
        using var answer = await client.SendAsync(form);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var status = body.GetProperty("statusUrl").GetString()!;
        await Patience.Until<object>(
            async () => (await client.GetFromJsonAsync<JsonElement>(status)).GetProperty("state").GetString() is "ringing" or "connected" or "ended" ? status : null, Soon, "A phone rang");
    }

    private static async Task Place(HttpClient client, string key, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/calls")
        {
            Content = new StringContent($$"""{"agent":"103","target":"054234{{5000 + number}}","line":"office"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await client.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode && JsonDocument.Parse(said).RootElement.TryGetProperty("callId", out var id))
        {
            using var look = new HttpRequestMessage(HttpMethod.Get, "/calls/" + id.GetString());
            look.Headers.Authorization = request.Headers.Authorization;
            using var call = await client.SendAsync(look);
            said += await call.Content.ReadAsStringAsync();
        }

        Assert.True(answer.IsSuccessStatusCode, said);
    }

    private static string? Operation(JsonElement item) => item.GetProperty("tags").TryGetProperty("ai.operation.id", out var id) ? id.GetString() : null;
}
