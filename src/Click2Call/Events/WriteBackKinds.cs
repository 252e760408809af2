namespace Click2Call.Events;

/// <summary>The CRMs in which calls can be written down, and what each must be told.</summary>
public static class WriteBackKinds
{
    private static readonly Kind[] Known =
    [
        new("hubspot", BaseUrl: false, ["token"], ["ownerId"]),
        new("salesforce", BaseUrl: true, ["token"], ["clientId", "ownerId", "apiVersion"]),
        new("pipedrive", BaseUrl: false, ["token"], ["ownerId"]),
        new("bitrix24", BaseUrl: true, ["token"], ["responsibleId"]),
    ];

    /// <summary>Their words.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Select(kind => kind.Word)];

    /// <summary>What is wrong with the settings of one; a sentence each.</summary>
    public static IEnumerable<string> Check(WriteBackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (Array.Find(Known, kind => kind.Word == settings.Kind) is not { } found)
            yield break;
        if (found.BaseUrl && settings.BaseUrl is null)
            yield return $"{found.Word} needs the baseUrl of the account's own system.";
        foreach (var role in found.Secrets.Where(role => !settings.Secrets.ContainsKey(role)))
        {
            if (found.Word == "salesforce" && settings.Secrets.ContainsKey("clientSecret") && settings.Options.ContainsKey("clientId"))
                continue;
            yield return $"{found.Word} needs the name of the secret '{role}'{(found.Word == "salesforce" ? ", or of 'clientSecret' with the option clientId" : "")}.";
        }

        foreach (var role in settings.Secrets.Keys.Where(role => !found.Secrets.Contains(role) && (found.Word, role) != ("salesforce", "clientSecret")))
            yield return $"{found.Word} has no secret '{role}'.";
        foreach (var option in settings.Options.Keys.Where(option => !found.Options.Contains(option)))
            yield return $"{found.Word} has no option '{option}'; it has {string.Join(", ", found.Options)}.";
    }

    private sealed record Kind(string Word, bool BaseUrl, string[] Secrets, string[] Options);
}
