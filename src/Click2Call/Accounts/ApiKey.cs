namespace Click2Call.Accounts;

/// <summary>A key that opens an account. The key itself is shown once, when it is made, and never kept.</summary>
public sealed record ApiKey
{
    /// <summary>SHA-256 of the key, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The account's id.</summary>
    public required string Account { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>What it opens; empty: everything of the account.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Whether it opens what has this scope.</summary>
    public bool Has(string scope) => Scopes.Count == 0 || Scopes.Contains(scope);
}
