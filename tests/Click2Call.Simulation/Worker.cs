namespace Click2Call.Simulation;

/// <summary>One process of the app. It can die, with all that it was doing, and it can stand still and go on.</summary>
internal sealed class Worker : TimeProvider
{
    private readonly Timeline _timeline;
    private readonly Random _random;

    public Worker(string name, TimeSpan skew, Timeline timeline, Random random)
    {
        (Name, Skew, _timeline, _random) = (name, skew, timeline, random);
    }

    public string Name { get; }

    /// <summary>How far its wall clock is ahead.</summary>
    public TimeSpan Skew { get; }

    /// <summary>Counts its deaths; what an earlier life began never goes on.</summary>
    public int Life { get; private set; }

    public bool Alive { get; private set; } = true;

    public DateTimeOffset FrozenUntil { get; set; }

    /// <summary>What it is doing for others, who notice its death.</summary>
    public List<Flow> Flows { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _timeline.Now + Skew;

    public override long GetTimestamp() => _timeline.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Die()
    {
        Life++;
        Alive = false;
        FrozenUntil = default;
        Flow[] cut = [.. Flows];
        Flows.Clear();
        foreach (var flow in cut)
            flow.Cut?.Invoke();
    }

    public void Restart() => Alive = true;

    private sealed class Timer(Worker worker, TimerCallback callback, object? state) : ITimer
    {
        private int _version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var version = ++_version;
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;

            // Short waits hold a jitter that is not seeded; here the seed says how long they take.
            if (dueTime < TimeSpan.FromSeconds(1))
                dueTime = TimeSpan.FromMilliseconds(worker._random.Next(1, 1000));
            worker._timeline.In(dueTime, worker, () =>
            {
                if (version == _version)
                    callback(state);
            });
            return true;
        }

        public void Dispose() => _version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
