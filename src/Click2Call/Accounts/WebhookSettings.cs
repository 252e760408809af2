namespace Click2Call.Accounts;

/// <summary>How one CRM or form tool may post leads to a click-to-call: <c>POST /webhooks/{source}/{account}.{clicktocall}</c>.</summary>
public sealed record WebhookSettings
{
    /// <summary>The source: <c>hubspot</c>, <c>salesforce</c>, … <c>generic</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The names of its secrets in the Key Vault, by their role (<c>secret</c>, <c>token</c>, …). Names only.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>The source's own settings, each with one text or several.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Options { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Where the lead's parts stand in a body that the user designs: JSON Pointers (<c>/lead/phone</c>) or names of fields, by part (<c>phone</c>, <c>name</c>, …).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The text of an option; null when it is not set.</summary>
    public string? Option(string name) => Options.TryGetValue(name, out var texts) && texts is [var text, ..] ? text : null;

    /// <summary>The texts of an option; empty when it is not set.</summary>
    public IReadOnlyList<string> All(string name) => Options.TryGetValue(name, out var texts) ? texts : [];

    /// <summary>Where a part of the lead stands; empty when the settings do not say.</summary>
    public IReadOnlyList<string> Field(string part) => Fields.TryGetValue(part, out var places) ? places : [];
}
