namespace Click2Call.Storage.Rest;

/// <summary>Reads a connection string ("Configure Azure Storage connection strings"). Nothing of a wrong one is repeated: it may be the key.</summary>
internal static class ConnectionString
{
    // The account and key that every emulator has ("Use the Azurite emulator", well-known storage account and key).
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static StorageSettings Parse(string text, string name)
    {
        var parts = Split(text, name);
        if (parts.ContainsKey("UseDevelopmentStorage"))
            return Emulator(parts, name);
        if (parts.ContainsKey("SharedAccessSignature"))
            throw new StorageSettingsException($"{name} holds a shared access signature, which is not supported: use an account key or a managed identity.");

        var account = Required(parts, "AccountName", name);
        byte[] key;
        try
        {
            key = Convert.FromBase64String(Required(parts, "AccountKey", name));
        }
        catch (FormatException)
        {
            throw new StorageSettingsException($"The AccountKey in {name} is not base64: copy the whole key.");
        }

        return new StorageSettings(account, Endpoint(parts, "Table", account, name), Endpoint(parts, "Queue", account, name), key, null)
        {
            BlobEndpoint = Lacks(parts, "Blob") ? null : Endpoint(parts, "Blob", account, name),
        };
    }

    private static StorageSettings Emulator(Dictionary<string, string> parts, string name)
    {
        if (!parts["UseDevelopmentStorage"].Equals("true", StringComparison.OrdinalIgnoreCase))
            throw new StorageSettingsException($"UseDevelopmentStorage in {name} can only be true.");
        var host = parts.TryGetValue("DevelopmentStorageProxyUri", out var proxy)
            ? StorageSettings.Endpoint(proxy, $"The DevelopmentStorageProxyUri in {name}", secure: false)
            : "http://127.0.0.1";
        return new StorageSettings(
            EmulatorAccount,
            $"{host}:10002/{EmulatorAccount}",
            $"{host}:10001/{EmulatorAccount}",
            Convert.FromBase64String(EmulatorKey),
            null)
        {
            BlobEndpoint = $"{host}:10000/{EmulatorAccount}",
        };
    }

    private static Dictionary<string, string> Split(string text, string name)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new StorageSettingsException($"{name} is not a connection string: it must be name=value pairs with semicolons between them.");
            if (!parts.TryAdd(part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart()))
                throw new StorageSettingsException($"{name} is not a connection string: it says the same thing twice.");
        }

        return parts;
    }

    private static string Required(Dictionary<string, string> parts, string part, string name) =>
        parts.TryGetValue(part, out var value) && value.Length > 0
            ? value
            : throw new StorageSettingsException($"The connection string in {name} has no {part}.");

    private static bool Lacks(Dictionary<string, string> parts, string service) =>
        !parts.ContainsKey($"{service}Endpoint") && !parts.ContainsKey("EndpointSuffix") && !parts.ContainsKey("DefaultEndpointsProtocol")
        && parts.Keys.Any(part => part.EndsWith("Endpoint", StringComparison.OrdinalIgnoreCase));

    private static string Endpoint(Dictionary<string, string> parts, string service, string account, string name)
    {
        if (parts.TryGetValue($"{service}Endpoint", out var given))
            return StorageSettings.Endpoint(given, $"The {service}Endpoint in {name}", secure: false);

        // A string that names some endpoints and not this one is of an account that lacks the service.
        if (Lacks(parts, service))
            throw new StorageSettingsException($"The connection string in {name} has no {service}Endpoint.");
        var protocol = parts.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        if (protocol is not ("http" or "https"))
            throw new StorageSettingsException($"The DefaultEndpointsProtocol in {name} is neither http nor https.");
        var suffix = parts.GetValueOrDefault("EndpointSuffix", "core.windows.net");
#pragma warning disable CA1308 // Host names are lower case.
        var address = $"{protocol}://{account}.{service.ToLowerInvariant()}.{suffix}";
        return StorageSettings.Endpoint(address, $"The AccountName or EndpointSuffix in {name}", secure: false);
#pragma warning restore CA1308
    }
}
