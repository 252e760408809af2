namespace Click2Call.Testing;

/// <summary>
/// What a simulation does around each request. Throwing from <see cref="Before"/> is a request that was not applied (a 503,
/// a crash); throwing from <see cref="After"/> is one that was applied and whose reply was lost. A request that storage
/// refuses (409, 412, ...) has a before and no after.
/// </summary>
public sealed class StorageHooks
{
    /// <summary>Called before the request is applied.</summary>
    public Func<StorageStep, ValueTask>? Before { get; set; }

    /// <summary>Called when the request was applied, before its reply is handed out.</summary>
    public Func<StorageStep, ValueTask>? After { get; set; }

    /// <summary>Applies a request between the hooks. Completes synchronously unless a hook does not.</summary>
    internal async Task<T> Around<T>(StorageStep step, Func<T> apply, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (Before is { } before)
            await before(step);
        var result = apply();
        if (After is { } after)
            await after(step);
        return result;
    }
}
