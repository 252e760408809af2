using Azure.Core;

namespace Click2Call.Storage.Rest;

/// <summary>The identity that the app is, for services other than its storage: a managed one, or with <c>AzureWebJobsStorage__credential=azurecli</c> whoever has signed in to the Azure CLI, as for storage.</summary>
public static class AppIdentity
{
    /// <summary>The client id of the user-assigned identity: the first of these settings that there is; none: the system-assigned identity.</summary>
    public static IReadOnlyList<string> ClientIdSettings { get; } = ["KeyVaultClientId", "AZURE_CLIENT_ID", "AzureWebJobsStorage__clientId"];

    /// <summary>The identity that the settings name. No I/O.</summary>
    /// <param name="setting">Reads a setting by its name; null when there is none.</param>
    public static TokenCredential FromSettings(Func<string, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var cli = IdentitySettings.IsAzureCli(setting("AzureWebJobsStorage__credential"));
        return new ManagedIdentity(ClientIdSettings.Select(setting).FirstOrDefault(value => !string.IsNullOrEmpty(value)), null, cli).Credential();
    }
}
