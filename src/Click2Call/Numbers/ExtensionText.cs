namespace Click2Call.Numbers;

/// <summary>Finds an extension at the end of a number: <c>;ext=12</c>, <c>ext. 12</c>, <c>x12</c>, <c># 12</c>, <c>доб. 12</c>, <c>,,12</c>, <c>- 12#</c>.</summary>
/// <remarks>The forms and the lengths they allow are those of libphonenumber's createExtnPattern. Case does not matter.</remarks>
internal static class ExtensionText
{
    private const int AfterWord = 20;
    private const int AfterPause = 15;
    private const int AfterSign = 9;
    private const int BeforeHash = 6;

    /// <summary>Finds the first place from which an extension reaches to the end of the text.</summary>
    /// <param name="text">The number with its extension.</param>
    /// <param name="start">Where the number ends.</param>
    /// <param name="digits">The digits of the extension.</param>
    public static bool TryFind(ReadOnlySpan<char> text, out int start, out ReadOnlySpan<char> digits)
    {
        var end = Measure(text, out var length, out _);
        digits = text.Slice(end, length);
        for (start = 0; start < end && length > 0; start++)
        {
            if (IsAt(text, start))
                return true;
        }

        return false;
    }

    /// <summary>Whether the rest of the text from here on is an extension.</summary>
    public static bool IsAt(ReadOnlySpan<char> text, int start)
    {
        if (start == text.Length || !MayBegin(text[start]))
            return false;
        var digitsAt = Measure(text, out var length, out var hash);
        if (length == 0 || start >= digitsAt)
            return false;
        var lead = text[start..digitsAt];
        return IsParameter(lead, hash, length)
            || IsNamed(lead.TrimStart(" \u00a0\t,"), length)
            || IsHashed(lead, hash, length)
            || IsPause(lead.TrimStart(" \u00a0\t"), length);
    }

    /// <summary>Tells most characters of a number, which are digits, from those with which an extension begins.</summary>
    private static bool MayBegin(char c) => c >= 0x80 || c is ' ' or '\t' or ',' or ';' or '-' or '#' or '~' || (c | 0x20) is 'a' or 'e' or 'i' or 'x';

    /// <summary>Finds the digits at the end of the text, before a # that may close them.</summary>
    private static int Measure(ReadOnlySpan<char> text, out int length, out bool hash)
    {
        hash = text.EndsWith('#');
        var end = text.Length - (hash ? 1 : 0);
        var start = end;
        while (start > 0 && NumberCharacters.IsDigit(text[start - 1]))
            start--;
        length = end - start;
        return start;
    }

    private static bool IsParameter(ReadOnlySpan<char> lead, bool hash, int length) =>
        !hash && length <= AfterWord && lead.Equals(";ext=", StringComparison.OrdinalIgnoreCase);

    private static bool IsNamed(ReadOnlySpan<char> lead, int length)
    {
        var word = Word(lead);
        if (word > 0 && length <= AfterWord && IsGap(lead[word..]))
            return true;
        var sign = Sign(lead);
        return sign > 0 && length <= AfterSign && IsGap(lead[sign..]);
    }

    private static bool IsHashed(ReadOnlySpan<char> lead, bool hash, int length) =>
        hash && length <= BeforeHash && !lead.ContainsAnyExcept(' ', '-');

    /// <summary>Commas and semicolons are pauses for dialling: two of them, or one semicolon, may precede a longer extension than one comma.</summary>
    private static bool IsPause(ReadOnlySpan<char> lead, int length)
    {
        var commas = lead.Length - lead.TrimStart(',').Length;
        var isLong = commas >= 2 || lead.StartsWith(';');
        if (!isLong && commas == 0)
            return false;
        if (length <= AfterPause && isLong && IsGap(lead[(commas >= 2 ? 2 : 1)..]))
            return true;
        return commas > 0 && length <= AfterSign && IsGap(lead[commas..]);
    }

    /// <summary>What may stand between the mark and the digits: one colon or dot, then spaces, commas and hyphens.</summary>
    private static bool IsGap(ReadOnlySpan<char> gap)
    {
        if (gap.Length > 0 && gap[0] is ':' or '.' or '\uff0e')
            gap = gap[1..];
        return !gap.ContainsAnyExcept(" \u00a0\t,-");
    }

    /// <summary>The length of a word for "extension" at the start of the text, or 0.</summary>
    private static int Word(ReadOnlySpan<char> text)
    {
        if (Begins(text, "доб"))
            return 3;
        if (Begins(text, "anexo"))
            return 5;
        var wide = Begins(text, "\uff45") ? 1 : 0;
        if (Begins(text[wide..], "\uff58\uff54"))
            return wide + 2 + (Begins(text[(wide + 2)..], "\uff4e") ? 1 : 0);
        var at = Begins(text, "e") ? 1 : 0;
        if (!Begins(text[at..], "xt"))
            return 0;
        at += 2;
        if (Begins(text[at..], "ensi"))
        {
            var rest = text[(at + 4)..];
            at += Begins(rest, "o\u0301") ? 6 : Begins(rest, "o") || Begins(rest, "\u00f3") ? 5 : 0;
        }

        return at + (Begins(text[at..], "n") ? 1 : 0);
    }

    /// <summary>The length of a sign for "extension" at the start of the text, or 0.</summary>
    private static int Sign(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && text[0] is 'x' or 'X' or '\uff58' or '\uff38' or '#' or '\uff03' or '~' or '\uff5e')
            return 1;
        return Begins(text, "int") || Begins(text, "\uff49\uff4e\uff54") ? 3 : 0;
    }

    private static bool Begins(ReadOnlySpan<char> text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
