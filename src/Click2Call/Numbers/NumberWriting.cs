namespace Click2Call.Numbers;

/// <summary>Reads the rarer ways of writing a number: extensions, tel: URIs, vanity letters, two numbers in one field.</summary>
/// <remarks>Follows buildNationalNumberForParsing, isViablePhoneNumber, maybeStripExtension and normalize of libphonenumber.</remarks>
internal static class NumberWriting
{
    private const string Context = ";phone-context=";
    private const string Subaddress = ";isub=";

    /// <summary>Reads a text of at most <see cref="NumberText.LongestText"/> characters.</summary>
    /// <inheritdoc cref="NumberText.Read"/>
    public static NumberProblem Read(ReadOnlySpan<char> text, Span<byte> digits, out int count, out bool plus, out string? extension)
    {
        count = 0;
        plus = false;
        extension = null;

        Span<char> visible = stackalloc char[NumberText.LongestText];
        Span<char> room = stackalloc char[2 * NumberText.LongestText];
        scoped ReadOnlySpan<char> number;
        if (!TryTakeNumber(Visible(text, visible), room, out number) || !IsViable(number))
            return NumberProblem.NotANumber;

        if (ExtensionText.TryFind(number, out var start, out var found) && IsViable(number[..start]))
        {
            extension = Ascii(found);
            number = number[..start];
        }

        plus = NumberCharacters.Sort(number[0]) == NumberCharacter.Plus;
        count = Digits(number, digits);
        return NumberProblem.None;
    }

    /// <summary>Leaves out what nobody sees, and makes plain spaces of thin ones.</summary>
    private static ReadOnlySpan<char> Visible(ReadOnlySpan<char> text, Span<char> visible)
    {
        var length = 0;
        foreach (var c in text)
        {
            var sort = NumberCharacters.Sort(c);
            if (sort != NumberCharacter.Invisible)
                visible[length++] = sort == NumberCharacter.ThinSpace ? ' ' : c;
        }

        return visible[..length];
    }

    /// <summary>Cuts the number out of its surroundings; a phone-context (RFC 3966) goes before it. False when the context is malformed.</summary>
    private static bool TryTakeNumber(ReadOnlySpan<char> text, Span<char> room, out ReadOnlySpan<char> number)
    {
        var at = text.Contains(';') ? text.IndexOf(Context) : -1;
        if (at < 0)
        {
            number = Possible(text);
        }
        else
        {
            number = default;
            var context = text[(at + Context.Length)..];
            var end = context.IndexOf(';');
            context = end < 0 ? context : context[..end];
            var scheme = text.IndexOf("tel:");
            var local = text[..at][(scheme >= 0 && scheme < at ? scheme + 4 : 0)..];
            if (!PhoneContext.IsValid(context))
                return false;
            context = context[0] == '+' ? context : default;
            context.CopyTo(room);
            local.CopyTo(room[context.Length..]);
            number = room[..(context.Length + local.Length)];
        }

        var subaddress = number.IndexOf(Subaddress);
        number = subaddress > 0 ? number[..subaddress] : number;
        return true;
    }

    /// <summary>From the first plus or digit to the last digit, letter or #, and not into a second number ("… / x5").</summary>
    private static ReadOnlySpan<char> Possible(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && NumberCharacters.Sort(text[start]) is not (NumberCharacter.Plus or NumberCharacter.Digit))
            start++;
        var end = text.Length;
        while (end > start && !IsLetter(text[end - 1]) && text[end - 1] != '#' && !NumberCharacters.IsDigit(text[end - 1]))
            end--;
        text = text[start..end];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '/' or '\\' && text[(i + 1)..].TrimStart(' ').StartsWith('x'))
                return text[..i];
        }

        return text;
    }

    /// <summary>Whether a text has the shape of a phone number: pluses, three digits among separators, then letters too, then perhaps an extension.</summary>
    private static bool IsViable(ReadOnlySpan<char> text)
    {
        if (text.Length == 2 && NumberCharacters.IsDigit(text[0]) && NumberCharacters.IsDigit(text[1]))
            return true;
        var at = 0;
        while (at < text.Length && NumberCharacters.Sort(text[at]) == NumberCharacter.Plus)
            at++;
        var digits = 0;
        var body = 0;
        for (; at < text.Length; at++)
        {
            var sort = NumberCharacters.Sort(text[at]);
            if (sort == NumberCharacter.Digit && ++digits == 3)
                body = at + 1;
            else if (sort == NumberCharacter.Letter ? digits < 3 : sort is not (NumberCharacter.Digit or NumberCharacter.Punctuation or NumberCharacter.Ambiguous))
                break;
        }

        if (digits < 3 || at == text.Length)
            return digits >= 3;
        for (; body <= at; body++)
        {
            if (ExtensionText.IsAt(text, body))
                return true;
        }

        return false;
    }

    /// <summary>The digits of a number; with three letters or more it is a vanity number, whose letters are keys.</summary>
    private static int Digits(ReadOnlySpan<char> number, Span<byte> digits)
    {
        var letters = 0;
        foreach (var c in number)
            letters += IsLetter(c) ? 1 : 0;

        var count = 0;
        foreach (var c in number)
        {
            if (NumberCharacters.IsDigit(c))
                digits[count++] = NumberCharacters.Value(c);
            else if (letters >= 3 && IsLetter(c))
                digits[count++] = NumberCharacters.Key(c);
        }

        return count;
    }

    private static string Ascii(ReadOnlySpan<char> digits)
    {
        Span<char> ascii = stackalloc char[digits.Length];
        for (var i = 0; i < digits.Length; i++)
            ascii[i] = (char)('0' + NumberCharacters.Value(digits[i]));
        return new string(ascii);
    }

    private static bool IsLetter(char c) => char.IsAsciiLetter(c);
}
