namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>A call that was played to its end.</summary>
/// <param name="Events">What happened, in order.</param>
/// <param name="End">How it ended: <c>hung up by the flow</c>, <c>the caller hung up</c>, <c>jumped</c>, <c>retreated</c> (the phone system did not understand) or <c>endless</c>.</param>
/// <param name="Extension">Where it jumped to.</param>
public sealed record FlowJourney(IReadOnlyList<FlowEvent> Events, string End, string? Extension);
