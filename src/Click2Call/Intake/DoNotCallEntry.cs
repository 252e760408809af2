namespace Click2Call.Intake;

/// <summary>A number that an account does not call.</summary>
/// <param name="Number">E.164.</param>
/// <param name="AddedAt">Since when.</param>
/// <param name="Note">Why, in the account's own words.</param>
public sealed record DoNotCallEntry(string Number, DateTimeOffset AddedAt, string? Note);
