using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Click2Call.Lines;

/// <summary>What a secret may be called: Key Vault's rule ("About Azure Key Vault secrets", object identifiers), here for every source of secrets.</summary>
public static partial class SecretName
{
    /// <summary>Whether a text is 1 to 127 ASCII letters, digits and dashes.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) => text is not null && Shape().IsMatch(text);

    /// <summary>
    /// Whether a text that stands where a name should looks like the secret itself: a UUID, a run of 16 and more
    /// letters and digits that change from one to the other four times or more, or 12 and more digits. People give names in words.
    /// </summary>
    public static bool LooksLikeValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Guid.TryParse(text, out _) || text.Split('-', '_', '.', ' ').Any(IsRandom);
    }

    private static bool IsRandom(string run)
    {
        if (run.Length >= 12 && run.All(char.IsAsciiDigit))
            return true;
        return run.Length >= 16 && run.Zip(run.Skip(1)).Count(pair => char.IsAsciiDigit(pair.First) != char.IsAsciiDigit(pair.Second)) >= 4;
    }

    [GeneratedRegex(@"\A[0-9a-zA-Z-]{1,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
