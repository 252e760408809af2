using Click2Call.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Simulator;

/// <summary>What a simulated call that is over came to, by the same reading of facts as the history's.</summary>
internal static class SimulatedOutcome
{
    public static CallOutcome Of(SimulatedCall call, SimulatedMoment moment)
    {
        var attempt = new Attempt { Number = call.Attempt.Number, Line = call.Line, StartedAt = call.PlacedAt, DialUntil = call.PlacedAt };
        return new Call
        {
            Id = call.Attempt.Call,
            Order = new()
            {
                Account = call.Account,
                Front = "simulator",
                Intent = CallIntent.Direct,
                Kind = call.Kind,
                First = Leg(call.First),
                Second = call.Second is null ? null : Leg(call.Second),
            },
            Line = call.Line,
            Seq = 1,
            WakeAt = call.PlacedAt,
            Attempts = [attempt],
        }.Apply(moment.Facts).Outcome ?? CallOutcome.Unknown;
    }

    private static Leg Leg(SimulatedLeg leg) => new(leg.Role, new ExtensionDestination(leg.Dialled));
}
