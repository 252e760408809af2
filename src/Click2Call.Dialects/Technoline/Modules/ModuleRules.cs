using System.Globalization;
using System.Text.RegularExpressions;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>What the fields of modules may hold. Each throws an <see cref="ArgumentException"/> for what they may not.</summary>
internal static partial class ModuleRules
{
    /// <summary>
    /// A name for a result: 1 to 64 letters, digits, dashes and underscores, a letter first. It becomes a query parameter
    /// beside those of the phone system (<c>PBXphone</c>, <c>FILE_name</c>, …), so it may not look like one of these.
    /// </summary>
    public static string Name(string text) => Names().IsMatch(text) && !Taken().IsMatch(text)
        ? text
        : throw new ArgumentException("A result's name is 1 to 64 letters, digits, dashes and underscores, and none of the phone system's own.", nameof(text));

    public static int Range(int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"This is a whole number from {least} to {most}."));

    public static int? Range(int? value, int least, int most) => value is { } number ? Range(number, least, most) : null;

    /// <summary>A full Israeli number with its leading zero: no country code, no plus, no dashes (simpleRouting).</summary>
    public static string IsraeliNumber(string text) => IsIsraeliNumber(text)
        ? text
        : throw new ArgumentException("This is an Israeli number with its leading zero, such as 0501234567.", nameof(text));

    public static bool IsIsraeliNumber(string text) => Israeli().IsMatch(text);

    /// <summary>A number to be shown; empty passes the caller's own on.</summary>
    public static string Shown(string text) => text.Length == 0 ? text : IsraeliNumber(text);

    public static string Digits(string text, int most) => text.Length <= most && text.All(char.IsAsciiDigit)
        ? text
        : throw new ArgumentException("These are digits.", nameof(text));

    public static string Spoken(string text) => text.Length is > 0 and <= 5000 && !text.Any(one => char.IsControl(one) && one is not '\n')
        ? text
        : throw new ArgumentException("What is spoken has 1 to 5000 characters and no control characters.", nameof(text));

    public static string Short(string text, int most) => text.Length <= most && !text.Any(char.IsControl)
        ? text
        : throw new ArgumentException("This is a short text without control characters.", nameof(text));

    public static string OneOf(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (word == text)
                return text;
        }

        throw new ArgumentException($"This is one of {string.Join(", ", words!)}.", nameof(text));
    }

    /// <summary>A name in which <c>{{PBX…}}</c> parameters are filled in by the phone system, and no others.</summary>
    public static string Template(string text) => Templates().IsMatch(text)
        ? text
        : throw new ArgumentException("A file's name has letters, digits, dashes and underscores, and {{PBXphone}}, {{PBXcallId}}, {{PBXdid}}, {{PBXnum}} or {{PBXextensionId}}.", nameof(text));

    public static string ExtensionId(string text) => text.Length > 0 ? Digits(text, 20) : throw new ArgumentException("An extension's id is digits.", nameof(text));

    /// <summary>Keys of a phone, each once, comma-separated; or <c>ALL</c>.</summary>
    public static string Keys(string text)
    {
        if (text == "ALL")
            return text;
        var keys = text.Split(',');
        return keys.All(key => key is [>= '0' and <= '9'] or ['*' or '#']) && keys.Distinct().Count() == keys.Length
            ? text
            : throw new ArgumentException("Keys are 0 to 9, * and #, each once, with commas between; or ALL.", nameof(text));
    }

    public static IReadOnlyList<AudioItem> Files(IReadOnlyList<AudioItem> files, bool needed, bool keys = false)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (needed && files.Count == 0)
            throw new ArgumentException("There is nothing to be heard.", nameof(files));
        if (!keys && files.Any(file => file.ActivatedKeys is not null))
            throw new ArgumentException("Keys of a single file exist in a menu only.", nameof(files));
        return [.. files];
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Names();

    [GeneratedRegex(@"\A(?:PBX|(?:FILE|PATH|SIZE|DURATION|DIGIT|CONFIRM|TEXT|FILEID)_)", RegexOptions.CultureInvariant)]
    private static partial Regex Taken();

    [GeneratedRegex(@"\A0[1-9][0-9]{7,8}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Israeli();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9_-]|\{\{PBX(?:phone|num|did|callId|extensionId)\}\}){1,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Templates();
}
