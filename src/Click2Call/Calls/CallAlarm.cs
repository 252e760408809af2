using Click2Call.Accounts;
using Click2Call.Intake;
using Click2Call.Lines;
using Click2Call.Orders;
using Microsoft.Extensions.Logging;

namespace Click2Call.Calls;

/// <summary>
/// Does what is due for a call and nothing else, however often and in how many copies it is told to. The alarm, the
/// sweep and the poison drain all come through here.
/// </summary>
public sealed partial class CallAlarm
{
    private const int MaxSteps = 8;
    private readonly ICallLog _log;
    private readonly IAlarmClock _clock;
    private readonly CallWriter _writer;
    private readonly CallTakeDown _takeDown;
    private readonly Dialler _dialler;
    private readonly IntentClaims _claims;
    private readonly IDirectory _directory;
    private readonly DoNotCallRule _doNotCall;
    private readonly ILines _lines;
    private readonly TimeProvider _time;
    private readonly ILogger<CallAlarm> _logger;

    internal CallAlarm(
        ICallLog log, IAlarmClock clock, CallWriter writer, CallTakeDown takeDown, Dialler dialler, IntentClaims claims,
        IDirectory directory, DoNotCallRule doNotCall, ILines lines, TimeProvider time, ILogger<CallAlarm> logger)
    {
        (_log, _clock, _writer, _takeDown, _dialler) = (log, clock, writer, takeDown, dialler);
        (_claims, _directory, _doNotCall, _lines, _time, _logger) = (claims, directory, doNotCall, lines, time, logger);
    }

    /// <summary>Handles one alarm.</summary>
    /// <exception cref="StorageUnavailableException">Try again later: nothing was lost.</exception>
    public async Task Handle(Alarm alarm, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        var stored = await _log.Find(alarm.Account, alarm.Call, cancellation);
        if (stored is null)
        {
            // The commit may still come. After ten minutes it cannot: nobody was told that there is a call.
            // An alarm that was due at once has just overtaken it: soon at first, then ever later, because each time a
            // copy can become two.
            var now = _time.GetUtcNow();
            var waited = now - (alarm.SetAt ?? alarm.Call.CreatedAt);
            var left = CallTiming.CommitHorizon - waited;
            if (left > TimeSpan.Zero)
                await _clock.Set(alarm, now + TimeSpan.FromSeconds(Math.Min(Math.Max(waited.TotalSeconds, 2), left.TotalSeconds)), cancellation);
            return;
        }

        if (alarm.Seq < stored.Call.Seq || stored.Call is { State: CallState.Ended, Latest: null or { Finished: true } })
            return;
        if (_time.GetUtcNow() < stored.Call.WakeAt)
        {
            await _clock.Set(alarm with { Trace = stored.Call.Order.Trace }, stored.Call.WakeAt, cancellation);
            return;
        }

        await DoWhatIsDue(stored, alarm.Seq, cancellation);
    }

    /// <summary>
    /// Dials a call that was just written down and is due, as its alarm would. That alarm comes all the same, and finds it
    /// done; so nothing is lost when storage fails here, or the process ends.
    /// </summary>
    public async Task Begin(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call is not { State: CallState.Scheduled, Latest: null, Order.AnswerWhen: AnswerWhen.RecordedFirst } || call.WakeAt > _time.GetUtcNow())
            return;
        try
        {
            await Handle(Alarm.Of(call), CancellationToken.None);
        }
        catch (StorageUnavailableException problem)
        {
            Log.NotBegun(_logger, call.Id, problem.Message);
        }
    }

    // Losing a race for the row means reading it again: the winner may have been an event that set no alarm, and ours
    // is used up when this returns. Only a row with a newer alarm lets us go.
    private async Task DoWhatIsDue(StoredCall? current, int seq, CancellationToken cancellation)
    {
        var asked = Asked.Not;
        for (var steps = 0; steps < MaxSteps && current is { } stored; steps++)
        {
            var call = stored.Call;
            var now = _time.GetUtcNow();

            // From here, because what may be dialled at this moment may not when this worker has stood still.
            var watch = new FreezeWatch(_time);
            var line = await _lines.Find(call.Account, call.Line, cancellation);
            Account? account = null;
            switch (NextStepRule.For(call, line?.Capabilities ?? LineCapabilities.None, now, asked))
            {
                case NextStep.Done:
                    return;
                case NextStep.Wait when call.Seq > seq:
                    return;
                case NextStep.Wait wait:
                    if (await Rearm(stored, wait.Until, cancellation))
                        return;
                    current = await _log.FindAgain(stored, cancellation);
                    break;
                case NextStep.Conclude conclude:
                    current = await Conclude(stored, conclude.Fact, cancellation);
                    break;
                case NextStep.Ask:
                    (current, asked) = await Ask(stored, line!, cancellation);
                    break;
                case NextStep.HangUp:
                    current = await _takeDown.TakeDown(stored, line!, cancellation);
                    if (current.Call.Latest is not { Finished: false })
                        break;
                    if (await Rearm(current, NextStepRule.AfterHangUp(now), cancellation))
                        return;
                    current = await _log.FindAgain(current, cancellation);
                    break;
                case NextStep.Dial when line is null:
                    current = await Conclude(
                        stored, new Fact.Closed(CallOutcome.LineRefused, "The account has no such line any more.", now), cancellation);
                    break;
                case NextStep.Dial when CallingTimes.PutOff(call, account = await _directory.Find(call.Account, cancellation), now, now) is { } later:
                    current = await Conclude(stored, later, cancellation);
                    break;
                case NextStep.Dial when (Screen.NoLonger(call.Order, account) ?? await _doNotCall.Refuse(call.Order)) is { } no:
                    current = await Conclude(stored, new Fact.Closed(no.Outcome, no.Detail, now), cancellation);
                    break;
                case NextStep.Dial:
                    current = await Dial(stored, line, account, watch, cancellation);
                    break;
            }
        }

        if (current is not null)
            throw new StorageUnavailableException("The call's row was changed by others again and again.");
    }

    private async Task<StoredCall> Conclude(StoredCall stored, Fact fact, CancellationToken cancellation)
    {
        var (written, _) = await _writer.Write(stored, [fact], cancellation);
        if (written.Call.Outcome == CallOutcome.Unknown)
            Log.EndedUnknown(_logger, written.Call.Id, written.Call.Note);
        return written;
    }

    // Null: it is dialled, or has a newer alarm.
    private async Task<StoredCall?> Dial(StoredCall stored, IPhoneLine line, Account? account, FreezeWatch watch, CancellationToken cancellation)
    {
        var call = stored.Call;
        switch (await _claims.Hold(call, account?.FindClickToCall(call.Order.ClickToCall)))
        {
            case PersonHold.TakenOver:
                return await Conclude(stored, new Fact.Closed(CallOutcome.Canceled, "Another call to the same person took over.", _time.GetUtcNow()), cancellation);
            case PersonHold.Wait wait when await Rearm(stored, _time.GetUtcNow() + wait.For, cancellation):
                return null;
            case PersonHold.Ours when await Dial(stored, line, watch):
                return null;
            default:
                return await _log.FindAgain(stored, cancellation);
        }
    }

    private async Task<bool> Dial(StoredCall stored, IPhoneLine line, FreezeWatch watch)
    {
        return await _dialler.Dial(stored.Call, stored, line, watch) switch
        {
            Dialled.Ours => true,
            Dialled.Lost => false,
            Dialled.Throttled => await Rearm(stored, CallQueueing.NextForSlot(stored.Call, _time.GetUtcNow()), CancellationToken.None),
            Dialled.LineDown down => await Rearm(stored, CallQueueing.NextForLine(stored.Call, down.BackIn, _time.GetUtcNow()), CancellationToken.None),
            Dialled.Taken taken => await Rearm(stored, taken.Until, CancellationToken.None),
            Dialled.Late => await Rearm(stored, _time.GetUtcNow() + CallTiming.AlarmLag, CancellationToken.None),
            Dialled.Unreadable unreadable =>
                throw new StorageUnavailableException("The attempt could not be claimed.", retryAfter: unreadable.RetryAfter),
            _ => throw new InvalidOperationException("Unknown result of dialling."),
        };
    }

    private async Task<(StoredCall Stored, Asked Asked)> Ask(StoredCall stored, IPhoneLine line, CancellationToken cancellation)
    {
        var latest = stored.Call.Latest!;
        var found = await line.LookUp(new AttemptId(stored.Call.Id, latest.Number), latest.ProviderCallId, cancellation);
        List<Fact> facts = [];
        if (found is LookUp.Ended over)
        {
            facts.AddRange(over.Facts.Select(told => told is Fact.OfAttempt of ? of with { Attempt = latest.Number } : told));
            found = new LookUp.Ended(over.Outcome);
        }

        Log.LookedUp(_logger, stored.Call.Id, latest.Number, found);
        if (found is LookUp.Unknown or LookUp.NotYet)
            return (stored, found is LookUp.NotYet ? Asked.InVain : Asked.Told);
        facts.Add(new Fact.Settled(found, _time.GetUtcNow()) { Attempt = latest.Number });
        return ((await _writer.Write(stored, facts, cancellation)).Stored, Asked.Told);
    }

    // The message first, the row after it: a crash in between leaves one alarm too many, never one too few. The row's
    // new number makes all older copies stale, so copies do not breed.
    private async Task<bool> Rearm(StoredCall stored, DateTimeOffset wakeAt, CancellationToken cancellation)
    {
        var next = stored.Call with { Seq = stored.Call.Seq + 1, WakeAt = wakeAt };
        var ticket = await _clock.Set(Alarm.Of(next), wakeAt, cancellation);
        if (await _log.Replace(stored, next, cancellation) is not null)
            return true;
        await _writer.TakeBack(ticket, cancellation);
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Warning, "Call {CallId} ended as unknown: {Note}")]
        public static partial void EndedUnknown(ILogger logger, CallId callId, string? note);

        [LoggerMessage(1303, LogLevel.Warning, "Call {CallId} is dialled by its alarm: {Problem}")]
        public static partial void NotBegun(ILogger logger, CallId callId, string problem);

        [LoggerMessage(1302, LogLevel.Information, "Call {CallId}, attempt {Attempt}: looked up, {Found}")]
        public static partial void LookedUp(ILogger logger, CallId callId, int attempt, LookUp found);
    }
}
