using Click2Call.Testing;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>A clock that goes as the system's does, and that a test can put forward by an hour without waiting for it.</summary>
internal sealed class RunningClock : TimeProvider, IDisposable
{
    private readonly ManualClock _clock = new(System.GetUtcNow());
    private readonly Lock _gate = new();
    private readonly ITimer _tick;
    private long _last = System.GetTimestamp();

    public RunningClock() => _tick = System.CreateTimer(_ => Move(TimeSpan.Zero), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _clock.CreateTimer(callback, state, dueTime, period);

    /// <summary>Puts the clock forward.</summary>
    public void Advance(TimeSpan span) => Move(span);

    public void Dispose() => _tick.Dispose();

    private void Move(TimeSpan further)
    {
        // A tick that comes while the last one still fires timers is made good by the next.
        if (further == TimeSpan.Zero && !_gate.TryEnter())
            return;
        if (further != TimeSpan.Zero)
            _gate.Enter();
        try
        {
            var now = System.GetTimestamp();
            _clock.Advance(System.GetElapsedTime(_last, now) + further);
            _last = now;
        }
        finally
        {
            _gate.Exit();
        }
    }
}
