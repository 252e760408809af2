namespace Click2Call.Accounts.Hours;

/// <summary>Days on which other hours hold than in the week: none, or their own.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day.</param>
/// <param name="Open">When it is open on each of them; empty: closed.</param>
/// <param name="Name">What it is called.</param>
public sealed record Holiday(DateOnly First, DateOnly Last, IReadOnlyList<OpenSpan> Open, string? Name = null);
