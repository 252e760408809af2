using Click2Call.Intake;
using Click2Call.Lines;
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
    private readonly ILines _lines;
    private readonly TimeProvider _time;
    private readonly ILogger<CallAlarm> _logger;

    internal CallAlarm(
        ICallLog log, IAlarmClock clock, CallWriter writer, CallTakeDown takeDown, Dialler dialler, IntentClaims claims,
        ILines lines, TimeProvider time, ILogger<CallAlarm> logger)
    {
        (_log, _clock, _writer, _takeDown, _dialler) = (log, clock, writer, takeDown, dialler);
        (_claims, _lines, _time, _logger) = (claims, lines, time, logger);
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
            await _clock.Set(alarm, stored.Call.WakeAt, cancellation);
            return;
        }

        await DoWhatIsDue(stored, alarm.Seq, cancellation);
    }

    // Losing a race for the row means reading it again: the winner may have been an event that set no alarm, and ours
    // is used up when this returns. Only a row with a newer alarm lets us go.
    private async Task DoWhatIsDue(StoredCall? current, int seq, CancellationToken cancellation)
    {
        var asked = false;
        for (var steps = 0; steps < MaxSteps && current is { } stored; steps++)
        {
            var call = stored.Call;
            var now = _time.GetUtcNow();
            var line = await _lines.Find(call.Account, call.Line, cancellation);
            switch (NextStepRule.For(call, line?.Capabilities ?? LineCapabilities.None, now, asked))
            {
                case NextStep.Done:
                    return;
                case NextStep.Wait when call.Seq > seq:
                    return;
                case NextStep.Wait wait:
                    if (await Rearm(stored, wait.Until, cancellation))
                        return;
                    current = await _log.Find(call.Account, call.Id, cancellation);
                    break;
                case NextStep.Conclude conclude:
                    current = await Conclude(stored, conclude.Fact, cancellation);
                    break;
                case NextStep.Ask:
                    current = await Ask(stored, line!, cancellation);
                    asked = true;
                    break;
                case NextStep.HangUp:
                    current = await _takeDown.TakeDown(stored, line!, cancellation);
                    if (current.Call.Latest is not { Finished: false })
                        break;
                    if (await Rearm(current, NextStepRule.AfterHangUp(now), cancellation))
                        return;
                    current = await _log.Find(call.Account, call.Id, cancellation);
                    break;
                case NextStep.Dial when line is null:
                    current = await Conclude(
                        stored, new Fact.Closed(CallOutcome.LineRefused, "The account has no such line any more.", now), cancellation);
                    break;
                case NextStep.Dial when !await _claims.StillOurs(call):
                    current = await Conclude(
                        stored, new Fact.Closed(CallOutcome.Canceled, "Another call to the same person took over.", now), cancellation);
                    break;
                case NextStep.Dial:
                    if (await Dial(stored, line))
                        return;
                    current = await _log.Find(call.Account, call.Id, cancellation);
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

    private async Task<bool> Dial(StoredCall stored, IPhoneLine line)
    {
        var attempt = new AttemptId(stored.Call.Id, (stored.Call.Latest?.Number ?? 0) + 1);
        var dial = new DialOrder(attempt, stored.Call.Order);
        var ready = await Readiness.Of(line, dial);
        return await _dialler.Dial(stored.Call, stored, line, ready, dial) switch
        {
            Dialled.Ours => true,
            Dialled.Lost => false,
            Dialled.Throttled => await Rearm(stored, _time.GetUtcNow() + CallTiming.ThrottleWait, CancellationToken.None),
            Dialled.Unreadable unreadable =>
                throw new StorageUnavailableException("The attempt could not be claimed.", retryAfter: unreadable.RetryAfter),
            _ => throw new InvalidOperationException("Unknown result of dialling."),
        };
    }

    private async Task<StoredCall> Ask(StoredCall stored, IPhoneLine line, CancellationToken cancellation)
    {
        var latest = stored.Call.Latest!;
        var found = await line.LookUp(new AttemptId(stored.Call.Id, latest.Number), latest.ProviderCallId, cancellation);
        Log.LookedUp(_logger, stored.Call.Id, latest.Number, found);
        if (found is LookUp.Unknown)
            return stored;
        var fact = new Fact.Settled(found, _time.GetUtcNow()) { Attempt = latest.Number };
        return (await _writer.Write(stored, [fact], cancellation)).Stored;
    }

    // The message first, the row after it: a crash in between leaves one alarm too many, never one too few. The row's
    // new number makes all older copies stale, so copies do not breed.
    private async Task<bool> Rearm(StoredCall stored, DateTimeOffset wakeAt, CancellationToken cancellation)
    {
        var next = stored.Call with { Seq = stored.Call.Seq + 1, WakeAt = wakeAt };
        var ticket = await _clock.Set(new Alarm(next.Account, next.Id, next.Seq), wakeAt, cancellation);
        if (await _log.Replace(stored, next, cancellation) is not null)
            return true;
        await _writer.TakeBack(ticket, cancellation);
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Warning, "Call {CallId} ended as unknown: {Note}")]
        public static partial void EndedUnknown(ILogger logger, CallId callId, string? note);

        [LoggerMessage(1302, LogLevel.Information, "Call {CallId}, attempt {Attempt}: looked up, {Found}")]
        public static partial void LookedUp(ILogger logger, CallId callId, int attempt, LookUp found);
    }
}
