using Click2Call.Lines;
using Click2Call.Storage.Secrets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Click2Call.Storage.Tests.Secrets;

public sealed class SecretsChoiceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static ISecrets Choose(bool development, params (string Name, string Value)[] settings) => SecretsChoice.FromSettings(
        Reader(settings), development, TimeProvider.System, NullLogger<KeyVaultSecrets>.Instance);

    private static Func<string, string?> Reader((string Name, string Value)[] settings) =>
        name => settings.FirstOrDefault(setting => setting.Name == name).Value;

    [Fact]
    public void A_vault_is_used_wherever_it_is_configured()
    {
        Assert.IsType<KeyVaultSecrets>(Choose(false, ("KeyVaultUri", "https://my-vault.vault.azure.net/")));
        Assert.IsType<KeyVaultSecrets>(Choose(true, ("KeyVaultUri", "https://my-vault.vault.azure.net"), ("AZURE_CLIENT_ID", "00000000-0000-0000-0000-000000000001")));
    }

    [Fact]
    public void Settings_hold_secrets_in_Development_and_where_that_is_permitted()
    {
        Assert.IsType<ConfigurationSecrets>(Choose(true));
        Assert.IsType<ConfigurationSecrets>(Choose(false, ("SecretsFromConfiguration", "true")));
    }

    [Fact]
    public async Task Production_without_either_is_told_what_to_set_at_once_and_by_each_line_that_needs_a_secret()
    {
        using var log = new FakeVault();
        var secrets = SecretsChoice.FromSettings(Reader([("Secrets:pbx-key", "x")]), development: false, TimeProvider.System, log);
        var e = await Assert.ThrowsAsync<SecretUnavailableException>(async () => await secrets.Get("pbx-key", Ct));
        Assert.Contains("KeyVaultUri", e.Message, StringComparison.Ordinal);
        Assert.Contains("SecretsFromConfiguration", e.Message, StringComparison.Ordinal);
        Assert.StartsWith(e.Message, Assert.Single(log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my-vault")]
    [InlineData("http://my-vault.vault.azure.net/")]
    [InlineData("https://my-vault.vault.azure.net/secrets/pbx-key")]
    public void An_address_that_is_no_vaults_is_told(string address) =>
        Assert.Contains("KeyVaultUri", Assert.Throws<SecretsSettingsException>(() => Choose(false, ("KeyVaultUri", address))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_setting_gives_a_secret_by_its_name_or_as_a_shell_can_write_it()
    {
        var secrets = new ConfigurationSecrets(Reader([("Secrets:pbx-key", "one"), ("Secrets:crm_key", "two")]));
        Assert.Equal("one", await secrets.Get("pbx-key", Ct));
        Assert.Equal("two", await secrets.Get("crm-key", Ct));
        var e = await Assert.ThrowsAsync<SecretUnavailableException>(async () => await secrets.Get("no-key", Ct));
        Assert.Contains("Secrets__no_key", e.Message, StringComparison.Ordinal);
    }
}
