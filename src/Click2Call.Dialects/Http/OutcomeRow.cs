using Click2Call.Calls;

namespace Click2Call.Dialects.Http;

/// <summary>One row of a dialect's table: how our front says an outcome, and as what a line that reads it back takes it.</summary>
/// <param name="Outcome">What the desk said.</param>
/// <param name="Code">The dialect's code.</param>
/// <param name="BackAs">What our own line makes of the code; null: accepted.</param>
public sealed record OutcomeRow(CallOutcome Outcome, int Code, CallOutcome? BackAs);
