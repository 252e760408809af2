using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Functions.Demo;

/// <summary>The newest calls of the demo account, as the desk knows them.</summary>
internal sealed class DemoHistory(ICallDesk desk, DemoSettings settings, TimeProvider clock)
{
    private const int Shown = 12;

    public async Task<IReadOnlyList<DemoCall>> Read(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        // Two days and not the month that a page may walk: it is read twice a second.
        var page = await desk.List(new CallQuery(settings.Account) { From = today.AddDays(-1), To = today, Top = Shown }, cancellation);
        return [.. page.Calls.Select(call => Show(call, now))];
    }

    private static DemoCall Show(Call call, DateTimeOffset now)
    {
        var target = call.Order.LegOf(LegRole.Target);
        var bridged = call.Order.Second is null ? call.Latest?.First.AnsweredAt : call.Latest?.Second.AnsweredAt;
        return new(call.Id.ToString(), call.CreatedAt, Word(call.State.ToString()))
        {
            Name = call.Order.Lead?.Name,
            Number = target?.Destination.Dialable,
            Ringing = call.RingingLeg is { } leg ? ((leg == LegPosition.First ? call.Order.First : call.Order.Second)?.Role == LegRole.Agent ? "agent" : "visitor") : null,
            Outcome = OutcomeOf(call) is { } outcome ? Word(outcome.ToString()) : null,
            NextTryAt = call.NextTryAt,
            Attempts = call.Latest?.Number ?? 0,
            Agents = call.Latest?.Round is { } round ? [.. call.Attempts.Where(attempt => attempt.Round == round).SelectMany(attempt => attempt.AgentsRung())] : null,
            ToRing = Seconds(call.Attempts.Select(attempt => attempt.First.RingingAt).Min() - call.CreatedAt),
            ToConnect = Seconds(bridged - call.CreatedAt),
            Talked = Seconds(call.Talked ?? (call.EndedAt ?? now) - bridged),
        };
    }

    // Of a call that is tried again: what the last attempt came to.
    private static CallOutcome? OutcomeOf(Call call) => call is { State: CallState.Scheduled, Latest: not null }
        ? (call with { Order = call.Order with { Retry = RetrySchedule.None, OnLineDown = LineDownRule.Fail } }).Outcome
        : call.Outcome;

    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static double? Seconds(TimeSpan? span) => span is { } value ? Math.Round(value.TotalSeconds, 1) : null;
}
