using System.Diagnostics.CodeAnalysis;

namespace Click2Call.Numbers;

/// <summary>A valid phone number of any country. Immutable.</summary>
/// <remarks>Behaves like Google's libphonenumber, whose metadata it uses; docs/numbers.md lists where it differs and why.</remarks>
public sealed class PhoneNumber : IEquatable<PhoneNumber>
{
    private const int OpenDigits = 3;

    private readonly ulong digits;
    private readonly NumberingCode plan;
    private readonly ushort kind;
    private readonly ushort code;
    private readonly byte length;
    private string? e164;

    private PhoneNumber(ReadOnlySpan<byte> national, int code, NumberingCode plan, int kind, string? extension)
    {
        foreach (var digit in national)
            digits = (digits * 10) + digit;
        length = (byte)national.Length;
        this.code = (ushort)code;
        this.plan = plan;
        this.kind = (ushort)kind;
        Extension = extension;
    }

    /// <summary>The number as <c>+</c>, country code and national number, for example <c>+972541234567</c>. Without the extension.</summary>
    public string E164 => e164 ??= WriteE164();

    /// <summary>The region (ISO 3166 alpha-2, <c>IL</c>) that gave the number out; null for codes without one, such as +800.</summary>
    public string? Region => plan.Region(kind);

    /// <summary>The country code, 1 to 999.</summary>
    public int CountryCode => code;

    /// <summary>The national significant number: no country code, no trunk prefix, an Italian leading zero included.</summary>
    public string NationalNumber => string.Create(length, this, static (text, number) => number.WriteNational(text));

    /// <summary>The extension behind the number, 1 to 20 ASCII digits, or null.</summary>
    public string? Extension { get; }

    /// <summary>What the number is used for; <see cref="NumberType.Unknown"/> exactly when it is not valid.</summary>
    public NumberType Type => plan.Type(kind);

    /// <summary>Whether a country's numbering plan has given the number out. False only for numbers of <see cref="TryParsePlausible"/>.</summary>
    public bool IsValid => Type != NumberType.Unknown;

    /// <summary>Reads a number.</summary>
    /// <param name="text">The number as a person or a CRM wrote it.</param>
    /// <param name="defaultRegion">The region (ISO 3166 alpha-2) of numbers without country code, or null when only international ones are meant.</param>
    /// <exception cref="FormatException">The text is no valid number; the message says why, and does not repeat the text.</exception>
    public static PhoneNumber Parse(string text, string? defaultRegion = null) =>
        TryParse(text, defaultRegion, out var number, out var problem) ? number : throw new FormatException(problem.Describe());

    /// <summary>Reads a number. Only valid numbers, ones that a country's numbering plan has given out, are answered. Never throws.</summary>
    /// <param name="text">The number as a person or a CRM wrote it. Texts over 250 characters are too long, whatever they hold.</param>
    /// <param name="defaultRegion">The region (ISO 3166 alpha-2) of numbers without country code, or null when only international ones are meant.</param>
    /// <param name="number">The number.</param>
    /// <param name="problem">Why the text is not one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, string? defaultRegion, [NotNullWhen(true)] out PhoneNumber? number, out NumberProblem problem) =>
        TryParse(text, defaultRegion, mayBeUnassigned: false, out number, out problem);

    /// <summary>Reads a number that is valid, or at least has the shape and length of the country's numbers without lying in a range that the metadata knows.</summary>
    /// <remarks>
    /// For dialects whose own rule is looser: Technoline's reference prints 0501234567 as a valid Israeli number, which libphonenumber calls not assigned.
    /// What is not valid has the type <see cref="NumberType.Unknown"/>, so a door that admits only known types keeps it out.
    /// </remarks>
    /// <inheritdoc cref="TryParse(string?, string?, out PhoneNumber?, out NumberProblem)"/>
    public static bool TryParsePlausible([NotNullWhen(true)] string? text, string? defaultRegion, [NotNullWhen(true)] out PhoneNumber? number, out NumberProblem problem) =>
        TryParse(text, defaultRegion, mayBeUnassigned: true, out number, out problem);

    private static bool TryParse([NotNullWhen(true)] string? text, string? defaultRegion, bool mayBeUnassigned, [NotNullWhen(true)] out PhoneNumber? number, out NumberProblem problem)
    {
        number = null;
        if (text is null || text.Length > NumberText.LongestText)
        {
            problem = text is null ? NumberProblem.NotANumber : NumberProblem.TooLong;
            return false;
        }

        // A phone-context can stand before the number once more, so there may be more digits than characters.
        Span<byte> digits = stackalloc byte[2 * text.Length];
        problem = NumberText.Read(text, digits, out var count, out var plus, out var extension);
        if (problem != NumberProblem.None)
            return false;

        Span<byte> national = stackalloc byte[count + 4];
        problem = NationalPart.Read(digits[..count], plus, NumberingPlan.Region(defaultRegion), national, out var length, out var code);
        if (problem != NumberProblem.None)
            return false;

        var plan = NumberingPlan.Code(code);
        var kind = plan.Classify(national[..length]);
        if (kind == 0 || (!mayBeUnassigned && plan.Type(kind) == NumberType.Unknown))
        {
            problem = plan.Main.Judge(length) switch
            {
                LengthVerdict.TooShort => NumberProblem.TooShort,
                LengthVerdict.TooLong => NumberProblem.TooLong,
                _ => NumberProblem.NotAssigned,
            };
            return false;
        }

        number = new PhoneNumber(national[..length], code, plan, kind, extension);
        return true;
    }

    /// <summary>As written inside the country: <c>054-123-4567</c>, with the extension.</summary>
    public string ToNational()
    {
        Span<char> text = stackalloc char[NumberFormat.Longest];
        var end = WriteFormatted(plan.NationalFormat(kind), text);
        return new string(text[..(end + NumberFormat.WriteExtension(plan.ExtensionPrefix, Extension, text[end..]))]);
    }

    /// <summary>As written abroad: <c>+972 54-123-4567</c>, with the extension.</summary>
    public string ToInternational()
    {
        Span<char> text = stackalloc char[NumberFormat.Longest];
        var end = NumberFormat.WriteCode(code, text);
        text[end++] = ' ';
        end += WriteFormatted(plan.InternationalFormat(kind), text[end..]);
        return new string(text[..(end + NumberFormat.WriteExtension(plan.ExtensionPrefix, Extension, text[end..]))]);
    }

    /// <summary>As a <c>tel:</c> URI (RFC 3966): <c>tel:+972-54-123-4567;ext=12</c>.</summary>
    public string ToTelUri()
    {
        Span<char> formatted = stackalloc char[NumberFormat.Longest];
        formatted = formatted[..WriteFormatted(plan.InternationalFormat(kind), formatted)];
        Span<char> text = stackalloc char[NumberFormat.Longest];
        "tel:".CopyTo(text);
        var end = 4 + NumberFormat.WriteCode(code, text[4..]);
        text[end++] = '-';
        foreach (var c in formatted)
        {
            if (char.IsAsciiDigit(c))
                text[end++] = c;
            else if (text[end - 1] != '-')
                text[end++] = '-';
        }

        return new string(text[..(end + NumberFormat.WriteExtension(";ext="u8, Extension, text[end..]))]);
    }

    /// <summary>The digits to dial inside the country, trunk prefix included, without extension: <c>0541234567</c>.</summary>
    public string ToLocal()
    {
        Span<char> text = stackalloc char[NumberFormat.Longest];
        var length = 0;
        foreach (var c in text[..WriteFormatted(plan.NationalFormat(kind), text)])
        {
            if (char.IsAsciiDigit(c))
                text[length++] = c;
        }

        return new string(text[..length]);
    }

    /// <summary>Country code and last three digits: <c>+972******567</c>. Fit for logs; the extension is left out.</summary>
    public string ToMasked()
    {
        Span<char> text = stackalloc char[NumberFormat.Longest];
        var end = NumberFormat.WriteCode(code, text);
        WriteNational(text[end..]);
        text.Slice(end, Math.Max(0, length - OpenDigits)).Fill('*');
        return new string(text[..(end + length)]);
    }

    /// <summary>The masked form, so that a log line can not leak a number by accident.</summary>
    public override string ToString() => ToMasked();

    /// <summary>Whether both are the same number with the same extension.</summary>
    /// <param name="other">The other number.</param>
    public bool Equals(PhoneNumber? other) =>
        other is not null && digits == other.digits && length == other.length && code == other.code && Extension == other.Extension;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PhoneNumber);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(digits, length, code, Extension);

    /// <summary>Whether both are the same number with the same extension.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">Another number.</param>
    public static bool operator ==(PhoneNumber? left, PhoneNumber? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether number or extension differ.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">Another number.</param>
    public static bool operator !=(PhoneNumber? left, PhoneNumber? right) => !(left == right);

    /// <summary>Writes country code and national number as digits 0 to 9.</summary>
    /// <returns>How many there are.</returns>
    internal int WriteDigits(Span<byte> to)
    {
        Span<char> text = stackalloc char[NumberFormat.Longest];
        var end = NumberFormat.WriteCode(code, text);
        WriteNational(text[end..]);
        for (var i = 1; i < end + length; i++)
            to[i - 1] = (byte)(text[i] - '0');
        return end + length - 1;
    }

    private string WriteE164()
    {
        Span<char> text = stackalloc char[NumberFormat.Longest];
        var end = NumberFormat.WriteCode(code, text);
        WriteNational(text[end..]);
        return new string(text[..(end + length)]);
    }

    private int WriteFormatted(int format, Span<char> text)
    {
        Span<char> national = stackalloc char[NumberingPlan.LongestNational];
        WriteNational(national);
        return NumberFormat.Write(format, national[..length], text);
    }

    private void WriteNational(Span<char> text)
    {
        var rest = digits;
        for (var i = length - 1; i >= 0; i--, rest /= 10)
            text[i] = (char)('0' + (rest % 10));
    }
}
