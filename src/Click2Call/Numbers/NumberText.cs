namespace Click2Call.Numbers;

/// <summary>Finds the digits of a number, its plus and its extension in a text that a person or a CRM wrote.</summary>
/// <remarks>
/// Texts made of digits and plain separators, nearly all of them, take one pass. The rest goes through <see cref="NumberWriting"/>,
/// which follows libphonenumber step by step.
/// </remarks>
internal static class NumberText
{
    /// <summary>Longer texts are no phone numbers (libphonenumber, MAX_INPUT_STRING_LENGTH). This bounds the work for any input.</summary>
    public const int LongestText = 250;

    /// <summary>Reads a text.</summary>
    /// <param name="text">Any text of at most <see cref="LongestText"/> characters.</param>
    /// <param name="digits">Takes the digits, 0 to 9 each; twice as long as the text.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="plus">Whether a plus stands before them.</param>
    /// <param name="extension">The extension, or null.</param>
    public static NumberProblem Read(ReadOnlySpan<char> text, Span<byte> digits, out int count, out bool plus, out string? extension)
    {
        extension = null;
        return ReadPlain(text, digits, out count, out plus)
            ? NumberProblem.None
            : NumberWriting.Read(text, digits, out count, out plus, out extension);
    }

    /// <summary>Reads a text of an optional plus, at least three digits and plain separators; declines every other.</summary>
    private static bool ReadPlain(ReadOnlySpan<char> text, Span<byte> digits, out int count, out bool plus)
    {
        count = 0;
        plus = false;
        var separated = false;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit <= 9)
            {
                digits[count++] = (byte)digit;
                continue;
            }

            switch (NumberCharacters.Sort(c))
            {
                case NumberCharacter.Digit:
                    digits[count++] = NumberCharacters.Value(c);
                    break;
                case NumberCharacter.Punctuation:
                    // What stands before the first plus or digit does not count; after the plus it does.
                    separated |= plus;
                    break;
                case NumberCharacter.Plus when count == 0 && !separated:
                    plus = true;
                    break;
                default:
                    return false;
            }
        }

        return count >= 3;
    }
}
