namespace Click2Call.Functions.Tests.Calls;

/// <summary>
/// A clock that goes as the system's does, and that a test can put forward by an hour without waiting for it. It begins
/// at 09:00 UTC, whatever the time: what is called when depends on the hour.
/// </summary>
internal sealed class RunningClock : TimeProvider, IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<Timer> _timers = [];
    private readonly ITimer _tick;
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9), Noon = TimeSpan.FromHours(12);
    private long _ahead = UntilMorning(System.GetUtcNow().TimeOfDay).Ticks;

    public RunningClock() => _tick = System.CreateTimer(_ => Fire(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ahead));

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Volatile.Read(ref _ahead);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Puts the clock forward, at one stroke: what falls due on the way is late, and comes once.</summary>
    public void Advance(TimeSpan span) => Interlocked.Add(ref _ahead, span.Ticks);

    /// <summary>
    /// Puts the clock forward to the next 09:00 UTC when it is not a morning: by how much tests put it forward adds up, and in the
    /// evening and at night nobody is called.
    /// </summary>
    public void GoOnToTheMorning()
    {
        var time = GetUtcNow().TimeOfDay;
        if (time < Morning || time >= Noon)
            Advance(UntilMorning(time));
    }

    public void Dispose() => _tick.Dispose();

    private static TimeSpan UntilMorning(TimeSpan time)
    {
        var until = Morning - time;
        return until < TimeSpan.Zero ? until + TimeSpan.FromDays(1) : until;
    }

    private void Fire()
    {
        List<Timer> due;
        lock (_gate)
        {
            var now = GetTimestamp();
            due = [.. _timers.Where(timer => timer.Due <= now)];
            foreach (var timer in due)
                timer.Again(now);
        }

        foreach (var timer in due)
            ThreadPool.UnsafeQueueUserWorkItem(_ => timer.Call(), null);
    }

    private sealed class Timer(RunningClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public long Due { get; private set; }

        public void Call() => callback(state);

        public void Again(long now)
        {
            if (_period > TimeSpan.Zero)
                Due = now + _period.Ticks;
            else
                clock._timers.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    (Due, _period) = (clock.GetTimestamp() + dueTime.Ticks, period);
                    clock._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
