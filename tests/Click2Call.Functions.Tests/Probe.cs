using Click2Call.Testing;

namespace Click2Call.Functions.Tests;

/// <summary>The hosts with functions that do as they are told, as a process of its own; and the file in which they write down what they did.</summary>
internal sealed class Probe : IDisposable
{
    // Processes of a loaded machine take their time; what is waited for here takes a second or two on a quiet one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("probe-").FullName;

    public static string Executable { get; } = Find();

    public string Folder => _folder;

    public string Journal => Path.Combine(_folder, "journal");

    public IReadOnlyList<string> Lines => File.Exists(Journal) ? File.ReadAllLines(Journal) : [];

    /// <summary>A file that a function waits for.</summary>
    public string Gate => Path.Combine(_folder, "gate");

    public void OpenGate() => File.WriteAllText(Gate, "");

    /// <summary>The app behind the stand-in for the Functions host.</summary>
    public async Task<FunctionsHostStub> BehindFunctionsHost(string connectionString, Func<FunctionsHostSettings, FunctionsHostSettings>? change = null)
    {
        var app = Directory.CreateDirectory(Path.Combine(_folder, "app")).FullName;
        File.Copy(Path.Combine(RepositoryRoot.Path, "host.json"), Path.Combine(app, "host.json"), overwrite: true);
        var written = await AppProcess.Start(Executable, ["functions", "write", app], []).Ended();
        Assert.Equal(0, written);
        var settings = new FunctionsHostSettings(app, connectionString)
        {
            Executable = Executable,
            Environment = new Dictionary<string, string> { ["PROBE_JOURNAL"] = Journal },
        };
        return await FunctionsHostStub.Start(change is null ? settings : change(settings));
    }

    /// <summary>The app on its own, in Production unless told otherwise.</summary>
    public AppProcess Alone(string connectionString, int port, params (string Name, string Value)[] settings) => AppProcess.Start(
        Executable, [$"--urls=http://127.0.0.1:{port}"], [("AzureWebJobsStorage", connectionString), ("PROBE_JOURNAL", Journal), .. settings]);

    public static async Task Until(Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"Not within {Patience}: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Find()
    {
        // …/tests/Click2Call.Functions.Tests/bin/Debug/net10.0/
        var own = AppContext.BaseDirectory.Replace("Click2Call.Functions.Tests", "Click2Call.ProbeApp", StringComparison.Ordinal);
        return Path.Combine(own, OperatingSystem.IsWindows() ? "Click2Call.ProbeApp.exe" : "Click2Call.ProbeApp");
    }
}
