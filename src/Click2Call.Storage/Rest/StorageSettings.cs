namespace Click2Call.Storage.Rest;

/// <summary>Where an account is and how to prove who we are: either its key, or an identity.</summary>
/// <param name="AccountName">The account, as it is signed; for an identity only what the host name says.</param>
/// <param name="TableEndpoint">The Table service, without a slash at the end.</param>
/// <param name="QueueEndpoint">The Queue service, without a slash at the end.</param>
/// <param name="Key">The account's key, or null when an identity is used.</param>
/// <param name="Identity">The managed identity, or null when a key is used.</param>
internal sealed record StorageSettings(string AccountName, string TableEndpoint, string QueueEndpoint, byte[]? Key, ManagedIdentity? Identity)
{
    /// <summary>The Blob service, without a slash at the end; null where the settings name none.</summary>
    public string? BlobEndpoint { get; init; }

    /// <summary>
    /// Reads the settings that the Functions host reads for its own storage ("Azure Functions app settings reference",
    /// AzureWebJobsStorage and AzureWebJobsStorage__accountName): a connection string, else an identity's.
    /// </summary>
    /// <exception cref="StorageSettingsException">There is neither, or one with a mistake.</exception>
    public static StorageSettings Read(Func<string, string?> setting, string name)
    {
        if (setting(name) is { Length: > 0 } connectionString)
            return ConnectionString.Parse(connectionString, name);
        return IdentitySettings.Read(setting, name) ?? throw new StorageSettingsException(
            $"Storage is not configured: set {name} to a connection string, or {name}__accountName to an account that a managed identity may use.");
    }

    /// <summary>An absolute http(s) address without a query, or one sentence about what is wrong.</summary>
    public static string Endpoint(string value, string setting, bool secure)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new StorageSettingsException($"{setting} is not an absolute http or https address.");
        if (address.Query.Length > 0 || address.UserInfo.Length > 0)
            throw new StorageSettingsException($"{setting} must be a bare address, without a query (SAS) or a user.");
        if (secure && address.Scheme != "https")
            throw new StorageSettingsException($"{setting} must be an https address: a token is never sent in the clear.");
        return address.AbsoluteUri.TrimEnd('/');
    }
}
