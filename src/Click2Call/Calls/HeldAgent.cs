namespace Click2Call.Calls;

/// <summary>An agent whom an attempt holds.</summary>
/// <param name="Extension">The extension.</param>
/// <param name="Tag">The tag of the agent's row as the claim left it: giving back needs no reading.</param>
public sealed record HeldAgent(string Extension, string Tag);
