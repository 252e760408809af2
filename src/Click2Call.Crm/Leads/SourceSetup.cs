using Click2Call.Accounts;

namespace Click2Call.Crm.Leads;

/// <summary>What a source works with on one click-to-call: its settings, the values of its secrets, the time.</summary>
/// <remarks>A class and not a record: a record would print the secrets.</remarks>
/// <param name="settings">The settings.</param>
/// <param name="secrets">The values, by role.</param>
/// <param name="now">Now.</param>
public sealed class SourceSetup(WebhookSettings settings, IReadOnlyDictionary<string, string> secrets, DateTimeOffset now)
{
    /// <summary>The role of the secret by which a post proves where it comes from.</summary>
    public const string Secret = "secret";

    /// <summary>The role of the token with which records are fetched.</summary>
    public const string Token = "token";

    /// <summary>The settings.</summary>
    public WebhookSettings Settings => settings;

    /// <summary>Now.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The value of the secret of posts; empty, which nothing equals, when there is none.</summary>
    public string Key => Value(Secret) ?? "";

    /// <summary>Where a part of the lead stands: as the settings say, else where it usually does.</summary>
    public IReadOnlyList<string> Places(string part, params string[] usual) => settings.Field(part) is { Count: > 0 } told ? told : usual;

    /// <summary>The value of a secret; null when the settings do not name it.</summary>
    public string? Value(string role) => secrets.TryGetValue(role, out var value) && value.Length > 0 ? value : null;
}
