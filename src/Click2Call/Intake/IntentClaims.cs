using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Intake;

/// <summary>Finds out whether an order is new, a repetition, or about a person who is being called already.</summary>
internal sealed class IntentClaims(IIntents intents, ICallLog log, TimeProvider time)
{
    /// <summary>How long an idempotency key is remembered: 24 h for API callers, a week for webhooks that repeat for days.</summary>
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan EventKeyLife = TimeSpan.FromDays(7);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    /// <summary>A request that has reserved and not committed for so long never will: 1 day.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);
    private const int Tries = 6;

    /// <summary>How long a person's other call is waited for: 1 minute while it is in flight, 5 between its tries.</summary>
    private static readonly TimeSpan WaitForCall = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WaitForTries = TimeSpan.FromMinutes(5);

    // What a row may outlive its call by: it is not written again for less than half of it.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(30);

    /// <summary>A person who was answered within this time is not called again when nobody says otherwise: 5 minutes.</summary>
    public static readonly TimeSpan DefaultJoinWindow = TimeSpan.FromMinutes(5);

    /// <summary>Reserves an order's key and its person, or tells whose they are.</summary>
    /// <param name="order">The order.</param>
    /// <param name="fresh">The id that it gets if nobody reserved one for it.</param>
    /// <param name="joinWindow">For how long after a talk the person is not called again.</param>
    /// <param name="join">Joins the person's call; null: it is over, and there is nothing to join.</param>
    public Task<Claim> Claim(CallOrder order, CallId fresh, TimeSpan joinWindow, Func<StoredCall, Task<StoredCall?>> join) =>
        Claim(order, fresh, joinWindow, ReservationName.OfRequest(order), join);

    /// <summary>The same for an order that calls nobody: only its key is reserved.</summary>
    public Task<Claim> ClaimKey(CallOrder order, CallId fresh) => Claim(order, fresh, TimeSpan.Zero, null, static stored => Task.FromResult<StoredCall?>(stored));

    private async Task<Claim> Claim(CallOrder order, CallId fresh, TimeSpan joinWindow, string? personName, Func<StoredCall, Task<StoredCall?>> join)
    {
        var now = time.GetUtcNow();
        var key = KeyRow(order, fresh, now);
        var person = personName is { } name
            ? new Reservation(name, fresh, null, now + CallTiming.Reservation, HeldUntil(order, Expiry(order, now), now))
            : null;
        for (var tries = 0; tries < Tries; tries++)
        {
            Reservation[] rows = [.. new[] { key, person }.OfType<Reservation>()];
            if (rows.Length == 0)
                return new Claim.Own(fresh);
            if (await intents.Reserve(order.Account, rows, CancellationToken.None) is not { } standing)
                return new Claim.Own(rows[0].Call, rows[0].Call != fresh);

            // Somebody stands there: each row says whether to give way, to join, or to take over.
            CallId? adopted = null;
            if (key is not null)
            {
                var verdict = await JudgeKey(order, key, standing[0], now);
                if (verdict.Settled is { } settled)
                    return settled;
                key = key with { ETag = standing[0]?.ETag };
                adopted = verdict.Adopt;
            }

            if (person is not null)
            {
                var stands = standing[^1];
                var verdict = await JudgePerson(order, stands, joinWindow, now);
                if (verdict.Settled is Claim.Earlier theirs)
                {
                    // The key must answer with the same call when it comes again.
                    if (await join(theirs.Stored) is { } joined
                        && (key is null || await intents.Reserve(order.Account, [key with { Call = joined.Call.Id }], CancellationToken.None) is null))
                    {
                        return theirs with { Stored = joined };
                    }

                    continue;
                }

                if (verdict.Settled is { } settled)
                    return settled;
                person = person with { ETag = stands?.ETag };
                adopted ??= verdict.Adopt;
            }

            var id = adopted ?? fresh;
            key = key is null ? null : key with { Call = id };
            person = person is null ? null : person with { Call = id };
        }

        return new Claim.Busy(TimeSpan.FromSeconds(1));
    }

    /// <summary>
    /// Gives back what an order reserved that is refused and leaves no call behind, so that whoever comes back is judged
    /// anew and not told to wait. Only while nobody else can have gone on under its id; else it runs out by itself.
    /// </summary>
    public async Task Release(CallOrder order, CallId id)
    {
        var now = time.GetUtcNow();
        string?[] names = [KeyRow(order, id, now)?.Name, ReservationName.OfRequest(order)];
        foreach (var name in names.OfType<string>())
        {
            if (await intents.Find(order.Account, name, CancellationToken.None) is { } row && row.Call == id)
                await intents.Reserve(order.Account, [row with { ReservedUntil = now, ExpiresAt = now }], CancellationToken.None);
        }
    }

    // For as long as its call can be placed: a callback asked for in three weeks stands for its person until then.
    private static DateTimeOffset Expiry(CallOrder order, DateTimeOffset now) => order.ExpiresAt ?? Call.Lifetime(order, now);

    // The last dial may be as late as the call may wait, and two people may then talk for as long as they may.
    private static DateTimeOffset HeldUntil(CallOrder order, DateTimeOffset expires, DateTimeOffset now) =>
        Call.Later(expires, now) + CallTiming.RingTimes(order) + order.MaxDuration + (2 * Slack);

    /// <summary>
    /// Holds the person of a lead that is about to be dialled, and for as long as this call may last: its row was written
    /// when the call was asked for, and the call may have been put off since. A call for a time that was asked for takes
    /// the person only now, because others could call them until then.
    /// </summary>
    public async Task<PersonHold> Hold(Call call, ClickToCall? click)
    {
        if (ReservationName.OfPerson(call.Order) is not { } name)
            return new PersonHold.Ours();
        var now = time.GetUtcNow();
        var stands = await intents.Find(call.Account, name, CancellationToken.None);
        var until = HeldUntil(call.Order, call.ExpiresAt, now);
        if (stands?.Call == call.Id && stands.ExpiresAt >= until - Slack)
            return new PersonHold.Ours();
        if (stands is not null && stands.Call != call.Id && stands.ExpiresAt > now && await Judge(call, click, stands, now) is { } theirs)
            return theirs;

        var mine = new Reservation(name, call.Id, null, now + CallTiming.Reservation, until) { ETag = stands?.ETag };
        return await intents.Reserve(call.Account, [mine], CancellationToken.None) is null ? new PersonHold.Ours() : new PersonHold.Wait(TimeSpan.FromSeconds(1));
    }

    // Null: whoever has the row has no claim to the person any more.
    private async Task<PersonHold?> Judge(Call call, ClickToCall? click, Reservation stands, DateTimeOffset now)
    {
        if (await log.Find(call.Account, stands.Call, CancellationToken.None) is not { Call: var other })
        {
            // Reserved, and about to be committed, by a clock that may be behind ours.
            var free = stands.ReservedUntil + CallTiming.ClockSkew;
            return free > now ? new PersonHold.Wait(free - now) : null;
        }

        if (other.State != CallState.Ended)
        {
            return call.Order.AskedFor is null
                ? new PersonHold.TakenOver()
                : new PersonHold.Wait(other.State == CallState.Scheduled ? WaitForTries : WaitForCall);
        }

        // Ended since, and not by a talk: a lead that had lost the person to it has lost them for good.
        return call.Order.AskedFor is null || IsFresh(other, call.Order, click?.JoinWindow ?? DefaultJoinWindow, now) ? new PersonHold.TakenOver() : null;
    }

    private static Reservation? KeyRow(CallOrder order, CallId fresh, DateTimeOffset now)
    {
        if ((order.Key ?? ReservationName.ImpliedKey(order)) is not { } key)
            return null;
        var life = key.Scope is "api" or "form" or OrderKey.Implied ? KeyLife : EventKeyLife;
        return new Reservation(ReservationName.OfKey(key), fresh, key.Fingerprint, now + CallTiming.Reservation, now + life);
    }

    private async Task<Verdict> JudgeKey(CallOrder order, Reservation mine, Reservation? stands, DateTimeOffset now)
    {
        if (stands is null || stands.ExpiresAt <= now)
            return default;
        if (stands.Fingerprint is not null && mine.Fingerprint is not null && stands.Fingerprint != mine.Fingerprint)
            return new(new Claim.KeyReused());
        if (await log.Find(order.Account, stands.Call, CancellationToken.None) is { } stored)
        {
            // What was over a limit then may be within it now: a visitor who comes back with the same page is told so by counting.
            if (order.Key is { Scope: "form" } && stored.Call is { Latest: null, ClosedAs: CallOutcome.Throttled })
                return default;
            return order.Key is null && stored.Call is { DialUnderWay: false, Uncertain: false } and not { State: CallState.Scheduled, Latest: null }
                ? default
                : new(new Claim.Earlier(stored, PlacedHow.Replayed));
        }

        return Missing(stands, now);
    }

    private async Task<Verdict> JudgePerson(CallOrder order, Reservation? stands, TimeSpan joinWindow, DateTimeOffset now)
    {
        if (stands is null || stands.ExpiresAt <= now)
            return default;
        if (await log.Find(order.Account, stands.Call, CancellationToken.None) is not { } stored)
            return Missing(stands, now);

        // It was canceled and its phones still ring: no talk comes of it that could be joined, and a second call would ring beside it.
        if (stored.Call is { CancelRequestedAt: not null, State: not CallState.Ended })
            return new(new Claim.Busy(AskAgain));
        return stored.Call.State != CallState.Ended || IsFresh(stored.Call, order, joinWindow, now) ? new(new Claim.Earlier(stored, PlacedHow.Joined)) : default;
    }

    private static bool IsFresh(Call ended, CallOrder order, TimeSpan joinWindow, DateTimeOffset now) =>
        ended.Outcome == CallOutcome.Answered && (ended.EndedAt >= now - joinWindow || order.AskedAt <= ended.EndedAt);

    // Reserved and not there: the other is about to commit, or it went away and we go on under its id, so that
    // should it come back, only one of us can commit. The row of a call that is older than any commit, and was purged, stands for nobody.
    private static Verdict Missing(Reservation stands, DateTimeOffset now)
    {
        if (stands.ReservedUntil > now)
            return new(new Claim.Busy(stands.ReservedUntil - now < AskAgain ? stands.ReservedUntil - now : AskAgain));
        return stands.ReservedUntil + Forgotten > now ? new(null, stands.Call) : default;
    }

    private readonly record struct Verdict(Claim? Settled, CallId? Adopt = null);
}
