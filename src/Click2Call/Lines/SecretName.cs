using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Click2Call.Lines;

/// <summary>What a secret may be called: Key Vault's rule ("About Azure Key Vault secrets", object identifiers), here for every source of secrets.</summary>
public static partial class SecretName
{
    /// <summary>Whether a text is 1 to 127 ASCII letters, digits and dashes.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) => text is not null && Shape().IsMatch(text);

    /// <summary>
    /// Whether a text that stands where a name should looks like the secret itself: a UUID, or a run of 16 and more
    /// letters and digits with four digits or more, or of 12 and more digits. People give names in words.
    /// </summary>
    public static bool LooksLikeValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Guid.TryParse(text, out _) || text.Split('-', '_', '.', ' ').Any(IsRandom);
    }

    private static bool IsRandom(string run)
    {
        var digits = run.Count(char.IsAsciiDigit);
        return (run.Length >= 16 && digits >= 4) || (run.Length >= 12 && digits == run.Length);
    }

    [GeneratedRegex(@"\A[0-9a-zA-Z-]{1,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
