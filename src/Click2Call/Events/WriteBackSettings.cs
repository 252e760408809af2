namespace Click2Call.Events;

/// <summary>A CRM in which the account's calls are written down as activities.</summary>
public sealed record WriteBackSettings
{
    /// <summary>The id in the account; no endpoint has the same.</summary>
    public required string Id { get; init; }

    /// <summary>Which CRM: <c>hubspot</c>, <c>salesforce</c>, <c>pipedrive</c>, <c>bitrix24</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where its API is; absent: the vendor's own.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The names of the secrets it needs, by their role (<c>token</c>, <c>clientSecret</c>). Names only: values are in Key Vault.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings of the CRM's own, documented in docs/events.md.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether calls are written back.</summary>
    public bool Enabled { get; init; } = true;
}
