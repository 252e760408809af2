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
    /// <param name="step">What is done.</param>
    /// <param name="apply">Does it at once; its task has failed when storage refuses, which costs a simulation of millions of requests less than a throw.</param>
    /// <param name="ct">Whether nobody waits any more.</param>
    internal Task<T> Around<T>(Func<StorageStep> step, Func<Task<T>> apply, CancellationToken ct) =>
        ct.IsCancellationRequested ? Task.FromCanceled<T>(ct)
        : Before is null && After is null ? apply()
        : BetweenHooks(step(), apply);

    private async Task<T> BetweenHooks<T>(StorageStep step, Func<Task<T>> apply)
    {
        if (Before is { } before)
            await before(step);
        var result = await apply();
        if (After is { } after)
            await after(step);
        return result;
    }
}
