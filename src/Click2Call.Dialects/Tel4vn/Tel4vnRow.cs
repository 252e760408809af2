using Click2Call.Calls;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>One row of the dialect's table.</summary>
/// <param name="Outcome">What the desk said.</param>
/// <param name="Word">The word in <c>error</c>; null: success.</param>
/// <param name="BackAs">What our own line makes of the word; null: accepted.</param>
public sealed record Tel4vnRow(CallOutcome Outcome, string? Word, CallOutcome? BackAs);
