namespace Click2Call.Numbers;

/// <summary>Hides the digits of a text that may hold a phone number, for logs.</summary>
public static class NumberMask
{
    /// <summary>The longest answer, in characters; what lies beyond is dropped.</summary>
    public const int MaxLength = 64;

    // With fewer digits than this, three open ones would give half of the number away.
    private const int FewestDigitsToOpen = 7;

    /// <summary>Masks the text: country code (where the text starts with <c>+</c>) and last three digits stay, every other digit and every letter becomes <c>*</c>.</summary>
    /// <param name="text">Any text; it need not be a valid number.</param>
    /// <returns>At most <see cref="MaxLength"/> characters, without control characters, so that it can not break a log line.</returns>
    public static string Mask(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (PhoneNumber.TryParsePlausible(text, null, out var number, out _))
            return number.ToMasked();

        var shown = text.AsSpan(0, Math.Min(text.Length, MaxLength));
        var digits = 0;
        foreach (var c in shown)
            digits += char.IsDigit(c) ? 1 : 0;

        var open = digits >= FewestDigitsToOpen && shown.Length == text.Length ? 3 : 0;
        Span<char> masked = stackalloc char[shown.Length];
        for (var i = 0; i < shown.Length; i++)
        {
            var c = shown[i];
            if (char.IsDigit(c))
                masked[i] = digits-- <= open ? c : '*';
            else if (char.IsLetter(c) || char.IsSurrogate(c))
                masked[i] = '*';
            else
                masked[i] = char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator ? '?' : c;
        }

        return new string(masked);
    }
}
