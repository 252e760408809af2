namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>One thing that happened in a played call.</summary>
/// <param name="Type">The module.</param>
/// <param name="Heard">What was heard, or the number, extension or sum that it was about.</param>
/// <param name="Answer">What came back, if something did.</param>
public sealed record FlowEvent(string Type, string Heard, string? Answer);
