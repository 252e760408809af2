using Click2Call.Accounts;
using Microsoft.Extensions.Logging;

namespace Click2Call.Calls;

/// <summary>
/// Each minute: wakes what the agenda says, finds calls whose alarm was lost, and gives alarms that failed too often
/// a visible end. The net under everything; it goes through the same code as the alarm.
/// </summary>
public sealed partial class Sweep
{
    private const int RecentDays = 2;
    private const int HourlyDays = 31;
    private const int AtOnce = 8;
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(30);
    private readonly ICallLog _log;
    private readonly IAlarmClock _clock;
    private readonly IDirectory _directory;
    private readonly CallAlarm _alarm;
    private readonly CallWriter _writer;
    private readonly TimeProvider _time;
    private readonly ILogger<Sweep> _logger;

    internal Sweep(
        ICallLog log, IAlarmClock clock, IDirectory directory, CallAlarm alarm, CallWriter writer, TimeProvider time, ILogger<Sweep> logger)
    {
        (_log, _clock, _directory, _alarm, _writer, _time, _logger) = (log, clock, directory, alarm, writer, time, logger);
    }

    /// <summary>Runs once.</summary>
    /// <exception cref="StorageUnavailableException">The next run tries again.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        await _clock.PromoteDue(now, cancellation);
        foreach (var account in await _directory.List(cancellation))
        {
            var days = now.Minute == 0 ? HourlyDays : RecentDays;
            for (var day = 0; day < days; day++)
                await TakeOverdue(account, DateOnly.FromDateTime(now.UtcDateTime).AddDays(-day), now, cancellation);
        }

        await DrainPoison(cancellation);
    }

    private async Task TakeOverdue(string account, DateOnly day, DateTimeOffset now, CancellationToken cancellation)
    {
        List<OpenCall> overdue = [];
        await foreach (var open in _log.Open(account, day, cancellation))
        {
            if (open.WakeAt + Overdue < now)
                overdue.Add(open);
        }

        foreach (var some in overdue.Chunk(AtOnce))
        {
            foreach (var open in some)
                Log.Overdue(_logger, open.Id, (now - open.WakeAt).TotalSeconds);
            await Task.WhenAll(some.Select(open => IfStorageLets(open.Id, () => Handle(new Alarm(account, open.Id, open.Seq), cancellation))));
        }
    }

    // A row that cannot be written now comes again in a minute; the calls behind it must not wait for it.
    private async Task IfStorageLets(CallId call, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StorageUnavailableException problem)
        {
            Log.NotNow(_logger, call, problem.Message);
        }
    }

    private async Task DrainPoison(CancellationToken cancellation)
    {
        foreach (var poisoned in await _clock.Poisoned(cancellation))
        {
            if (poisoned.Alarm is { } alarm)
            {
                await IfStorageLets(alarm.Call, () => TakePoisoned(poisoned, alarm, cancellation));
                continue;
            }

            Log.Unreadable(_logger, poisoned.MessageId);
            await _clock.Bury(poisoned, cancellation);
        }
    }

    private async Task TakePoisoned(PoisonedAlarm poisoned, Alarm alarm, CancellationToken cancellation)
    {
        if (!await Handle(alarm, cancellation))
            await EndVisibly(alarm, cancellation);
        await _clock.Bury(poisoned, cancellation);
    }

    // One call that fails must not keep the others from being swept.
    private async Task<bool> Handle(Alarm alarm, CancellationToken cancellation)
    {
        try
        {
            await _alarm.Handle(alarm, cancellation);
            return true;
        }
        catch (StorageUnavailableException)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever it was, it is logged, and the call's turn comes again.
        catch (Exception problem) when (problem is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Failed(_logger, problem, alarm.Call);
            return false;
        }
    }

    private async Task EndVisibly(Alarm alarm, CancellationToken cancellation)
    {
        if (await _log.Find(alarm.Account, alarm.Call, cancellation) is not { } stored)
            return;
        var fact = new Fact.Closed(CallOutcome.Unknown, "Its alarm failed again and again; a person should look at it.", _time.GetUtcNow());
        await _writer.Write(stored, [fact], cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Warning, "Call {CallId}: its alarm is {Seconds:F0} s overdue; taken by the sweep.")]
        public static partial void Overdue(ILogger logger, CallId callId, double seconds);

        [LoggerMessage(1502, LogLevel.Error, "Poisoned alarm {MessageId} cannot be read; removed.")]
        public static partial void Unreadable(ILogger logger, string messageId);

        [LoggerMessage(1504, LogLevel.Warning, "Call {CallId} could not be swept now: {Problem}")]
        public static partial void NotNow(ILogger logger, CallId callId, string problem);

        [LoggerMessage(1503, LogLevel.Error, "Call {CallId}: its alarm failed.")]
        public static partial void Failed(ILogger logger, Exception problem, CallId callId);
    }
}
