using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Click2Call.Accounts;

/// <summary>What a line or a click-to-call may be called inside its account.</summary>
public static partial class PartId
{
    /// <summary>Whether a text is such an id: 1 to 64 lower-case letters, digits and dashes, a letter or digit first. Kazoo's 32 hexadecimal digits fit.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) => text is not null && Shape().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
