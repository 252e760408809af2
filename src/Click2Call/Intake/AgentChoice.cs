using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Intake;

/// <summary>Whom an attempt rings.</summary>
/// <param name="Order">The order as the line gets it, the group's agent in it.</param>
internal sealed record AgentChoice(CallOrder Order)
{
    /// <summary>The agents that were claimed.</summary>
    public IReadOnlyList<HeldAgent>? Held { get; init; }

    /// <summary>How far the round has come with this attempt.</summary>
    public HuntRound? Hunt { get; init; }

    /// <summary>There is nobody to ring: what the attempt comes to without a dial.</summary>
    public DialReadiness.NotReady? Nobody { get; init; }

    /// <summary>Another copy of this very attempt has the agent, alive or dead; until then nobody can tell.</summary>
    public DateTimeOffset? TakenUntil { get; init; }
}
