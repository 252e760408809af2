namespace Click2Call.Storage.Rest;

/// <summary>
/// The settings of an identity-based connection ("Develop Azure Functions, Configure an identity-based connection"):
/// <c>name__accountName</c> or <c>name__tableServiceUri</c> and <c>name__queueServiceUri</c>, with
/// <c>name__credential=managedidentity</c> and <c>name__clientId</c>. Where the host's own <c>name__blobServiceUri</c> is
/// all there is, the others follow from it. A name with <c>__</c> may also come as <c>:</c>, as configuration providers write it.
/// </summary>
internal static class IdentitySettings
{
    public static StorageSettings? Read(Func<string, string?> setting, string name)
    {
        var account = Value("accountName");
        var table = Value("tableServiceUri");
        var queue = Value("queueServiceUri");
        var blob = Value("blobServiceUri");
        if (account is null && table is null && queue is null && blob is null)
            return null;

        if (Value("credential") is { } credential && !credential.Equals("managedidentity", StringComparison.OrdinalIgnoreCase))
            throw new StorageSettingsException($"{name}__credential must be managedidentity: no other credential is supported.");

        var identity = new ManagedIdentity(Value("clientId"), Value("managedIdentityResourceId"));
        var tableEndpoint = Endpoint("table", table);
        var queueEndpoint = Endpoint("queue", queue);
        return new StorageSettings(account ?? new Uri(tableEndpoint).Host.Split('.')[0], tableEndpoint, queueEndpoint, null, identity);

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

    private static bool IsAccountName(string name) =>
        name.Length is >= 3 and <= 24 && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character));
}
