using System.Text.RegularExpressions;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests;

/// <summary>The published app standing alone as a newcomer starts it, on a storage of its own, and a browser to look at it.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private readonly Azurite _azurite;
    private readonly StandAloneApp _app;
    private readonly DirectoryInfo _folder;

    private DemoSite(Azurite azurite, StandAloneApp app, DirectoryInfo folder, TestBrowser browser, string key) =>
        (_azurite, _app, _folder, Browser, Key) = (azurite, app, folder, browser, key);

    /// <summary>The demo account's file.</summary>
    public const string Accounts = "accounts.example.json";

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
        var folder = await Install();
        var app = await StandAloneApp.Demo(azurite.ConnectionString, folder.FullName);
        var key = (await app.Printed("Demo key")).Split(' ')[^1];
        return new DemoSite(azurite, app, folder, await TestBrowser.Start(), key);
    }

    /// <summary>The accounts with phones that ring for two minutes: whoever acts while one rings may do it on a machine that stands still.</summary>
    public static string RingLong(string accounts)
    {
        var longer = Regex.Replace(accounts, "(\"(?:ringTime|targetRingTime)\": )\"(?:30|45)s\"", "$1\"120s\"");
        Assert.NotEqual(accounts, longer);
        return longer;
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await _app.DisposeAsync();
        await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The published app in a folder of its own, beside an account file of its own.</summary>
    private static async Task<DirectoryInfo> Install()
    {
        var folder = Directory.CreateTempSubdirectory("c2c-demo-");
        foreach (var entry in new DirectoryInfo(await PublishedApp.Folder()).EnumerateFileSystemInfos())
        {
            // It looks for its files where it is itself; whatever else it needs is found through a link.
            var to = Path.Combine(folder.FullName, entry.Name);
            if (entry is FileInfo own && own.Name.StartsWith("click2call", StringComparison.OrdinalIgnoreCase))
                own.CopyTo(to);
            else
                File.CreateSymbolicLink(to, entry.FullName);
        }

        await File.WriteAllTextAsync(Path.Combine(folder.FullName, Accounts), RingLong(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, Accounts))));
        return folder;
    }
}
