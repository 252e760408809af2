namespace Click2Call.Simulation;

/// <summary>A promise was broken.</summary>
internal sealed class Violation(string message) : Exception(message);
