namespace Click2Call.Numbers;

/// <summary>What a <c>target</c> of the Technoline dialect names (Technoline Click-to-Call API reference, Target formats).</summary>
public static class TechnolineTarget
{
    /// <summary>Tells extension, extension display number and Israeli phone number apart.</summary>
    /// <param name="text">The target as sent; spaces around it do not count.</param>
    /// <returns>The destination, or null where the reference answers error code 3 (a number of another country included).</returns>
    public static Destination? Detect(string? text)
    {
        var trimmed = text.AsSpan().Trim();
        if (IsExtension(trimmed))
            return new ExtensionDestination(trimmed.ToString());
        if (IsDisplayNumber(trimmed))
            return new ExtensionDestination(trimmed.ToString(), trimmed.ToString());
        // The reference's own examples (0501234567) lie in no range that was given out: plausible is enough.
        return PhoneNumber.TryParsePlausible(text, "IL", out var number, out _) && number.Region == "IL" ? new PhoneDestination(number) : null;
    }

    /// <summary>The reference's <c>^[1-9][0-9]{2}$</c>.</summary>
    private static bool IsExtension(ReadOnlySpan<char> text) =>
        text.Length == 3 && text[0] != '0' && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>The reference's <c>^099088\d+$</c>.</summary>
    private static bool IsDisplayNumber(ReadOnlySpan<char> text) =>
        text.Length is > 6 and <= DialText.MaxLength && text.StartsWith("099088", StringComparison.Ordinal) && !text.ContainsAnyExceptInRange('0', '9');
}
