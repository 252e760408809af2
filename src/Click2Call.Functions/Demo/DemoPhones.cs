using Click2Call.Calls;
using Click2Call.Dialects.Simulator;
using Click2Call.Orders;

namespace Click2Call.Functions.Demo;

/// <summary>The two phones of the demo page: what the simulated phone system does with them, and their keys.</summary>
internal sealed class DemoPhones(SimulatorExchange exchange, DemoSettings settings, TimeProvider clock)
{
    /// <summary>Both phones now.</summary>
    public async Task<(DemoPhone Agent, DemoPhone Visitor)> Read(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var legs = await Legs(now, cancellation);
        return (Show(legs, LegRole.Agent, now), Show(legs, LegRole.Target, now));
    }

    /// <summary>Presses a key; false when the phone is not in a state in which it does anything.</summary>
    public async Task<bool> Press(LegRole phone, SimulatedKey key, CancellationToken cancellation) =>
        Current(await Legs(clock.GetUtcNow(), cancellation), phone) is { } leg
        && await exchange.Press(leg.Call.Attempt, leg.Position, key, cancellation);

    private static DemoPhone Show(List<ActiveLeg> legs, LegRole role, DateTimeOffset now)
    {
        if (Current(legs, role) is not { } leg)
            return new("idle");
        var bridged = leg.Call.Second is null ? leg.Facts.AnsweredAt : leg.Moment.Second.AnsweredAt;
        var other = leg.Position == LegPosition.First ? leg.Call.Second : leg.Call.First;
        var calling = leg.Facts.AnsweredAt is not null && bridged is null;
        return new(bridged is not null ? "connected" : calling ? "calling" : "ringing")
        {
            Call = leg.Call.Attempt.Call.ToString(),
            Name = leg.Phone.Shows?.Name,
            Number = leg.Phone.Shows?.Number ?? other?.Dialled,
            Since = bridged ?? leg.Facts.AnsweredAt ?? leg.Facts.RingingAt,
            Until = leg.Facts.AnsweredAt is null ? leg.Facts.RingingAt + leg.Phone.RingTime : null,
            ByHand = leg.Phone.Phone == SimulatedPhone.OnScreen,
            Waiting = legs.Count(waiting => waiting.Phone.Role == role && waiting.Facts.AnsweredAt is null && waiting != leg),
        };
    }

    // Who talks is not interrupted; else the call that rings longest.
    private static ActiveLeg? Current(List<ActiveLeg> legs, LegRole role) => legs
        .Where(leg => leg.Phone.Role == role)
        .OrderBy(leg => leg.Facts.AnsweredAt is null)
        .ThenBy(leg => leg.Facts.RingingAt)
        .FirstOrDefault();

    private async Task<List<ActiveLeg>> Legs(DateTimeOffset now, CancellationToken cancellation)
    {
        var legs = new List<ActiveLeg>();
        await foreach (var call in exchange.Open(cancellation))
        {
            if (call.Account != settings.Account)
                continue;
            var moment = call.At(now);
            legs.Add(new(call, moment, LegPosition.First, call.First));
            if (call.Second is { } second)
                legs.Add(new(call, moment, LegPosition.Second, second));
        }

        legs.RemoveAll(leg => leg.Facts.RingingAt is null || leg.Facts.EndedAt is not null);
        return legs;
    }

    private sealed record ActiveLeg(SimulatedCall Call, SimulatedMoment Moment, LegPosition Position, SimulatedLeg Phone)
    {
        public LegFacts Facts => Moment.Leg(Position);
    }
}
