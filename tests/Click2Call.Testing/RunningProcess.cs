using System.Diagnostics;

namespace Click2Call.Testing;

/// <summary>A process that runs, with everything that it said. In the end it is killed, with the processes that it started.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RunPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(60);

    // The end of StandAloneHost's sentence.
    private const string StorageIsAway = "can't be reached; check AzureWebJobsStorage";
    private readonly Process _process;
    private readonly List<string> _said = [];

    private RunningProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote to stdout and stderr so far.</summary>
    public string Said => string.Join('\n', Lines());

    /// <summary>Starts it.</summary>
    public static RunningProcess Start(ProcessStartInfo start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return new RunningProcess(start);
    }

    /// <summary>
    /// Starts the app and waits until it is up. On a machine that stands still for a while it may not reach storage in the time that
    /// it gives it, and ends with that sentence: then, and only then, it is started again, three times in all.
    /// </summary>
    /// <param name="start">The app.</param>
    /// <param name="isUp">Ends when it is up; throws <see cref="InvalidOperationException"/> when the process has ended.</param>
    public static async Task<RunningProcess> StartApp(ProcessStartInfo start, Func<RunningProcess, Task> isUp)
    {
        ArgumentNullException.ThrowIfNull(isUp);
        for (var tries = 1; ; tries++)
        {
            var process = Start(start);
            try
            {
                await isUp(process);
                return process;
            }
            catch (InvalidOperationException) when (tries < 3 && process.HasExited)
            {
                await process.DisposeAsync(); // with its last words
                if (!process.Said.Contains(StorageIsAway, StringComparison.Ordinal))
                    throw;
            }
            catch
            {
                await process.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Runs one to its end; returns its exit code and what it said.</summary>
    /// <param name="start">The process.</param>
    /// <param name="patience">How long; five minutes by default.</param>
    /// <exception cref="TimeoutException">It did not end, and was killed; with what it said.</exception>
    public static async Task<(int ExitCode, string Said)> Run(ProcessStartInfo start, TimeSpan? patience = null)
    {
        await using var process = Start(start);
        var limit = patience ?? RunPatience;
        try
        {
            await process._process.WaitForExitAsync().WaitAsync(limit, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{start.FileName} did not end within {limit.TotalSeconds:F0} s. It said: {process.Said}");
        }

        return (process._process.ExitCode, process.Said);
    }

    /// <summary>The first line that begins so, once it was written.</summary>
    /// <param name="prefix">How it begins.</param>
    /// <param name="patience">How long; two minutes by default.</param>
    /// <exception cref="InvalidOperationException">The process ended first; with what it said.</exception>
    /// <exception cref="TimeoutException">It was not written; with what was.</exception>
    public async Task<string> Printed(string prefix, TimeSpan? patience = null)
    {
        try
        {
            return await Patience.Until(() => Find(prefix), patience ?? StartPatience, $"'{prefix}' was printed");
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} It said: {Said}");
        }
    }

    /// <summary>Ends it at once, as a crash does (SIGKILL).</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Ended();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await Ended();
        _process.Dispose();
    }

    private async Task<string?> Find(string prefix)
    {
        var ended = _process.HasExited;
        if (ended)
            await _process.WaitForExitAsync(); // and for its last words
        return Lines().Find(line => line.StartsWith(prefix, StringComparison.Ordinal)) is { } found
            ? found
            : ended ? throw new InvalidOperationException($"It ended with {_process.ExitCode} before it printed '{prefix}': {Said}") : null;
    }

    private Task Ended() => _process.WaitForExitAsync().WaitAsync(EndPatience, TimeProvider.System);

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_said)
        {
            _said.Add(line);
        }
    }

    private List<string> Lines()
    {
        lock (_said)
        {
            return [.. _said];
        }
    }
}
