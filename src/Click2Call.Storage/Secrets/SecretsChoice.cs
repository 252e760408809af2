using Azure.Core;
using Click2Call.Lines;
using Click2Call.Storage.Rest;
using Microsoft.Extensions.Logging;

namespace Click2Call.Storage.Secrets;

/// <summary>
/// Where secrets come from: Key Vault when <c>KeyVaultUri</c> is set; else the settings themselves in Development, or
/// wherever <c>SecretsFromConfiguration</c> is <c>true</c>; else nowhere, which is told at once.
/// </summary>
public static partial class SecretsChoice
{
    /// <summary>The vault, <c>https://NAME.vault.azure.net/</c>.</summary>
    public const string VaultSetting = "KeyVaultUri";

    /// <summary>Permits secrets in the settings outside of Development.</summary>
    public const string ConfigurationSetting = "SecretsFromConfiguration";

    /// <summary>Makes the choice. No I/O.</summary>
    /// <param name="setting">Reads a setting by its name; null when there is none.</param>
    /// <param name="development">Whether the app runs in Development.</param>
    /// <param name="time">Tells how old a secret is.</param>
    /// <param name="logger">Hears when no source is configured, and later when the vault is down.</param>
    /// <param name="credential">Takes the place of the managed identity, for a developer's machine; null for the identity.</param>
    /// <exception cref="SecretsSettingsException">The vault's address is none.</exception>
    public static ISecrets FromSettings(
        Func<string, string?> setting,
        bool development,
        TimeProvider time,
        ILogger<KeyVaultSecrets> logger,
        TokenCredential? credential = null)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (setting(VaultSetting) is { Length: > 0 } vault)
        {
            if (!Uri.TryCreate(vault, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.AbsolutePath != "/" || address.Query.Length > 0)
                throw new SecretsSettingsException($"{VaultSetting} must be the address of a vault, such as https://my-vault.vault.azure.net/.");
            return new KeyVaultSecrets(address, credential ?? AppIdentity.FromSettings(setting), time, logger);
        }

        if (development || bool.TryParse(setting(ConfigurationSetting), out var permitted) && permitted)
            return new ConfigurationSecrets(setting);

        // Not the end: an installation may have no line that needs a secret.
        const string sentence = $"It is not configured where secrets are: set {VaultSetting} to your Key Vault's address, or {ConfigurationSetting}=true to give them as settings (Secrets__name).";
        Log.NotConfigured(logger, sentence);
        return new MissingSecrets(sentence);
    }

    private static partial class Log
    {
        [LoggerMessage(3202, LogLevel.Error, "{Sentence} Until then, whatever needs a secret is refused: lines, CRMs, endpoints, forms with Turnstile.")]
        public static partial void NotConfigured(ILogger logger, string sentence);
    }
}
