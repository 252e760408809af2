using System.Diagnostics;

namespace Click2Call.Faults;

/// <summary>A process that is started again whenever it ends, as a service is. What it prints goes to a file.</summary>
internal sealed class Kept(Func<ProcessStartInfo> start, string log, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Process? _process;
    private Task _keeping = Task.CompletedTask;

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    public void Start() => _keeping = Keep();

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            if (_process is not { HasExited: false } running)
                return;
            running.Kill(entireProcessTree: true);
            Kills++;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        lock (_gate)
        {
            if (_process is { HasExited: false } running)
                running.Kill(entireProcessTree: true);
        }

        await _keeping;
        _stop.Dispose();
    }

    private async Task Keep()
    {
        await using var writer = new StreamWriter(log) { AutoFlush = true };
        var lines = TextWriter.Synchronized(writer);
        while (!_stop.IsCancellationRequested)
        {
            var begin = start();
            begin.RedirectStandardOutput = begin.RedirectStandardError = true;
            using var process = new Process { StartInfo = begin };
            process.OutputDataReceived += (_, line) => lines.WriteLine(line.Data);
            process.ErrorDataReceived += (_, line) => lines.WriteLine(line.Data);
            lock (_gate)
            {
                process.Start();
                _process = process;
            }

            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (_stop.IsCancellationRequested)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            lock (_gate)
            {
                _process = null;
            }

            await Task.Delay(Pause, time, CancellationToken.None);
        }
    }
}
