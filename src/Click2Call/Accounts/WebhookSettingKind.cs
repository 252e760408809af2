namespace Click2Call.Accounts;

/// <summary>What stands in a setting of a source.</summary>
public enum WebhookSettingKind
{
    /// <summary>The name that a secret has in the Key Vault.</summary>
    Secret,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>An http or https address.</summary>
    Address,

    /// <summary>A region (ISO 3166).</summary>
    Region,
}
