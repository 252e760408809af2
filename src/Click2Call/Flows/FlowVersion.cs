namespace Click2Call.Flows;

/// <summary>An earlier version of a flow.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Script">What it did.</param>
public sealed record FlowVersion(int Version, FlowScript Script);
