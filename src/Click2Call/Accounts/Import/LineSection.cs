using Click2Call.Lines;

namespace Click2Call.Accounts.Import;

/// <summary>Reads a line.</summary>
internal static class LineSection
{
    /// <summary>Stands for the hash that a line with events is going to have, so that the dialect knows that it hears of calls.</summary>
    private static readonly string HashToCome = new('0', 64);

    private static readonly string[] NamesOfSecrets = ["apikey", "api_key", "password", "secret", "token"];

    public static ReadLine Read(JsonObject json, IReadOnlyDictionary<string, IDialect> dialects)
    {
        var known = string.Join(", ", dialects.Keys.Order(StringComparer.Ordinal));
        var dialect = json.RequiredText("dialect", dialects.ContainsKey, $"a dialect is one of {known}.");
        var settings = new LineSettings
        {
            Id = json.RequiredText("id", PartId.IsValid, "a line's id is 1 to 64 lower-case letters, digits and dashes, such as \"main\"."),
            Dialect = dialect,
            BaseUrl = json.Text("baseUrl", IsBaseUrl, "this is the phone system's address, http or https, without user, query and fragment, such as \"https://pbx.example.com\".") is { } url ? new Uri(url) : null,
            Secrets = json.Map("secrets", WrongSecret),
            Options = json.Map("options", WrongOption),
            MaxDials = json.Number("maxDials", otherwise: 0, 0, 10_000),
        };
        var events = json.Flag("events", otherwise: false);
        if (dialects.TryGetValue(dialect, out var found))
        {
            foreach (var problem in found.Check(WithEvents(settings, events)))
                json.Wrong(null, problem);
        }

        return new ReadLine(settings, events, found?.CapabilitiesOf(WithEvents(settings, events)) ?? LineCapabilities.None);
    }

    private static LineSettings WithEvents(LineSettings settings, bool events) => settings with { EventTokenHash = events ? HashToCome : null };

    /// <summary>Whether a text is the address of an API.</summary>
    public static bool IsBaseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;

    /// <summary>Whether a text is the name of a secret and not the secret itself.</summary>
    public static bool IsSecretName(string text) => SecretName.IsValid(text) && !SecretName.LooksLikeValue(text);

    /// <summary>What is wrong with the name of a secret.</summary>
    public static string? WrongSecret(string role, string name)
    {
        if (SecretName.LooksLikeValue(name))
            return "this looks like the secret itself; put it into the Key Vault and write the name that it has there, such as \"pbx-key\". Change the secret if this file was shared.";
        return SecretName.IsValid(name) ? null : "a secret's name is 1 to 127 letters, digits and dashes (Key Vault's rule), such as \"pbx-key\"; its value is never in this file.";
    }

    /// <summary>What is wrong with an option.</summary>
    public static string? WrongOption(string name, string value) => NamesOfSecrets.Contains(name, StringComparer.OrdinalIgnoreCase)
        ? "a secret does not belong into the options; put it into the Key Vault and its name into 'secrets'."
        : value.Length > 1000 ? "an option has at most 1000 characters." : null;
}
