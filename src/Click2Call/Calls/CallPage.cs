namespace Click2Call.Calls;

/// <summary>One page of history.</summary>
/// <param name="Calls">Newest first; may be empty although there is more.</param>
/// <param name="Continuation">For the next page; null on the last.</param>
public sealed record CallPage(IReadOnlyList<Call> Calls, string? Continuation);
