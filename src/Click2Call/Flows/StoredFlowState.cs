namespace Click2Call.Flows;

/// <summary>A call's place in its flow, as it was read.</summary>
/// <param name="State">The place.</param>
/// <param name="ETag">Its version.</param>
public sealed record StoredFlowState(FlowState State, string ETag);
