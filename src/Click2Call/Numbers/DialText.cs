using System.Diagnostics.CodeAnalysis;

namespace Click2Call.Numbers;

/// <summary>Which texts may be handed to a phone system as, or inside, a destination.</summary>
/// <remarks>
/// In Asterisk's Dial a <c>&amp;</c> rings one more channel, a <c>/</c> separates technology and resource and a <c>,</c> starts
/// the next argument; CR and LF end a header in SIP and an action in AMI. None of them has a place in a number, an extension or a name.
/// </remarks>
public static class DialText
{
    /// <summary>The longest text admitted, in characters.</summary>
    public const int MaxLength = 256;

    /// <summary>Whether a phone system may be given the text.</summary>
    /// <param name="text">The text to look at; null, empty and blank texts are not admitted.</param>
    public static bool IsAdmitted([NotNullWhen(true)] string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '&' or '/' or ',' or '\u2028' or '\u2029' || char.IsControl(c))
                return false;
            // A lone surrogate has no UTF-8 form: it would reach the phone system as another text than was checked.
            if (char.IsSurrogate(c) && !(i + 1 < text.Length && char.IsSurrogatePair(c, text[++i])))
                return false;
        }

        return true;
    }

    internal static string Require(string text, string name) =>
        IsAdmitted(text) ? text : throw new ArgumentException("A destination is 1 to 256 characters long and holds no '&', '/', ',' or control character.", name);

    internal static string? RequireOrNull(string? text, string name) => text is null ? null : Require(text, name);
}
