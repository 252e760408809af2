using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.Telemetry;

namespace Click2Call.Hosting.StandAlone;

/// <summary>Runs one timer by the clock, in UTC. It never overlaps with itself, and a run that was missed is not made up for.</summary>
internal sealed partial class TimerLoop(TimerFunction function, TimeSpan timeout, TimeProvider clock, ILogger log)
{
    // The computer's clock may be set, or stand still while it sleeps: look again now and then.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Schedule _schedule = Schedule.Parse(function.Schedule);

    /// <summary>Runs until <paramref name="stop"/>; a run in progress ends first, or with <paramref name="giveUp"/>.</summary>
    public async Task Run(CancellationToken stop, CancellationToken giveUp)
    {
        try
        {
            while (true)
            {
                await WaitUntil(_schedule.Next(clock.GetUtcNow()), stop);
                await Once(giveUp);
                stop.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end.
        }
    }

    private async Task WaitUntil(DateTimeOffset due, CancellationToken stop)
    {
        for (var left = due - clock.GetUtcNow(); left > TimeSpan.Zero; left = due - clock.GetUtcNow())
            await Task.Delay(left < LongestWait ? left : LongestWait, clock, stop);
    }

    private async Task Once(CancellationToken giveUp)
    {
        using var limit = new CancellationTokenSource(timeout, clock);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(giveUp, limit.Token);
        try
        {
            await function.Run(given.Token).WaitAsync(given.Token);
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            // The process ends.
        }
#pragma warning disable CA1031 // A failed run must not be the last.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Failed(log, function.Name, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(127, LogLevel.Error, "{Function} failed; it runs again when it is due.")]
        public static partial void Failed(ILogger log, string function, Exception e);
    }
}
