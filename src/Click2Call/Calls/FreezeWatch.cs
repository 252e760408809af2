namespace Click2Call.Calls;

/// <summary>
/// Notices that this worker stood still. A process that is frozen and thawed (a paused container, a stopped laptop)
/// believes that no time has passed and would dial long after others took the call over.
/// </summary>
internal readonly struct FreezeWatch
{
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly DateTimeOffset _wall;

    public FreezeWatch(TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        _wall = time.GetUtcNow();
    }

    /// <summary>By the monotonic clock or the wall clock, whichever saw more: one of them stands still in a suspended machine.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            var monotonic = _time.GetElapsedTime(_started);
            var wall = _time.GetUtcNow() - _wall;
            return wall > monotonic ? wall : monotonic;
        }
    }
}
