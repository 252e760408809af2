namespace Click2Call.Crm.WriteBack;

/// <summary>Where a CRM is asked, and by whom.</summary>
/// <param name="Base">The address that paths are relative to, with a slash at its end.</param>
/// <param name="Credential">The header that proves who we are; null where the address does.</param>
/// <param name="Options">The write-back's options.</param>
internal sealed record CrmSession(Uri Base, (string Name, string Value)? Credential, IReadOnlyDictionary<string, string> Options)
{
    public static Uri BaseOf(Uri? configured, string otherwise) => new((configured?.ToString() ?? otherwise).TrimEnd('/') + "/");

    public string? Option(string name) => Options.TryGetValue(name, out var value) ? value : null;
}
