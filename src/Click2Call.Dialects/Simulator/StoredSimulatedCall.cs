namespace Click2Call.Dialects.Simulator;

/// <summary>A simulated call as it was read, with the tag that guards the next write.</summary>
/// <param name="Call">The call.</param>
/// <param name="ETag">The record's tag.</param>
public sealed record StoredSimulatedCall(SimulatedCall Call, string ETag);
