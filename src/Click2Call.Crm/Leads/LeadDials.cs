using System.Collections.Concurrent;
using Click2Call.Calls;
using Microsoft.Extensions.Logging;

namespace Click2Call.Crm.Leads;

/// <summary>
/// Dials leads that are written down, at once and as fast as a form's. The sender's answer waits for it as long as the sender
/// does; what takes longer goes on behind it.
/// </summary>
internal sealed partial class LeadDials(CallAlarm alarm, TimeProvider time, ILogger<LeadDials> logger)
{
    /// <summary>How many of one post are dialled at once. What a batch has besides waits behind them, and its alarms help after five seconds.</summary>
    public const int AtOnce = 8;

    private readonly ConcurrentDictionary<Task, byte> underWay = [];

    /// <summary>Begins, and returns when all are dialled or the patience is over.</summary>
    public async Task Begin(IReadOnlyCollection<Call> calls, TimeSpan patience)
    {
        if (calls.Count == 0)
            return;
        var dials = Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (call, _) => await Begin(call));
        underWay.TryAdd(dials, 0);
        _ = dials.ContinueWith(done => underWay.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await dials.WaitAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>Waits for what goes on behind answers.</summary>
    public Task Finish() => Task.WhenAll(underWay.Keys);

    // The lead is durable, and its alarm dials what we cannot: nothing here may become an error for the sender.
    private async Task Begin(Call call)
    {
        try
        {
            await alarm.Begin(call);
        }
#pragma warning disable CA1031 // Whatever it was, the alarm meets it too, and is seen to fail.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Log.Failed(logger, problem, call.Id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6301, LogLevel.Error, "Call {CallId} could not be dialled at once; its alarm tries.")]
        public static partial void Failed(ILogger logger, Exception problem, CallId callId);
    }
}
