namespace Click2Call.Hosting.StandAlone;

/// <summary>Cuts the pause of a pump short: this process itself has just put a message into its queue.</summary>
internal sealed class QueueBell
{
    private volatile TaskCompletionSource _rung = new();

    /// <summary>Rings; a ring that nobody waits for is kept for the next who does.</summary>
    public void Ring() => _rung.TrySetResult();

    /// <summary>Returns when it rings, or after the pause.</summary>
    public async Task Wait(TimeSpan pause, TimeProvider clock, CancellationToken stop)
    {
        if (pause > TimeSpan.Zero)
            await _rung.Task.WaitAsync(pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        stop.ThrowIfCancellationRequested();

        // What rang until now, the look that follows will see.
        if (_rung.Task.IsCompleted)
            _rung = new();
    }
}
