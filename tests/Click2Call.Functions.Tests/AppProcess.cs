using System.Diagnostics;

namespace Click2Call.Functions.Tests;

/// <summary>An app that runs, with what it said.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];

    private AppProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Hear(_errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>stdout so far.</summary>
    public IReadOnlyList<string> Output => Copy(_output);

    /// <summary>stderr so far.</summary>
    public IReadOnlyList<string> Errors => Copy(_errors);

    public static AppProcess Start(string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? Path.GetTempPath() };

        // The settings of whoever runs the tests are not the test's.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal) || name == "DOTNET_ENVIRONMENT").ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new AppProcess(new Process { StartInfo = start });
    }

    /// <summary>Waits for the end; returns the exit code.</summary>
    public async Task<int> Ended()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It did not end within {Patience}: {string.Join('\n', Output)}\n{string.Join('\n', Errors)}");
        }

        return _process.ExitCode;
    }

    public void Terminate() => Send(_process.Id, 15);

    /// <summary>Sends a signal, by the shell's own kill.</summary>
    public static void Send(int process, int signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {process}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Hear(List<string> lines, string? line)
    {
        if (line is null)
            return;
        lock (lines)
        {
            lines.Add(line);
        }
    }

    private static List<string> Copy(List<string> lines)
    {
        lock (lines)
        {
            return [.. lines];
        }
    }
}
