namespace Click2Call.Calls;

/// <summary>
/// When a call that waits for a slot or for its line looks again. The longer it has waited, the longer its next wait,
/// and every call has a part of its own: a thousand that wait do not come back together, nor keep storage busy.
/// </summary>
internal static class CallQueueing
{
    private static readonly TimeSpan ShortestForSlot = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestForSlot = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestForLine = TimeSpan.FromMinutes(2);

    /// <summary>For a slot: after 5 s at first, after half a minute when it has waited for minutes; up to half as much again.</summary>
    public static DateTimeOffset NextForSlot(Call call, DateTimeOffset now) => Next(call, ShortestForSlot, LongestForSlot, now);

    /// <summary>For a line: not before it may be asked again, after up to two minutes in a long outage; up to half as much again.</summary>
    public static DateTimeOffset NextForLine(Call call, TimeSpan backIn, DateTimeOffset now) =>
        Next(call, backIn, backIn > LongestForLine ? backIn : LongestForLine, now);

    /// <summary>From 0 to 1, the same on every instance for the same call and number, another for another.</summary>
    public static double Spread(CallId id, int number)
    {
        // FNV-1a: unlike string.GetHashCode, it does not change with the process.
        var hash = unchecked((int)2166136261) ^ number;
        foreach (var c in id.ToString())
            hash = unchecked((hash ^ c) * 16777619);
        return unchecked((uint)hash) / (double)uint.MaxValue;
    }

    private static DateTimeOffset Next(Call call, TimeSpan least, TimeSpan most, DateTimeOffset now)
    {
        var waited = (now - (call.Order.NotBefore ?? call.CreatedAt)) / 8;
        var wait = waited < least ? least : waited > most ? most : waited;
        var next = now + wait + (wait / 2 * Spread(call.Id, call.Seq));
        return next < call.ExpiresAt ? next : call.ExpiresAt;
    }
}
