using System.Net;
using Click2Call.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Testing;

/// <summary>Waits for what processes and other threads do in their own time, and never for ever.</summary>
public static class Patience
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Looks again and again until there is something to see. A look that found storage or a server away, as a machine that stood
    /// still for a while makes it, has seen nothing yet.
    /// </summary>
    /// <param name="look">What is seen, or null. A look that has not ended when the patience has is given up.</param>
    /// <param name="patience">How long, all looks together.</param>
    /// <param name="what">What was waited for, as a sentence.</param>
    /// <exception cref="TimeoutException">It was never seen; with what the last look met that found somebody away.</exception>
    public static async Task<T> Until<T>(Func<Task<T?>> look, TimeSpan patience, string what)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(look);
        Exception? away = null;
        var started = TimeProvider.System.GetTimestamp();
        for (var left = patience; left > TimeSpan.Zero; left = patience - TimeProvider.System.GetElapsedTime(started))
        {
            Task<T?>? looking = null;
            try
            {
                looking = look();
                if (await looking.WaitAsync(left, TimeProvider.System) is { } seen)
                    return seen;
            }
            catch (TimeoutException) when (looking is { IsCompleted: false })
            {
                throw TooLate("; the last look did not come to its end");
            }
            catch (Exception problem) when (IsAway(problem))
            {
                away = problem;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        throw TooLate("");

        TimeoutException TooLate(string how) =>
            new($"{what}: not within {patience.TotalSeconds:F0} s{how}{(away is null ? "." : $"; {away.GetType().Name}: {away.Message}")}", away);
    }

    /// <summary>Looks again and again until it is so: after a few milliseconds at first, then less often.</summary>
    /// <param name="isSo">Whether it is so by now.</param>
    /// <param name="what">What was waited for, as a sentence.</param>
    /// <param name="patience">How long; a minute by default.</param>
    /// <exception cref="TimeoutException">It never was.</exception>
    public static async Task Until(Func<bool> isSo, string what, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        var limit = patience ?? TimeSpan.FromMinutes(1);
        var started = TimeProvider.System.GetTimestamp();
        for (var pause = FirstPause; !isSo(); pause = pause < Pause ? pause * 1.5 : Pause)
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
                throw new TimeoutException($"{what}: not within {limit.TotalSeconds:F0} s.");
            await Task.Delay(pause, TimeProvider.System);
        }
    }

    // What time can mend, and nothing else: a refusal, a mistake of ours and the end of a test's own patience are no "not yet".
    private static bool IsAway(Exception problem) => problem is
        StorageUnavailableException
        or StorageException { Problem: StorageProblem.Unavailable }
        or HttpRequestException { StatusCode: null or >= HttpStatusCode.BadGateway }
        or TaskCanceledException { InnerException: TimeoutException };
}
