using Click2Call.Calls;

namespace Click2Call.Dialects.Simulator;

/// <summary>What a person pressed on a phone that rings on the screen.</summary>
/// <param name="Leg">On which of the two.</param>
/// <param name="Key">What.</param>
/// <param name="At">When.</param>
public sealed record SimulatedPress(LegPosition Leg, SimulatedKey Key, DateTimeOffset At);
