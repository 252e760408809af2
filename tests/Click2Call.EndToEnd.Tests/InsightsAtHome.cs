using System.Text.Json;
using Click2Call.Testing.Cloud;

namespace Click2Call.EndToEnd.Tests;

/// <summary>Application Insights as the app finds it in Azure: by its name, over TLS, with an identity's token.</summary>
internal sealed class InsightsAtHome : IAsyncDisposable
{
    private readonly TestCertificate _certificate = new(TestInsights.Host);
    private readonly string _folder = Directory.CreateTempSubdirectory("c2c-insights-").FullName;
    private TokenEndpoint _tokens = null!;
    private TestInsights _insights = null!;
    private TunnelProxy _proxy = null!;

    /// <summary>Everything that was sent there, as text.</summary>
    public string Everything => string.Join('\n', _insights.Items.Select(item => item.GetRawText()));

    /// <summary>How many items were sent.</summary>
    public IReadOnlyList<JsonElement> Items => _insights.Items;

    /// <summary>The settings that make the app send there.</summary>
    public Dictionary<string, string> Settings => new(_tokens.AsMetadataService())
    {
        ["AZURE_CLIENT_ID"] = _tokens.ClientId,
        ["Telemetry__ApplicationInsights"] = $"InstrumentationKey={TestInsights.InstrumentationKey};IngestionEndpoint=https://{TestInsights.Host}/",
        ["Telemetry__Credential"] = "managedidentity",
        ["HTTPS_PROXY"] = _proxy.Address.AbsoluteUri,
        ["NO_PROXY"] = "127.0.0.1,localhost",
        ["SSL_CERT_FILE"] = _certificate.AuthorityFile,
        ["SSL_CERT_DIR"] = _folder,
    };

    public static async Task<InsightsAtHome> Open()
    {
        var home = new InsightsAtHome();
        home._tokens = await TokenEndpoint.Start();
        home._insights = await TestInsights.Start(home._certificate);
        home._proxy = new TunnelProxy(new Dictionary<string, int> { [TestInsights.Host] = home._insights.Port });
        return home;
    }

    public async ValueTask DisposeAsync()
    {
        _proxy.Dispose();
        await _insights.DisposeAsync();
        await _tokens.DisposeAsync();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
