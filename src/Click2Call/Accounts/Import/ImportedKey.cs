namespace Click2Call.Accounts.Import;

/// <summary>A key that an account is to have. The file names it; the key itself is made on import and never in a file.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it opens; empty: everything of the account.</param>
public sealed record ImportedKey(string Name, IReadOnlyList<string> Scopes);
