namespace Click2Call.Intake;

/// <summary>A page of the list.</summary>
/// <param name="Entries">In the order of their numbers.</param>
/// <param name="Continuation">For the next page; null when this is the last.</param>
public sealed record DoNotCallPage(IReadOnlyList<DoNotCallEntry> Entries, string? Continuation);
