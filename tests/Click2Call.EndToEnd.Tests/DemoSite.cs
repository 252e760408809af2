using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests;

/// <summary>The published app standing alone as a newcomer starts it, on a storage of its own, and a browser to look at it.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private readonly Azurite _azurite;
    private readonly StandAloneApp _app;

    private DemoSite(Azurite azurite, StandAloneApp app, TestBrowser browser, string key) => (_azurite, _app, Browser, Key) = (azurite, app, browser, key);

    public Uri Address => _app.Address;

    public TestBrowser Browser { get; }

    /// <summary>The demo account's key, as it was printed.</summary>
    public string Key { get; }

    /// <summary>Starts it; where there is no browser the test is skipped.</summary>
    public static async Task<DemoSite> Start()
    {
        if (!TestBrowser.IsInstalled)
            Assert.Skip("Chromium is not installed and could not be.");
        var azurite = await Azurite.Start();
        var app = await StandAloneApp.Demo(azurite.ConnectionString);
        var key = (await app.Printed("Demo key")).Split(' ')[^1];
        return new DemoSite(azurite, app, await TestBrowser.Start(), key);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await _app.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
