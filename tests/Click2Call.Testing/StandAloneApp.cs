using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Click2Call.Testing;

/// <summary>The published app standing alone on a free port, which it keeps when it is killed and started again.</summary>
public sealed class StandAloneApp : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, string> _settings;
    private readonly List<string> _said = [];
    private readonly string? _folder;
    private RunningProcess? _process;

    private StandAloneApp(string connection, Dictionary<string, string> settings, string? folder = null) =>
        (_settings, _folder) = (new(settings) { ["AzureWebJobsStorage"] = connection }, folder);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}/");

    /// <summary>Everything that it wrote, in all its lives.</summary>
    public string Said => string.Join('\n', [.. _said, _process?.Said ?? ""]);

    /// <summary>Starts it in Production, behind one proxy, with the secrets that the tests' lines need, and waits until it listens.</summary>
    /// <param name="connection">Where its storage is.</param>
    /// <param name="settings">What is set besides.</param>
    public static async Task<StandAloneApp> Start(string connection, IReadOnlyDictionary<string, string>? settings = null)
    {
        var all = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["SecretsFromConfiguration"] = "true",
            ["TrustedProxies"] = "1",
            ["Secrets__asterisk_password"] = Asterisk.AsteriskServer.Password,
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            all[name] = value;
        var app = new StandAloneApp(connection, all);
        await app.Restart();
        return app;
    }

    /// <summary>Starts it as a newcomer does: in Development, with nothing set but its storage.</summary>
    /// <param name="connection">Where its storage is.</param>
    /// <param name="folder">Where it is installed.</param>
    public static async Task<StandAloneApp> Demo(string connection, string folder)
    {
        var app = new StandAloneApp(connection, new() { ["DOTNET_ENVIRONMENT"] = "Development" }, folder);
        await app.Restart();
        return app;
    }

    /// <summary>The first line that begins so, once it was written.</summary>
    public Task<string> Printed(string prefix) => _process!.Printed(prefix);

    /// <summary>Starts it again, after <see cref="Kill"/>, and waits until it listens.</summary>
    public async Task Restart()
    {
        using var client = new HttpClient();
        _process = await RunningProcess.StartApp(
            await StartInfo("--urls=" + Address.AbsoluteUri.TrimEnd('/')),
            process => Patience.Until(async () => await IsLive(process, client) ? this : null, StartPatience, "The app listens"));
    }

    /// <summary>Runs a verb of it to its end.</summary>
    public async Task<(int ExitCode, string Said)> Verb(params string[] words) => await RunningProcess.Run(await StartInfo(words));

    /// <summary>Ends it at once, as a crash does (SIGKILL).</summary>
    public async Task Kill()
    {
        if (_process is not { } process)
            return;
        _process = null;
        await process.Kill();
        _said.Add(process.Said);
        await process.DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Kill();

    private async Task<bool> IsLive(RunningProcess process, HttpClient client)
    {
        if (process.HasExited)
            throw new InvalidOperationException("The app ended: " + process.Said);
        try
        {
            using var answer = await client.GetAsync(new Uri(Address, "health/live"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception problem) when (problem is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    private async Task<ProcessStartInfo> StartInfo(params string[] arguments)
    {
        var folder = _folder ?? await PublishedApp.Folder();
        var start = new ProcessStartInfo(Path.Combine(folder, "click2call"), arguments) { WorkingDirectory = folder };
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;
        return start;
    }
}
