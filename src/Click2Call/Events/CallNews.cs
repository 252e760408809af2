using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Events;

/// <summary>What a change of a call is for those who listen. Pure: the same change gives the same events.</summary>
internal static class CallNews
{
    /// <summary>The events that come true with a change, in their order.</summary>
    /// <param name="before">The call before; null when it is new.</param>
    /// <param name="after">The call after, with what was told of it so far.</param>
    /// <param name="now">The time of the writing.</param>
    public static IReadOnlyList<ToldEvent> Of(Call? before, Call after, DateTimeOffset now)
    {
        if (before?.State == CallState.Ended)
            return Updated(before, after) ? [New(CallEventType.Updated, after.Told.Count(told => told.Type == CallEventType.Updated) + 1, now)] : [];
        if (before is null && after is { State: CallState.Ended, Latest: null, Order.Intent: CallIntent.Lead })
            return [New(CallEventType.Rejected, 0, after.EndedAt ?? now)];

        List<ToldEvent> news = [];
        foreach (var attempt in after.Attempts)
        {
            var known = before?.Attempts.FirstOrDefault(one => one.Number == attempt.Number);
            if (attempt.First.RingingAt is { } first && known?.First.RingingAt is null)
                news.Add(New(CallEventType.Ringing, attempt.Number, first, LegPosition.First));
            if (attempt.Second.RingingAt is { } second && known?.Second.RingingAt is null)
                news.Add(New(CallEventType.Ringing, attempt.Number, second, LegPosition.Second));
            if (CallProgress.Talked(after, attempt) && (known is null || !CallProgress.Talked(before!, known)))
                news.Add(New(CallEventType.Connected, attempt.Number, AnsweredAt(attempt) ?? now));
        }

        if (after is { Uncertain: true, Latest: { } latest } && before?.Uncertain != true)
            news.Add(New(CallEventType.Uncertain, latest.Number, latest.DialedAt ?? now));
        if (after is { State: CallState.Scheduled, Hunting: false } && before is not { State: CallState.Scheduled, Hunting: false })
            news.Add(New(CallEventType.Scheduled, after.Latest?.Number ?? 0, after.Latest?.FinishedAt ?? after.CreatedAt));
        if (after.State == CallState.Ended)
            news.Add(New(CallEventType.Ended, after.Latest?.Number ?? 0, after.EndedAt ?? now));

        // A call can be scheduled after the same attempt twice: a later fact changed its mind in between. Once is told.
        return [.. news.Where(one => after.Told.All(told => told.Key != one.Key))];

        ToldEvent New(CallEventType type, int attempt, DateTimeOffset at, LegPosition? leg = null) => new(0, type, attempt, leg, at, now);
    }

    private static bool Updated(Call before, Call after) =>
        (before.Outcome, before.Talked, before.Recording, before.Disposition) != (after.Outcome, after.Talked, after.Recording, after.Disposition);

    private static DateTimeOffset? AnsweredAt(Attempt attempt) =>
        attempt.Second.AnsweredAt ?? attempt.First.AnsweredAt ?? (attempt.Found is LookUp.Ended ? attempt.FoundAt : null);
}
