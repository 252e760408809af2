namespace Click2Call.Lines;

/// <summary>How an account reaches a phone system.</summary>
public sealed record LineSettings
{
    /// <summary>The line's id in the account.</summary>
    public required string Id { get; init; }

    /// <summary>Its dialect: <c>simulator</c>, <c>technoline</c>, <c>voicenter</c>, <c>tel4vn</c>, <c>kazoo</c>, <c>asterisk</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>Where the phone system's API is; not needed by the simulator.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The names of the secrets it needs, by their role in the dialect (<c>apiKey</c>, <c>code</c>, <c>token</c>, …). Names only: values are in Key Vault.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings of the dialect's own, documented on its page.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>How many calls of ours may be in flight on it; 0: no limit. Leads wait for their turn, direct orders are refused.</summary>
    public int MaxDials { get; init; }

    /// <summary>The SHA-256 of the token in the path of its events, in hexadecimal; absent: it sends none.</summary>
    public string? EventTokenHash { get; init; }
}
