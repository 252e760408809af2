using Click2Call.Intake;
using Click2Call.Lines;
using Click2Call.Orders;
using Microsoft.Extensions.Logging;

namespace Click2Call.Calls;

/// <summary>Places calls: screen, reserve, get ready, set the alarm, commit, send, answer. Each step is safe to die after.</summary>
internal sealed partial class CallDesk(
    Screen screen, DoNotCallRule doNotCall, IntentClaims claims, UsageLimits limits, Dialler dialler, CallWriter writer, CallWithdrawal withdrawal, ICallLog log,
    IAlarmClock clock, TimeProvider time, IStepWatch steps, Func<CallId> newId, ILogger<CallDesk> logger) : ICallDesk
{
    private const string InFlight = "As many calls as allowed are in flight; try again when one is over.";
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public async Task<PlaceResult> Place(CallOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        try
        {
            var (passed, refused) = await screen.Check(order);
            if (passed is null)
                return new PlaceResult.Refused(await Record(order, refused!));

            if (await doNotCall.Refuse(passed.Order) is { } unwanted)
                return new PlaceResult.Refused(await Record(order, unwanted));

            var watch = new FreezeWatch(time);
            var start = CallingTimes.Of(passed, time.GetUtcNow());
            passed = passed with { Order = start.Timed(passed.Order) };
            var claim = await claims.Claim(passed.Order, newId(), passed.ClickToCall?.JoinWindow ?? IntentClaims.DefaultJoinWindow, stored => Join(stored, passed.Order));
            switch (claim)
            {
                case Claim.KeyReused:
                    return new PlaceResult.KeyReused();
                case Claim.Busy busy:
                    return new PlaceResult.Busy(busy.RetryAfter);
                case Claim.Earlier earlier:
                    var theirs = earlier.How == PlacedHow.Joined ? await Hurry(earlier.Stored, passed) : earlier.Stored;
                    return await Replay(theirs.Call, earlier.How, order.Patience);
            }

            var (id, adopted) = (Claim.Own)claim;
            await steps.Reached(CallStep.IntentReserved, id);
            passed = passed with { Order = WaitingFromNow(passed.Order, id, time.GetUtcNow()) };
            if (start is CallStart.Refused no)
            {
                // A visitor mends the time and sends the form again, by the same key: a row would stand in the way.
                return passed.Order.Intent == CallIntent.Lead
                    ? await GiveBack(passed, id, no.Refusal, watch)
                    : await RefuseReserved(passed, NewCall(passed, id, seq: 0, time.GetUtcNow()), no.Refusal, watch);
            }

            if (await limits.Count(passed.Order, passed.ClickToCall, id, adopted) is { } met)
                return await RefuseReserved(passed, NewCall(passed, id, seq: 0, time.GetUtcNow()), met.Refusal, watch, met.First);
            passed = passed with { Order = start.Timed(passed.Order, id) };
            return passed.Order.AnswerWhen is AnswerWhen.Recorded or AnswerWhen.RecordedFirst || passed.Order.AskedFor is not null || passed.Order.NotBefore > time.GetUtcNow()
                ? await Schedule(passed, id, passed.Order.NotBefore ?? time.GetUtcNow())
                : await Dial(passed, id, watch);
        }
        catch (StorageUnavailableException problem)
        {
            Log.StorageDown(logger, problem.Message);
            return new PlaceResult.Unavailable(problem.RetryAfter);
        }
    }

    /// <inheritdoc />
    public async Task<PlaceResult> TurnDown(CallOrder order, Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(refusal);
        try
        {
            // Its key alone: nobody is called, so the person stays free for the next lead.
            var claim = await claims.ClaimKey(order, newId());
            if (claim is not Claim.Own own)
                return claim switch
                {
                    Claim.KeyReused => new PlaceResult.KeyReused(),
                    Claim.Busy busy => new PlaceResult.Busy(busy.RetryAfter),
                    _ => await Replay(((Claim.Earlier)claim).Stored.Call, PlacedHow.Replayed, order.Patience),
                };

            var now = time.GetUtcNow();
            var call = new Call { Id = own.Call, Order = order, Line = order.Line ?? "", Seq = 0, WakeAt = now }
                .Apply(new Fact.Closed(refusal.Outcome, refusal.Detail, now));
            if (await log.Insert(call, CancellationToken.None) is null)
                return new PlaceResult.Busy(AskAgain);
            Log.Refused(logger, order.Account, order.Front, refusal.Reason);
            return new PlaceResult.Refused(refusal with { CallId = call.Id });
        }
        catch (StorageUnavailableException problem)
        {
            Log.StorageDown(logger, problem.Message);
            return new PlaceResult.Unavailable(problem.RetryAfter);
        }
    }

    /// <inheritdoc />
    public async Task<HangUpResult> HangUp(HangUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        try
        {
            return await withdrawal.HangUp(order);
        }
        catch (StorageUnavailableException problem)
        {
            Log.StorageDown(logger, problem.Message);
            return HangUpResult.Unavailable;
        }
    }

    /// <inheritdoc />
    public async Task<TakeOverResult> TakeOver(string account, CallId id, string taker)
    {
        try
        {
            return await withdrawal.TakeOver(account, id, taker);
        }
        catch (StorageUnavailableException problem)
        {
            Log.StorageDown(logger, problem.Message);
            return TakeOverResult.Unavailable;
        }
    }

    /// <inheritdoc />
    public async Task<Call?> Find(string account, CallId id, CancellationToken cancellation) =>
        (await log.Find(account, id, cancellation))?.Call;

    /// <inheritdoc />
    public async Task<Call?> WaitUntil(
        string account, CallId id, Func<Call, bool> wanted, TimeSpan patience, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var stored = await log.Find(account, id, cancellation);
        while (stored is not null && !wanted(stored.Call) && time.GetElapsedTime(started) < patience)
        {
            await Task.Delay(LookAgain, time, cancellation);
            stored = await log.FindAgain(stored, cancellation);
        }

        return stored?.Call;
    }

    /// <inheritdoc />
    public Task<CallPage> List(CallQuery query, CancellationToken cancellation) => log.List(query, cancellation);

    // What the person told this time is kept with the call that it joins, before anybody is told that we have it. One
    // that has ended meanwhile, and not by a talk, is nothing to join.
    private async Task<StoredCall?> Join(StoredCall earlier, CallOrder order)
    {
        var stored = order.Lead is { } lead
            ? (await writer.Write(earlier, [new Fact.Joined(new JoinedLead(time.GetUtcNow(), order.Front, lead.Shortened()))], CancellationToken.None)).Stored
            : await log.FindAgain(earlier, CancellationToken.None);
        return stored?.Call is { State: CallState.Ended, Outcome: not CallOutcome.Answered } ? null : stored;
    }

    // A person who asks to be called now is, also when the call that they join waits for the morning, or between two tries. It
    // counts as a call of its own: else whoever knows a number could have it rung again and again.
    private async Task<StoredCall> Hurry(StoredCall joined, Screening passed)
    {
        var now = time.GetUtcNow();
        if (!passed.Order.AskedForNow
            || !CallProgress.MayBeHurried(joined.Call, now)
            || CallingTimes.PutOff(joined.Call.Apply(new Fact.Hurried(now)), passed.Account, now, now) is not null)
        {
            return joined;
        }

        try
        {
            return await limits.Count(passed.Order, passed.ClickToCall, newId(), again: false) is null
                ? (await writer.Write(joined, [new Fact.Hurried(now)], CancellationToken.None)).Stored
                : joined;
        }
        catch (StorageUnavailableException problem)
        {
            // They have joined, and that is what is told: an error would promise that nothing rings, and it may ring now.
            Log.StorageDown(logger, problem.Message);
            return joined;
        }
    }

    private async Task<PlaceResult> Dial(Screening passed, CallId id, FreezeWatch watch)
    {
        var call = NewCall(passed, id, seq: 0, time.GetUtcNow());
        switch (await dialler.Dial(call, null, passed.Line, watch))
        {
            case Dialled.Ours ours:
                return await Answer(ours.Call, ours.Written);
            case Dialled.Throttled:
                return passed.Order.Intent == CallIntent.Lead
                    ? await Schedule(passed, id, CallQueueing.NextForSlot(call, time.GetUtcNow()))
                    : await RefuseReserved(passed, call, Throttled(call), watch);
            case Dialled.LineDown down:
                return await Schedule(passed, id, CallQueueing.NextForLine(call, down.BackIn, time.GetUtcNow()));
            case Dialled.Taken taken when passed.Order.Intent == CallIntent.Lead:
                return await Schedule(passed, id, taken.Until);
            case Dialled.Taken or Dialled.Late:
                return new PlaceResult.Busy(AskAgain);
            case Dialled.Unreadable unreadable:
                // It may be committed: no promise either way, but the same request asks again safely.
                return new PlaceResult.Busy(unreadable.RetryAfter);
            default:
                return await ReplayOfWinner(passed, id);
        }
    }

    // Somebody else commits this very request. Until we know what came of it, we promise neither way.
    private async Task<PlaceResult> ReplayOfWinner(Screening passed, CallId id)
    {
        try
        {
            return await log.Find(passed.Account.Id, id, CancellationToken.None) is { } other
                ? await Replay(other.Call, PlacedHow.Replayed, passed.Order.Patience)
                : new PlaceResult.Busy(AskAgain);
        }
        catch (StorageUnavailableException problem)
        {
            return new PlaceResult.Busy(problem.RetryAfter);
        }
    }

    private async Task<PlaceResult> Schedule(Screening passed, CallId id, DateTimeOffset wakeAt)
    {
        var call = NewCall(passed, id, seq: 1, wakeAt);
        var lag = call.Order.AnswerWhen == AnswerWhen.RecordedFirst ? CallTiming.AlarmLag : TimeSpan.Zero;
        var ticket = await clock.Set(Alarm.Of(call), wakeAt + lag, CancellationToken.None);
        await steps.Reached(CallStep.AlarmSet, id);
        try
        {
            if (await log.Insert(call, CancellationToken.None) is { } stored)
                return new PlaceResult.Placed(new CallAnswer(stored.Call), PlacedHow.Made);
        }
        catch (StorageUnavailableException problem)
        {
            return new PlaceResult.Busy(problem.RetryAfter);
        }

        await writer.TakeBack(ticket, CancellationToken.None);
        return await ReplayOfWinner(passed, id);
    }

    private async Task<PlaceResult> Answer(Call call, bool written)
    {
        if (call.Order.AnswerWhen == AnswerWhen.FirstLegDecided && call.State != CallState.Ended)
        {
            call = await WaitAsFarAsWeCanSee(call, FirstLegDecided, call.Order.Patience);
        }

        // A direct order that the line refused is an error for its caller, and over. Unless the row does not know it:
        // then the alarm finds an undecided dial, and what may be dialled again is no error yet.
        if (RefusalOf(call) is not { } refused)
            return new PlaceResult.Placed(new CallAnswer(call), PlacedHow.Made);
        return !written && call.Order is ({ WhenUncertain: UncertainRule.Redial } or { OnLineDown: LineDownRule.Queue })
            ? new PlaceResult.Busy(AskAgain)
            : new PlaceResult.Refused(RefusedByLine(call, refused));
    }

    // The call exists and may ring: storage that fails now must not turn that into an error.
    private async Task<Call> WaitAsFarAsWeCanSee(Call call, Func<Call, bool> wanted, TimeSpan patience)
    {
        try
        {
            return await WaitUntil(call.Account, call.Id, wanted, patience, CancellationToken.None) ?? call;
        }
        catch (StorageUnavailableException problem)
        {
            Log.StorageDown(logger, problem.Message);
            return call;
        }
    }

    private static bool FirstLegDecided(Call call) =>
        call.State is CallState.Ended or CallState.Connected
        || call.Latest is { First: { AnsweredAt: not null } or { EndedAt: not null } };

    private async Task<PlaceResult> Replay(Call call, PlacedHow how, TimeSpan patience)
    {
        if (call.DialUnderWay)
            call = await WaitAsFarAsWeCanSee(call, known => !known.DialUnderWay, patience);
        if (call.DialUnderWay)
            return new PlaceResult.Busy(AskAgain);
        return call switch
        {
            _ when RefusalOf(call) is { } refused => new PlaceResult.Refused(RefusedByLine(call, refused)),
            { Latest: null, ClosedAs: CallOutcome.Throttled } => new PlaceResult.Refused(Throttled(call) with { Detail = call.Note ?? InFlight }),
            { Latest: null, ClosedAs: CallOutcome.NotAllowed, Order.Intent: CallIntent.Direct } => new PlaceResult.Refused(NotNow(call)),
            _ => new PlaceResult.Placed(new CallAnswer(call), how),
        };
    }

    // Written under the id that is reserved, so that the next try need not wait for the reservation to run out. A lead
    // that was turned away is there to be seen, too. Of an open door's refusals, which anybody can cause by the thousand,
    // only the first of each limit and period is; an API caller's key answers the same when it is repeated.
    private async Task<PlaceResult> RefuseReserved(Screening passed, Call call, Refusal refusal, FreezeWatch watch, bool first = false)
    {
        if (passed.ClickToCall is { AuthRequired: false } && passed.Order.Key is not { Scope: "api" } && !first)
            return await GiveBack(passed, call.Id, refusal, watch);

        var refused = call.Apply(new Fact.Closed(refusal.Outcome, refusal.Detail, time.GetUtcNow()));
        return await log.Insert(refused, CancellationToken.None) is null
            ? await ReplayOfWinner(passed, call.Id)
            : new PlaceResult.Refused(refusal with { CallId = refused.Id });
    }

    // Refused without a row: what was reserved is free again for whoever comes back, or writes the lead into the history.
    private async Task<PlaceResult> GiveBack(Screening passed, CallId id, Refusal refusal, FreezeWatch watch)
    {
        Log.Refused(logger, passed.Account.Id, passed.Order.Front, refusal.Reason);

        // So late, somebody may have gone on under this id: that it is refused would be no promise.
        if (watch.Elapsed >= CallTiming.MaxBeforeSend)
            return new PlaceResult.Busy(AskAgain);
        await claims.Release(passed.Order, id);
        return new PlaceResult.Refused(refusal);
    }

    // The id of a request that went away before its commit tells when that one came; how long this one may wait counts from now.
    private static CallOrder WaitingFromNow(CallOrder order, CallId id, DateTimeOffset now)
    {
        var late = Call.Lifetime(order, now) - Call.Lifetime(order, id.CreatedAt);
        return late > CallTiming.Reservation ? order with { MaxAge = (order.MaxAge ?? Call.DefaultLifetime) + late } : order;
    }

    private static Refusal NotNow(Call call) => new(CallOutcome.NotAllowed, RefusalReason.Hours, call.Note ?? "") { CallId = call.Id };

    private static Refusal Throttled(Call call) =>
        new(CallOutcome.Throttled, RefusalReason.Throttle, InFlight) { CallId = call.Id };

    // An error says that nothing rang: not in the latest attempt, and in none before it.
    private static DialResult.Refused? RefusalOf(Call call) =>
        call is { State: CallState.Ended, Order.Intent: CallIntent.Direct, Latest.Dial: DialResult.Refused refused } && call.SurelyNeverRang ? refused : null;

    private static Refusal RefusedByLine(Call call, DialResult.Refused refused) =>
        new(refused.Outcome, RefusalReason.Line, call is { Hunt: not null, Latest: { Agent: null, Together: null } } ? refused.Reason! : "The phone system did not take the call.")
        {
            CallId = call.Id,
        };

    // Refusals of callers with a key are part of their history; those of open doors would let anybody fill it.
    private async Task<Refusal> Record(CallOrder order, Refusal refusal)
    {
        if (order.Intent != CallIntent.Direct || !await screen.KeepsRefusals(order))
        {
            Log.Refused(logger, order.Account, order.Front, refusal.Reason);
            return refusal;
        }

        var now = time.GetUtcNow();
        var call = new Call { Id = newId(), Order = order, Line = order.Line ?? "", Seq = 0, WakeAt = now }
            .Apply(new Fact.Closed(refusal.Outcome, refusal.Detail, now));
        try
        {
            await log.Insert(call, CancellationToken.None);
            return refusal with { CallId = call.Id };
        }
        catch (StorageUnavailableException)
        {
            return refusal;
        }
    }

    private static Call NewCall(Screening passed, CallId id, int seq, DateTimeOffset wakeAt) =>
        new() { Id = id, Order = passed.Order, Line = passed.LineId, Seq = seq, WakeAt = wakeAt };

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Warning, "Storage is not available: {Problem}")]
        public static partial void StorageDown(ILogger logger, string problem);

        [LoggerMessage(1002, LogLevel.Information, "Account {Account}, {Front}: refused, {Reason}")]
        public static partial void Refused(ILogger logger, string account, string front, RefusalReason reason);
    }
}
