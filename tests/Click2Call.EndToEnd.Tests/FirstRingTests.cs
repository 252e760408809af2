using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests;

/// <summary>A newcomer's way: a clone, the README's first command, the form of the page that it names, a phone that rings.</summary>
public sealed class FirstRingTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly string _clone = Directory.CreateTempSubdirectory("c2c-clone-").FullName;
    private readonly int _port = FreePort.Next();
    private Azurite? _azurite;
    private RunningProcess? _app;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _azurite = await Azurite.Start();

    public async ValueTask DisposeAsync()
    {
        // dotnet run starts the app as a child, which goes with it.
        if (_app is not null)
            await _app.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
        Directory.Delete(_clone, recursive: true);
    }

    [Fact]
    public async Task From_a_clone_the_first_command_leads_to_a_ringing_phone()
    {
        await Clone();
        var command = DocumentBlock.All.First(block => block is { Document: "README.md", Language: "bash" }).Text.Trim();
        Assert.Equal("dotnet run --project src/Click2Call.Functions", command);

        var began = TimeProvider.System.GetTimestamp();
        var page = await Start(command);
        var started = TimeProvider.System.GetElapsedTime(began);
        using var client = new HttpClient { BaseAddress = page };
        var about = await client.GetFromJsonAsync<JsonElement>("demo/about", Ct);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "Ruth Cohen", ["phone"] = "054-234 5678" });
        var door = about.EnumerateObject().First(member => member.Value.GetString()?.StartsWith("/leads/", StringComparison.Ordinal) == true).Value.GetString()!;

        using var answer = await client.PostAsync(new Uri(door, UriKind.Relative), form, Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        await Patience.Until<object>(
            async () => (await client.GetFromJsonAsync<JsonElement>("demo/state", Ct)).GetProperty("agent").GetProperty("state").GetString() == "ringing" ? this : null, TimeSpan.FromMinutes(1), "The agent's phone rang");
        TestContext.Current.SendDiagnosticMessage($"From clone to first ring: {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F1} s, of which {started.TotalSeconds:F1} s until the app listened.");
    }

    private async Task Clone()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"]) { WorkingDirectory = RepositoryRoot.Path, RedirectStandardOutput = true })!;
        var files = (await git.StandardOutput.ReadToEndAsync(Ct)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        await git.WaitForExitAsync(Ct);
        Assert.True(files.Length > 500, $"{files.Length} files");
        foreach (var file in files.Where(file => File.Exists(Path.Combine(RepositoryRoot.Path, file))))
        {
            var to = Path.Combine(_clone, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(Path.Combine(RepositoryRoot.Path, file), to);
        }

        // Seen while it rings: on a machine that stands still, half a minute is soon over.
        var accounts = Path.Combine(_clone, DemoSite.Accounts);
        await File.WriteAllTextAsync(accounts, DemoSite.RingLong(await File.ReadAllTextAsync(accounts, Ct)), Ct);
    }

    /// <summary>Runs the command with a port and an emulator of our own: other tests, and the developer, may have the usual ones.</summary>
    private async Task<Uri> Start(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", "exec " + command]) { WorkingDirectory = _clone };
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{_port}";
        start.Environment["AzureWebJobsStorage"] = _azurite!.ConnectionString;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        var line = "";
        _app = await RunningProcess.StartApp(start, async app => line = await app.Printed("Demo page:", Longest));
        return new Uri(new Uri(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]), "/");
    }
}
