namespace Click2Call.EndToEnd.Tests;

/// <summary>Waits for what real processes do in their own time.</summary>
internal static class Patience
{
    /// <summary>Looks again and again until it is so.</summary>
    public static async Task<T> Until<T>(Func<Task<T?>> look, TimeSpan patience, string what) where T : class
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await look() is { } seen)
                return seen;
            if (TimeProvider.System.GetElapsedTime(started) > patience)
                throw new TimeoutException($"{what}: not within {patience.TotalSeconds:F0} s.");
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        }
    }
}
