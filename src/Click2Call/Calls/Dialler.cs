using Click2Call.Intake;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Telemetry;
using Microsoft.Extensions.Logging;

namespace Click2Call.Calls;

/// <summary>
/// Claims an attempt and sends it: alarm before commit, commit before send, a stopwatch in between. The desk uses it
/// for the first attempt, the alarm for all others.
/// </summary>
internal sealed partial class Dialler(
    ICallLog log, IAlarmClock clock, CallWriter writer, CallTakeDown takeDown, Throttle throttle, Hunt hunt, TimeProvider time, IStepWatch steps, ILogger<Dialler> logger)
{
    /// <summary>Claims one attempt and sends it.</summary>
    /// <param name="call">The call before the attempt.</param>
    /// <param name="read">Its row; null when the attempt is the one that commits the call.</param>
    /// <param name="line">The line.</param>
    /// <param name="since">Watches this worker since it began with the attempt.</param>
    public async Task<Dialled> Dial(Call call, StoredCall? read, IPhoneLine line, FreezeWatch since)
    {
        var attempt = new AttemptId(call.Id, (call.Latest?.Number ?? 0) + 1);
        if (call.Order.LegOf(LegRole.Agent)?.Destination is GroupDestination && await WaitsAnyway(call, attempt, line) is { } waits)
            return waits;
        var agent = await hunt.Choose(call, attempt, line.Capabilities);
        if (agent.TakenUntil is { } until)
            return new Dialled.Taken(until);

        var needed = false;
        try
        {
            var dial = new DialOrder(attempt, agent.Order);
            var ready = agent.Nobody ?? await Readiness.Of(line, dial);

            // By now somebody else may have taken the reservation or the agent over, or the hours at which we call may be
            // over: whoever looks again goes on, we do not.
            if (since.Elapsed >= CallTiming.MaxBeforeCommit)
                return new Dialled.Late();

            // A lead waits until the line may be asked again; that it is down is no attempt, and burns no try.
            if (ready is DialReadiness.NotReady { LineBackIn: { } back } && call.Order.OnLineDown == LineDownRule.Queue)
                return new Dialled.LineDown(back);
            var dialled = await Dial(call, read, line, ready, dial, agent);
            needed = dialled is Dialled.Ours && ready is DialReadiness.Ready;
            return dialled;
        }
        finally
        {
            if (!needed)
                await hunt.GiveBack(call, agent);
        }
    }

    // Asked before an agent is claimed: calls that wait for a slot or for the line, by the hundred, must not hold agents
    // in turn, so that others find nobody free and burn a try.
    private async Task<Dialled?> WaitsAnyway(Call call, AttemptId attempt, IPhoneLine line)
    {
        if (!await throttle.HasRoom(call, attempt))
            return new Dialled.Throttled();
        return call.Order.OnLineDown == LineDownRule.Queue
            && await hunt.SampleOf(call) is { } sample
            && await Readiness.Of(line, new DialOrder(attempt, sample)) is DialReadiness.NotReady { LineBackIn: { } back }
                ? new Dialled.LineDown(back)
                : null;
    }

    private async Task<Dialled> Dial(Call call, StoredCall? read, IPhoneLine line, DialReadiness ready, DialOrder dial, AgentChoice agent)
    {
        // The watch starts before the slot is claimed: what a slot is for is sent soon, or never.
        var watch = new FreezeWatch(time);
        if (ready is DialReadiness.Ready && !await throttle.Claim(call, dial.Attempt))
            return new Dialled.Throttled();

        var timeout = line.DialTimeout(dial);
        var claimed = Claim(call, dial, timeout, ready, agent);
        AlarmTicket? ticket = null;
        if (claimed.State != CallState.Ended)
        {
            var lag = claimed.Latest!.Finished ? CallTiming.CommitLag : CallTiming.AlarmLag;
            ticket = await clock.Set(Alarm.Of(claimed), claimed.WakeAt + lag, CancellationToken.None);
            await steps.Reached(CallStep.AlarmSet, call.Id);
        }

        StoredCall? stored;
        try
        {
            stored = read is null
                ? await log.Insert(claimed, CancellationToken.None)
                : await log.Replace(read, claimed, CancellationToken.None);
        }
        catch (StorageUnavailableException problem)
        {
            return new Dialled.Unreadable(problem.RetryAfter);
        }

        if (stored is null)
        {
            if (ticket is not null)
                await writer.TakeBack(ticket, CancellationToken.None);
            return new Dialled.Lost();
        }

        await steps.Reached(CallStep.Committed, call.Id);
        return ready is DialReadiness.Ready { Dial: var send }
            ? await Send(stored, line, send, timeout, watch)
            : new Dialled.Ours(stored.Call);
    }

    private Call Claim(Call call, DialOrder dial, TimeSpan timeout, DialReadiness ready, AgentChoice agent)
    {
        var now = time.GetUtcNow();
        var leg = dial.Order.LegOf(LegRole.Agent);
        var several = leg?.Also is not null;
        var attempt = new Attempt
        {
            Number = dial.Attempt.Number,
            Line = call.Line,
            StartedAt = now,

            // The send may begin as late as the stopwatch allows, and the skew is for the clocks alone.
            DialUntil = now + CallTiming.MaxBeforeSend + timeout + CallTiming.ClockSkew,
            Agent = several ? null : (leg?.Destination as ExtensionDestination)?.Number,
            Together = several ? [.. agent.Held!.Select(held => held.Extension)] : null,
            Round = agent.Hunt?.Number,
        };
        var claimed = call.Begin(attempt, call.Seq + 1, CallTiming.WakeAt(call.Order, attempt.DialUntil)) with
        {
            Hunt = agent.Hunt,
            Held = agent.Held,
        };
        if (ready is not DialReadiness.NotReady not)
            return claimed;

        // Surely nothing rings: claim and refusal are one write.
        var refused = new Fact.DialDecided(new DialResult.Refused(not.Outcome, not.Reason), now) { Attempt = attempt.Number };
        claimed = claimed.Apply(refused);
        return claimed.State == CallState.Scheduled ? claimed with { WakeAt = claimed.DueAt(now) } : claimed;
    }

    private async Task<Dialled> Send(StoredCall stored, IPhoneLine line, IReadyDial dial, TimeSpan timeout, FreezeWatch watch)
    {
        DialResult result;
        if (watch.Elapsed >= CallTiming.MaxBeforeSend)
        {
            Log.Frozen(logger, stored.Call.Id, watch.Elapsed.TotalSeconds);
            result = new DialResult.Refused(CallOutcome.LineUnavailable, "Not sent: this worker stood still for too long.");
        }
        else
        {
            using var watched = WatchedDial.Begin(stored.Call, time);
            using var giveUp = new CancellationTokenSource(timeout, time);
            result = await SendOnce(dial, stored.Call.Id, giveUp.Token);
            watched.End(result);
            await steps.Reached(CallStep.Sent, stored.Call.Id);
        }

        var fact = new Fact.DialDecided(result, time.GetUtcNow()) { Attempt = stored.Call.Latest!.Number };
        try
        {
            var (written, _) = await writer.Write(stored, [fact], CancellationToken.None);
            await steps.Reached(CallStep.ResultWritten, stored.Call.Id);

            // Somebody canceled while we were dialling: what we have just placed comes down again.
            if (written.Call is { CancelRequestedAt: not null, State: not CallState.Ended })
                written = await takeDown.TakeDown(written, line, CancellationToken.None);
            return new Dialled.Ours(written.Call);
        }
        catch (StorageUnavailableException)
        {
            // We know what the line said and answer by it; an event, a look-up or the alarm repairs the row.
            Log.NotWritten(logger, stored.Call.Id);
            return new Dialled.Ours(stored.Call.Apply(fact), Written: false);
        }
    }

    // A line must not throw. One that does may have sent before: the caller must not hear of an error that rings.
    private async Task<DialResult> SendOnce(IReadyDial dial, CallId id, CancellationToken giveUp)
    {
        try
        {
            return await dial.Send(giveUp);
        }
#pragma warning disable CA1031 // Whatever it was, the phones may ring.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Log.Threw(logger, problem, id);
            return new DialResult.Uncertain($"The line failed while it was sending: {problem.GetType().Name}.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Warning, "Call {CallId}: {Seconds:F0} s between its alarm and its dial; not sent, its alarm will.")]
        public static partial void Frozen(ILogger logger, CallId callId, double seconds);

        [LoggerMessage(1202, LogLevel.Error, "Call {CallId}: the line has answered, but storage could not be written; the alarm will settle it.")]
        public static partial void NotWritten(ILogger logger, CallId callId);

        [LoggerMessage(1203, LogLevel.Error, "Call {CallId}: the line threw while it was sending; taken for uncertain.")]
        public static partial void Threw(ILogger logger, Exception problem, CallId callId);
    }
}
