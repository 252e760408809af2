using System.ComponentModel;
using System.Diagnostics;

namespace Click2Call.Hosting.Development;

/// <summary>A program that runs for us. Closing its standard input, which also happens when we die, is the sign to end.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private volatile string _lastWords = "it said nothing";

    private ChildProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The last line it wrote.</summary>
    public string LastWords => _lastWords;

    /// <summary>Starts a program.</summary>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, string folder) => new(Process.Start(About(program, arguments, folder))!);

    /// <summary>Runs a program to its end; null when there is no such program.</summary>
    public static async Task<Ended?> TryRun(string program, IEnumerable<string> arguments, string folder, TimeSpan patience, TimeProvider clock)
    {
        Process process;
        try
        {
            process = Process.Start(About(program, arguments, folder))!;
        }
        catch (Win32Exception)
        {
            return null;
        }

        using (process)
        {
            using var limit = new CancellationTokenSource(patience, clock);
            process.StandardInput.Close();
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(limit.Token);
                var error = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return new Ended(process.ExitCode, await output, await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return new Ended(-1, "", $"it took longer than {patience}");
            }
        }
    }

    /// <summary>The last line of a text, for a sentence about it.</summary>
    public static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";

    /// <summary>Asks it to end, and ends it if it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        using (_process)
        {
            if (_process.HasExited)
                return;
            _process.StandardInput.Close();
            using var limit = new CancellationTokenSource(EndPatience);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
    }

    private void Hear(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
            _lastWords = line.Trim();
    }

    private static ProcessStartInfo About(string program, IEnumerable<string> arguments, string folder) => new(program, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    /// <summary>How a program ended.</summary>
    internal sealed record Ended(int ExitCode, string Output, string Error);
}
