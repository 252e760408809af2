using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Intake;

/// <summary>Finds out whether an order is new, a repetition, or about a person who is being called already.</summary>
internal sealed class IntentClaims(IIntents intents, ICallLog log, TimeProvider time)
{
    /// <summary>How long an idempotency key is remembered: 24 h for API callers, a week for webhooks that repeat for days.</summary>
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan EventKeyLife = TimeSpan.FromDays(7);
    private const int Tries = 6;

    public async Task<Claim> Claim(CallOrder order, CallId fresh, TimeSpan joinWindow)
    {
        var now = time.GetUtcNow();
        var key = KeyRow(order, fresh, now);
        var person = ReservationName.OfPerson(order) is { } name
            ? new Reservation(name, fresh, null, now + CallTiming.Reservation, Expiry(order, now) + TimeSpan.FromHours(1))
            : null;
        for (var tries = 0; tries < Tries; tries++)
        {
            Reservation[] rows = [.. new[] { key, person }.OfType<Reservation>()];
            if (rows.Length == 0)
                return new Claim.Own(fresh);
            if (await intents.Reserve(order.Account, rows, CancellationToken.None) is not { } standing)
                return new Claim.Own(rows[0].Call);

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
                if (verdict.Settled is Claim.Earlier joined && key is not null)
                {
                    // The key must answer with the same call when it comes again.
                    var bound = key with { Call = joined.Stored.Call.Id };
                    if (await intents.Reserve(order.Account, [bound], CancellationToken.None) is null)
                        return joined;
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

    // For as long as its call can be placed: a callback asked for in three weeks stands for its person until then.
    private static DateTimeOffset Expiry(CallOrder order, DateTimeOffset now) => order.ExpiresAt ?? Call.Lifetime(order.NotBefore, now);

    /// <summary>Whether the person of a waiting lead is still this call's: another call may have taken over while we stood still.</summary>
    public async Task<bool> StillOurs(Call call)
    {
        if (ReservationName.OfPerson(call.Order) is not { } name)
            return true;
        return await intents.Find(call.Account, name, CancellationToken.None) is not { } stands
            || stands.Call == call.Id
            || await log.Find(call.Account, stands.Call, CancellationToken.None) is null;
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
        var joinable = stored.Call.State != CallState.Ended
            || (stored.Call.Outcome == CallOutcome.Answered && stored.Call.EndedAt >= now - joinWindow);
        return joinable ? new(new Claim.Earlier(stored, PlacedHow.Joined)) : default;
    }

    // Reserved and not there: the other is about to commit, or it went away and we go on under its id, so that
    // should it come back, only one of us can commit.
    private static Verdict Missing(Reservation stands, DateTimeOffset now) => stands.ReservedUntil > now
        ? new(new Claim.Busy(stands.ReservedUntil - now < TimeSpan.FromSeconds(2) ? stands.ReservedUntil - now : TimeSpan.FromSeconds(2)))
        : new(null, stands.Call);

    private readonly record struct Verdict(Claim? Settled, CallId? Adopt = null);
}
