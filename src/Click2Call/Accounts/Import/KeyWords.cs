using System.Text.RegularExpressions;

namespace Click2Call.Accounts.Import;

/// <summary>What keys and scopes may be called.</summary>
public static partial class KeyWords
{
    /// <summary>Whether a key may be called so: 1 to 64 letters, digits, spaces, dots, dashes and underscores, a letter or digit first.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>Whether a scope may be called so: 1 to 32 lower-case letters, digits, dots, colons and dashes, a letter first.</summary>
    public static bool IsScope(string text) => Scope().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-z][a-z0-9.:-]{0,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Scope();
}
