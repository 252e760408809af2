using Click2Call.Accounts;
using Click2Call.Intake;
using Microsoft.Extensions.Logging;

namespace Click2Call.Calls;

/// <summary>The one way in which facts reach a row: read, apply, guarded write, again on conflict.</summary>
internal sealed partial class CallWriter(ICallLog log, IAlarmClock clock, IDirectory directory, Throttle throttle, Hunt hunt, TimeProvider time, ILogger<CallWriter> logger)
{
    private const int Tries = 8;

    /// <summary>
    /// Adds facts to a call. Where they make something due earlier than the row's alarm, the new alarm is put first
    /// and the row follows.
    /// </summary>
    /// <returns>The call as it stands; <c>Changed</c> is false when it knew all that.</returns>
    /// <exception cref="StorageUnavailableException">It could not be written; the alarm that is set will bring the call back.</exception>
    public async Task<(StoredCall Stored, bool Changed)> Write(StoredCall stored, IReadOnlyList<Fact> facts, CancellationToken cancellation)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var next = await PutOff(stored.Call.Apply(facts), cancellation);
            if (next.Equals(stored.Call))
                return (stored, false);
            if (await Replace(stored, next, cancellation) is { } written)
                return (written, true);

            await Pause(tries, cancellation);
            stored = await log.FindAgain(stored, cancellation)
                ?? throw new StorageUnavailableException("The call's row has gone.");
        }

        Log.GaveWay(logger, stored.Call.Id);
        throw new StorageUnavailableException("The call's row was changed by others again and again.");
    }

    /// <summary>Writes one change with the alarm that it needs; null when somebody else was faster. An attempt that is over with it gives its slot and its agents back; of agents who rang together, those who did not pick up go as soon as one has.</summary>
    public async Task<StoredCall?> Replace(StoredCall stored, Call next, CancellationToken cancellation)
    {
        var written = await ReplaceRow(stored, next, cancellation);
        if (written is null)
            return null;
        if (stored.Call is { State: not CallState.Ended, Latest: { Finished: false } held } && IsOver(written.Call, held.Number))
        {
            await throttle.Release(next, new AttemptId(next.Id, held.Number));
            await hunt.Release(stored.Call, written.Call.Attempts.FirstOrDefault(attempt => attempt.Number == held.Number) ?? held);
        }
        else if (stored.Call.Held is { Count: > 1 } all && stored.Call.Latest?.Number == written.Call.Latest?.Number)
        {
            await hunt.LetGo(stored.Call, [.. all.Where(agent => written.Call.Held?.Any(still => still.Extension == agent.Extension) != true)]);
        }

        return written;
    }

    private static bool IsOver(Call call, int attempt) =>
        call.State == CallState.Ended || call.Latest is not { Finished: false } latest || latest.Number != attempt;

    private async Task<StoredCall?> ReplaceRow(StoredCall stored, Call next, CancellationToken cancellation)
    {
        if (WakeEarlier(next) is not { } wakeAt)
            return await log.Replace(stored, next, cancellation);

        next = next with { Seq = next.Seq + 1, WakeAt = wakeAt };
        var ticket = await clock.Set(Alarm.Of(next), wakeAt, cancellation);
        var written = await log.Replace(stored, next, cancellation);
        if (written is null)
            await TakeBack(ticket, cancellation);
        return written;
    }

    /// <summary>
    /// Takes back the alarm of a write that lost. A write that seems to have lost may be our own, whose reply was lost
    /// and over which somebody else has written since: while the row still counts on an alarm of this number, it stays.
    /// A copy does no harm; a call without an alarm is lost.
    /// </summary>
    public async Task TakeBack(AlarmTicket ticket, CancellationToken cancellation)
    {
        try
        {
            var stored = await log.Find(ticket.Alarm.Account, ticket.Alarm.Call, cancellation);
            if (stored is not null && stored.Call.Seq != ticket.Alarm.Seq)
                await clock.Withdraw(ticket, cancellation);
        }
        catch (StorageUnavailableException)
        {
            // It comes, and finds what is due or nothing.
        }
    }

    // The row's alarm stays where it is unless something is due before it, or after a wait that it knows nothing of.
    private DateTimeOffset? WakeEarlier(Call call)
    {
        if (call.State == CallState.Ended)
            return null;
        var now = time.GetUtcNow();
        DateTimeOffset? due =
            call.State == CallState.Scheduled ? call.DueAt(now)
            : call.CancelRequestedAt is not null ? NextStepRule.AfterHangUp(now)
            : call.OlderTalked ? now
            : call.Uncertain ? call.Latest!.DialUntil
            : null;
        return due is { } at && (at < call.WakeAt || (call.State == CallState.Scheduled && at != call.WakeAt)) ? at : null;
    }

    // Said as soon as it is known, so that whoever asks meanwhile hears the time that counts. It is the alarm that holds
    // the next try to it; where the account cannot be read now, it finds out for itself.
    private async Task<Call> PutOff(Call call, CancellationToken cancellation)
    {
        if (call is not { State: CallState.Scheduled, Latest: not null, NextTryAt: { } due } || due <= time.GetUtcNow())
            return call;
        try
        {
            var account = await directory.Find(call.Account, cancellation);
            return CallingTimes.PutOff(call, account, due, time.GetUtcNow()) is Fact.PutOff put ? call.Apply(put) : call;
        }
        catch (Exception problem) when (problem is StorageUnavailableException or TimeZoneNotFoundException)
        {
            return call;
        }
    }

    private Task Pause(int tries, CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20) << Math.Min(tries, 5)), time, cancellation);

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Warning, "Call {CallId}: eight writes met others; its alarm will do it.")]
        public static partial void GaveWay(ILogger logger, CallId callId);
    }
}
