namespace Click2Call.Faults;

/// <summary>One call in the phone system's own list.</summary>
/// <param name="Number">Who was called, digits only.</param>
/// <param name="At">The judge's clock when it was placed.</param>
/// <param name="Verdict">What the phone system did with the order.</param>
internal sealed record PlacedCall(string Number, long At, Verdict Verdict);
