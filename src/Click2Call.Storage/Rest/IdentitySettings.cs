namespace Click2Call.Storage.Rest;

/// <summary>
/// The settings of an identity-based connection ("Develop Azure Functions, Configure an identity-based connection"):
/// <c>name__accountName</c> or <c>name__tableServiceUri</c> and <c>name__queueServiceUri</c>, with
/// <c>name__credential=managedidentity</c> and <c>name__clientId</c>; <c>azurecli</c> is our own word, for an operator's machine. Where the host's own <c>name__blobServiceUri</c> is
/// all there is, the others follow from it. A name with <c>__</c> may also come as <c>:</c>, as configuration providers write it.
/// </summary>
internal static class IdentitySettings
{
    private const string Managed = "managedidentity";

    public static StorageSettings? Read(Func<string, string?> setting, string name)
    {
        var account = Value("accountName");
        var table = Value("tableServiceUri");
        var queue = Value("queueServiceUri");
        var blob = Value("blobServiceUri");
        if (account is null && table is null && queue is null && blob is null)
            return null;

        var credential = Value("credential") ?? Managed;
        var cli = IsAzureCli(credential);
        if (!cli && !credential.Equals(Managed, StringComparison.OrdinalIgnoreCase))
            throw new StorageSettingsException($"{name}__credential must be managedidentity, or azurecli on an operator's machine: no other credential is supported.");

        var identity = new ManagedIdentity(Value("clientId"), Value("managedIdentityResourceId"), cli);
        var tableEndpoint = Endpoint("table", table);
        var queueEndpoint = Endpoint("queue", queue);
        return new StorageSettings(account ?? new Uri(tableEndpoint).Host.Split('.')[0], tableEndpoint, queueEndpoint, null, identity) { BlobEndpoint = blob is not null || account is not null ? Endpoint("blob", blob) : null };

        string? Value(string part) => setting($"{name}__{part}") is { Length: > 0 } value
            ? value
            : setting($"{name}:{part}") is { Length: > 0 } other ? other : null;

        string Endpoint(string service, string? given)
        {
            if (given is not null)
                return StorageSettings.Endpoint(given, $"{name}__{service}ServiceUri", secure: true);
            if (account is not null)
            {
                return IsAccountName(account)
                    ? $"https://{account}.{service}.core.windows.net"
                    : throw new StorageSettingsException(
                        $"{name}__accountName is not the name of a storage account: 3 to 24 lower-case letters and digits.");
            }

            foreach (var (other, address) in new[] { ("blob", blob), ("queue", queue), ("table", table) })
            {
                if (address?.Contains($".{other}.", StringComparison.Ordinal) != true)
                    continue;
                var beside = address.Replace($".{other}.", $".{service}.", StringComparison.Ordinal);
                return StorageSettings.Endpoint(beside, $"{name}__{other}ServiceUri", secure: true);
            }

            throw new StorageSettingsException($"{name}__{service}ServiceUri is missing: it does not follow from the other settings.");
        }
    }

    /// <summary>Whether a credential is whoever has signed in to the Azure CLI.</summary>
    public static bool IsAzureCli(string? credential) => string.Equals(credential, "azurecli", StringComparison.OrdinalIgnoreCase);

    private static bool IsAccountName(string name) =>
        name.Length is >= 3 and <= 24 && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character));
}
