namespace Click2Call.Numbers;

/// <summary>Sorts characters by <see cref="NumberCharacter"/>.</summary>
internal static class NumberCharacters
{
    private static ReadOnlySpan<byte> Keypad => "22233344455566677778889999"u8;

    private static readonly NumberCharacter[] Ascii = AsciiTable();

    /// <summary>What the character may be.</summary>
    public static NumberCharacter Sort(char c) => c < Ascii.Length ? Ascii[c] : SortWide(c);

    /// <summary>Whether the character is a digit.</summary>
    public static bool IsDigit(char c) => Sort(c) == NumberCharacter.Digit;

    /// <summary>The value of a digit.</summary>
    public static byte Value(char c) => (byte)(c switch
    {
        <= '9' => c - '0',
        >= '\uff10' => c - '\uff10',
        >= '\u06f0' => c - '\u06f0',
        _ => c - '\u0660',
    });

    /// <summary>The key of a letter on a phone's keypad.</summary>
    public static byte Key(char letter) => (byte)(Keypad[(letter | 0x20) - 'a'] - '0');

    private static NumberCharacter SortWide(char c) => c switch
    {
        >= '\uff10' and <= '\uff19' or >= '\u0660' and <= '\u0669' or >= '\u06f0' and <= '\u06f9' => NumberCharacter.Digit,
        '\uff0b' => NumberCharacter.Plus,
        '\u00a0' or '\u00ad' or '\u200b' or '\u2060' or '\u3000' or '\u2212' or '\u30fc' => NumberCharacter.Punctuation,
        >= '\u2010' and <= '\u2015' => NumberCharacter.Punctuation,
        '\uff0d' or '\uff0e' or '\uff08' or '\uff09' or '\uff3b' or '\uff3d' => NumberCharacter.Punctuation,
        '\uff0f' or '\u2053' or '\u223c' or '\uff5e' => NumberCharacter.Ambiguous,
        '\u061c' or '\u200c' or '\u200d' or '\u200e' or '\u200f' or >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069' or '\ufeff' => NumberCharacter.Invisible,
        >= '\u2000' and <= '\u200a' or '\u202f' or '\u205f' => NumberCharacter.ThinSpace,
        _ => NumberCharacter.Foreign,
    };

    private static NumberCharacter[] AsciiTable()
    {
        var table = new NumberCharacter[128];
        for (var c = 'A'; c <= 'Z'; c++)
            table[c] = table[c | 0x20] = NumberCharacter.Letter;
        for (var c = '0'; c <= '9'; c++)
            table[c] = NumberCharacter.Digit;
        foreach (var c in "-()[]. *")
            table[c] = NumberCharacter.Punctuation;
        foreach (var c in "xX~/")
            table[c] = NumberCharacter.Ambiguous;
        table['+'] = NumberCharacter.Plus;
        return table;
    }
}
