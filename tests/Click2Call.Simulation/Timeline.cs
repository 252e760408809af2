namespace Click2Call.Simulation;

/// <summary>
/// The one thread of a run: everything that will happen, in the order of its time. Which of two racing steps comes
/// first is the seed's choice, because the seed chooses how long each takes.
/// </summary>
internal sealed class Timeline(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<Entry, (long, long)> _entries = new();
    private long _count;

    public DateTimeOffset Now { get; private set; } = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next thing happens, in ticks; <see cref="long.MaxValue"/> when nothing will.</summary>
    public long NextTicks => _entries.TryPeek(out _, out var when) ? when.Item1 : long.MaxValue;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.Ticks;

    /// <summary>Something that a worker will do: never, if it dies before, and later, if it stands still.</summary>
    /// <param name="after">When.</param>
    /// <param name="worker">The worker; null for what happens outside of all workers.</param>
    /// <param name="run">What.</param>
    public void In(TimeSpan after, Worker? worker, Action run) => At(Now + after, worker, run);

    public void At(DateTimeOffset when, Worker? worker, Action run) =>
        _entries.Enqueue(new Entry(worker, worker?.Life ?? 0, run), (Math.Max(when.Ticks, Now.Ticks), _count++));

    public void JumpTo(DateTimeOffset when) => Now = when > Now ? when : Now;

    /// <summary>Does the next thing.</summary>
    public void Step()
    {
        if (!_entries.TryDequeue(out var entry, out var when))
            return;
        Now = new DateTimeOffset(Math.Max(when.Item1, Now.Ticks), TimeSpan.Zero);
        if (entry.Worker is { } worker)
        {
            if (worker.Life != entry.Life)
                return;
            if (worker.FrozenUntil > Now)
            {
                _entries.Enqueue(entry, (worker.FrozenUntil.Ticks, _count++));
                return;
            }
        }

        entry.Run();
    }

    private sealed record Entry(Worker? Worker, int Life, Action Run);
}
