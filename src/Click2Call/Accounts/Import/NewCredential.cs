namespace Click2Call.Accounts.Import;

/// <summary>
/// Something secret that was made on import and can be shown this once, because only its hash is kept. A class and
/// not a record: a record would print itself into logs.
/// </summary>
public sealed class NewCredential
{
    /// <summary>What it is, for people: <c>key 'crm' of account 'demo'</c>.</summary>
    public required string What { get; init; }

    /// <summary>The key, or the path with the token in it. Show it, never log it.</summary>
    public required string Value { get; init; }
}
