using System.Text.RegularExpressions;
using Click2Call.Numbers;

namespace Click2Call.Accounts.Import;

/// <summary>Reads an extension.</summary>
internal static partial class ExtensionSection
{
    public static Extension Read(JsonObject json, Account account) => new()
    {
        Number = json.RequiredText("number", IsNumber, "an extension is 1 to 32 letters, digits, dots, dashes, underscores and stars, such as \"101\"."),
        Name = json.Text("name", AccountSection.IsName, "a name has 1 to 100 characters."),
        Display = json.Text("display", IsDisplay, "a display number is 2 to 20 digits, such as \"0990880101\"."),
        SipUser = json.Text("sipUser", IsSipUser, "a SIP user has 1 to 64 characters, none of which is a space, @, &, / or a comma."),
        Line = json.Text("line", id => account.Lines.Any(line => line.Id == id), UnknownLine(account)),
        Blocked = json.Flag("blocked", otherwise: false),
    };

    /// <summary>What to say of a line that the account does not have.</summary>
    public static string UnknownLine(Account account) => account.Lines.Count == 0
        ? "the account has no line of this name; describe it under 'lines'."
        : $"the account has no line of this name; it has {string.Join(", ", account.Lines.Select(line => line.Id))}.";

    private static bool IsNumber(string text) => Number().IsMatch(text);

    private static bool IsDisplay(string text) => text.Length is >= 2 and <= 20 && text.All(char.IsAsciiDigit);

    private static bool IsSipUser(string text) => text.Length <= 64 && DialText.IsAdmitted(text) && !text.Contains('@', StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace);

    [GeneratedRegex(@"\A[A-Za-z0-9*][A-Za-z0-9*._-]{0,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
