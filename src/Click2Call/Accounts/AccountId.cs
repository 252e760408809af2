using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Click2Call.Accounts;

/// <summary>What an account may be called.</summary>
public static partial class AccountId
{
    /// <summary>Whether a text is the id of an account: 2 to 32 lower-case letters, digits and dashes, a letter or digit first and last. Kazoo's 32 hexadecimal digits fit.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) => text is not null && Shape().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,30}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
