using System.Text.RegularExpressions;

namespace Click2Call.Accounts.Import;

/// <summary>Reads how Turnstile guards a form.</summary>
internal static partial class TurnstileSection
{
    public static TurnstileSettings Read(JsonObject json) => new(json.RequiredText(
        "secret", LineSection.IsSecretName, "a secret's name is 1 to 127 letters, digits and dashes (Key Vault's rule), such as \"turnstile-key\"; its value is never in this file. If this is the secret key itself, change it."))
    {
        Hostnames = json.Texts("hostnames", 100, text => Uri.CheckHostName(text) != UriHostNameType.Unknown && text.All(c => !char.IsAsciiLetterUpper(c)), "a host name is that of a page, in lower case and without scheme and port, such as \"www.example.com\"."),
        Action = json.Text("action", text => ActionName().IsMatch(text), "an action is what the widget has for data-action: 1 to 32 letters, digits, dashes and underscores."),
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ActionName();
}
