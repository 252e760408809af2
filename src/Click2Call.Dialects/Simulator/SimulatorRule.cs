namespace Click2Call.Dialects.Simulator;

/// <summary>One row of the table of test numbers.</summary>
/// <param name="Code">Three digits: the end of an extension or, after a zero, of a phone number.</param>
/// <param name="Phone">What the phone does.</param>
/// <param name="Reply">How the phone system answers an order to dial it.</param>
public sealed record SimulatorRule(string Code, SimulatedPhone Phone, SimulatedReply Reply = SimulatedReply.Prompt);
