using System.Text;
using System.Text.RegularExpressions;

namespace Click2Call.Dialects.Asterisk;

/// <summary>
/// What may go into a channel's name or a dialplan variable. In Asterisk's Dial a <c>&amp;</c> rings one more phone, a
/// <c>,</c> begins the next argument, a <c>/</c> the resource and a <c>(</c> the argument of an option; <c>${</c> and
/// <c>$[</c> are evaluated where a dialplan evaluates twice. A number with one of them in it is a way to ring a premium number.
/// </summary>
internal static partial class AsteriskText
{
    /// <summary>The longest name on a display, in characters.</summary>
    public const int LongestName = 60;

    /// <summary>Whether an extension or a number may stand in a channel's name: letters, digits and <c>*#+._-</c>, not beginning with a dash or dot.</summary>
    public static bool IsDialable(string text) => Dialable().IsMatch(text);

    /// <summary>Whether a number may be shown: digits, <c>*#</c> and a plus in front.</summary>
    public static bool IsShown(string text) => Shown().IsMatch(text);

    /// <summary>Whether a recording, a conference or a class of music may be called so.</summary>
    public static bool IsWord(string text) => Word().IsMatch(text);

    /// <summary>Whether this names a language, as <c>he</c>, <c>en_US</c>.</summary>
    public static bool IsLanguage(string text) => Language().IsMatch(text);

    /// <summary>Whether this names a variable.</summary>
    public static bool IsVariable(string text) => Variable().IsMatch(text);

    /// <summary>Whether this names a SIP header that orders may set: those that begin with <c>X-</c>, because others steer calls.</summary>
    public static bool IsHeader(string text) => Header().IsMatch(text);

    /// <summary>Whether a SIP address may be dialled: user, host and port, no parameters and no headers.</summary>
    public static bool IsSipAddress(string text) => SipAddress().IsMatch(text);

    /// <summary>Whether an operator's pattern for channels is one: technology, slash, and <c>{number}</c> once.</summary>
    public static bool IsPattern(string text) => Pattern().IsMatch(text) && text.Split("{number}").Length == 2;

    /// <summary>A person's name fit for a display: signs with a meaning in dialplans and SIP become spaces.</summary>
    public static string Name(string? name)
    {
        var text = new StringBuilder();
        foreach (var rune in (name ?? "").EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength > LongestName)
                break;
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar || (rune.IsAscii && ",&/()\"\\<>;$[]{}^|=%`".Contains((char)rune.Value, StringComparison.Ordinal)) || Rune.IsWhiteSpace(rune))
            {
                if (text.Length > 0 && text[^1] != ' ')
                    text.Append(' ');
            }
            else
            {
                text.Append(rune);
            }
        }

        return text.ToString().Trim();
    }

    /// <summary>A number fit for a display, or empty when it is none. What people write between digits is left out.</summary>
    public static string Number(string? number)
    {
        var text = new string([.. (number ?? "").Where(c => c is not (' ' or '-' or '(' or ')' or '.'))]);
        return IsShown(text) ? text : "";
    }

    [GeneratedRegex(@"\A[A-Za-z0-9*#+_][A-Za-z0-9*#+._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dialable();

    [GeneratedRegex(@"\A\+?[0-9*#]{1,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shown();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,80}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[A-Za-z]{2,3}([_-][A-Za-z]{2,4})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Language();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\A[Xx]-[A-Za-z0-9-]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Header();

    [GeneratedRegex(@"\Asips?:[A-Za-z0-9._+*-]{1,64}@[A-Za-z0-9.-]{1,200}(:[0-9]{1,5})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SipAddress();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{1,15}/[A-Za-z0-9*#+._@:/{}-]{1,120}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
