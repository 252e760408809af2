namespace Click2Call.Events;

/// <summary>When a delivery that failed is attempted again: within 24 hours, ever later, each time by chance a little off.</summary>
public static class RetryTimes
{
    /// <summary>How long a delivery is attempted: 24 h from when it was made.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private static readonly TimeSpan SlowDown = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4),
    ];

    /// <summary>How long to wait after a failed attempt; null when it is given up.</summary>
    /// <param name="attempts">How many attempts there were, from 1.</param>
    /// <param name="age">How old the delivery is.</param>
    /// <param name="failed">What the receiver said. Its Retry-After is kept to; 429, 502 and 504 ask us to slow down (Standard Webhooks, Operational considerations).</param>
    /// <param name="random">0 to 1: up to a fifth more or less, so that what failed together does not come back together.</param>
    public static TimeSpan? After(int attempts, TimeSpan age, SendResult.Failed failed, double random)
    {
        ArgumentNullException.ThrowIfNull(failed);
        var left = Lifetime - age;
        if (left <= TimeSpan.Zero)
            return null;
        var wait = Waits[Math.Clamp(attempts - 1, 0, Waits.Length - 1)] * (0.8 + (0.4 * random));
        if (failed.Status is 429 or 502 or 504 && wait < SlowDown)
            wait = SlowDown * (0.8 + (0.4 * random));
        if (failed.RetryAfter is { } asked && asked > wait)
            wait = asked;

        // The last attempt is at the end of the day, not after it.
        return wait < left ? wait : left;
    }
}
