using Click2Call.Accounts;
using Click2Call.Intake;
using Microsoft.Extensions.Logging;

namespace Click2Call.Calls;

/// <summary>
/// Each minute: wakes what the agenda says, finds calls whose alarm was lost, frees agents whom the dead hold, and gives alarms that failed too often
/// a visible end. The net under everything; it goes through the same code as the alarm.
/// </summary>
public sealed partial class Sweep
{
    private const int RecentDays = 2;
    private const int MonthDays = 31;

    // A time may be asked for 60 days ahead, and is then kept for as long as anybody tries.
    private const int AllDays = 100;
    private const int MinutesPerFarDay = 20;
    private const int AtOnce = 8;
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(30);

    // After so long no more work is begun. The longest dial takes 150 s, and the host kills the process, with all that it
    // dials, after five minutes.
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(2);
    private readonly ICallLog _log;
    private readonly IAlarmClock _clock;
    private readonly IDirectory _directory;
    private readonly CallAlarm _alarm;
    private readonly CallWriter _writer;
    private readonly Hunt _hunt;
    private readonly TimeProvider _time;
    private readonly ILogger<Sweep> _logger;

    internal Sweep(
        ICallLog log, IAlarmClock clock, IDirectory directory, CallAlarm alarm, CallWriter writer, Hunt hunt, TimeProvider time, ILogger<Sweep> logger)
    {
        (_log, _clock, _directory, _alarm, _writer, _hunt, _time, _logger) = (log, clock, directory, alarm, writer, hunt, time, logger);
    }

    /// <summary>Runs once: what is due soon first, then an older day, as far as there is time. What there was no time for has its turn again: a day of the last month in half an hour, an older one the next day.</summary>
    /// <exception cref="StorageUnavailableException">The next run tries again.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        var watch = new FreezeWatch(_time);
        var now = _time.GetUtcNow();
        await _clock.PromoteDue(now, cancellation);
        await DrainPoison(watch, cancellation);
        var accounts = await _directory.List(cancellation);
        foreach (var account in accounts)
        {
            for (var day = 0; day < RecentDays; day++)
                await TakeOverdue(account, DayBefore(now, day), watch, cancellation);
            await FreeAgents(account, cancellation);
        }

        foreach (var day in OlderDays(now))
        {
            foreach (var account in accounts.TakeWhile(_ => watch.Elapsed < Budget))
                await TakeOverdue(account, DayBefore(now, day), watch, cancellation);
        }
    }

    // By the minute, so that no run has all of them at once and no process has to remember where it was: a day of the last
    // month each minute, which is each of them twice an hour, and of those before it one every twenty minutes, each once a day.
    private static IEnumerable<int> OlderDays(DateTimeOffset now)
    {
        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        yield return RecentDays + (int)(minute % (MonthDays - RecentDays));
        if (minute % MinutesPerFarDay == 0)
            yield return MonthDays + (int)(minute / MinutesPerFarDay % (AllDays - MonthDays));
    }

    private static DateOnly DayBefore(DateTimeOffset now, int days) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(-days);

    private async Task FreeAgents(string account, CancellationToken cancellation)
    {
        try
        {
            await _hunt.Sweep(account, cancellation);
        }
        catch (StorageUnavailableException problem)
        {
            Log.AgentsNotNow(_logger, account, problem.Message);
        }
    }

    private async Task TakeOverdue(string account, DateOnly day, FreezeWatch watch, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        List<OpenCall> overdue = [];
        await foreach (var open in _log.Open(account, day, cancellation))
        {
            if (open.WakeAt + Overdue < now)
                overdue.Add(open);
        }

        foreach (var some in overdue.Chunk(AtOnce).TakeWhile(_ => watch.Elapsed < Budget))
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

    private async Task DrainPoison(FreezeWatch watch, CancellationToken cancellation)
    {
        foreach (var poisoned in await _clock.Poisoned(cancellation))
        {
            if (watch.Elapsed >= Budget)
                return;
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
        if (!await Handle(alarm, cancellation) && !await EndVisibly(alarm, cancellation))
            return;
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

    // False: the row cannot be read, as one that a newer version wrote. The message stays, for that version may come back.
    private async Task<bool> EndVisibly(Alarm alarm, CancellationToken cancellation)
    {
        try
        {
            if (await _log.Find(alarm.Account, alarm.Call, cancellation) is { } stored)
            {
                var fact = new Fact.Closed(CallOutcome.Unknown, "Its alarm failed again and again; a person should look at it.", _time.GetUtcNow());
                await _writer.Write(stored, [fact], cancellation);
            }

            return true;
        }
        catch (StorageUnavailableException)
        {
            throw;
        }
#pragma warning disable CA1031 // The others that are poisoned, and the rest of the sweep, must not wait for it.
        catch (Exception problem) when (problem is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.CannotEnd(_logger, problem, alarm.Call);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Warning, "Call {CallId}: its alarm is {Seconds:F0} s overdue; taken by the sweep.")]
        public static partial void Overdue(ILogger logger, CallId callId, double seconds);

        [LoggerMessage(1502, LogLevel.Error, "Poisoned alarm {MessageId} cannot be read; removed.")]
        public static partial void Unreadable(ILogger logger, string messageId);

        [LoggerMessage(1504, LogLevel.Warning, "Call {CallId} could not be swept now: {Problem}")]
        public static partial void NotNow(ILogger logger, CallId callId, string problem);

        [LoggerMessage(1505, LogLevel.Warning, "Account {Account}: its agents could not be swept now: {Problem}")]
        public static partial void AgentsNotNow(ILogger logger, string account, string problem);

        [LoggerMessage(1506, LogLevel.Error, "Call {CallId}: its alarm failed, and its row cannot be read. It is looked at again every few minutes.")]
        public static partial void CannotEnd(ILogger logger, Exception problem, CallId callId);

        [LoggerMessage(1503, LogLevel.Error, "Call {CallId}: its alarm failed.")]
        public static partial void Failed(ILogger logger, Exception problem, CallId callId);
    }
}
