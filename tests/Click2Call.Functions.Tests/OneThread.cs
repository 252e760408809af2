namespace Click2Call.Functions.Tests;

/// <summary>
/// Runs loops of the host on the test's own thread, with a clock that the test moves: after each step everything that
/// could go on has gone on, so a test needs neither sleep nor luck.
/// </summary>
internal sealed class OneThread(Click2Call.Testing.ManualClock clock) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_posted)
        {
            _posted.Enqueue((d, state));
        }
    }

    /// <summary>Starts something and runs it until it waits.</summary>
    public Task Start(Func<Task> work)
    {
        var task = Task.CompletedTask;
        Inside(() => task = work());
        return task;
    }

    /// <summary>Does something, such as cancelling, and runs what follows from it.</summary>
    public void Inside(Action action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
            while (Next() is { } next)
                next.Callback(next.State);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Moves the clock on in small steps.</summary>
    public void Advance(TimeSpan span)
    {
        var step = TimeSpan.FromMilliseconds(50);
        for (var left = span; left > TimeSpan.Zero; left -= step)
            Inside(() => clock.Advance(left < step ? left : step));
    }

    private (SendOrPostCallback Callback, object? State)? Next()
    {
        lock (_posted)
        {
            return _posted.TryDequeue(out var next) ? next : null;
        }
    }
}
