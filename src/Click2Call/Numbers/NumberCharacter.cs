namespace Click2Call.Numbers;

/// <summary>What a character may be in a phone number. The sets are libphonenumber's, the invisible ones and thin spaces ours.</summary>
internal enum NumberCharacter : byte
{
    /// <summary>Has no place in a number.</summary>
    Foreign,

    /// <summary>A digit: ASCII, full-width, Arabic-Indic or Extended Arabic-Indic.</summary>
    Digit,

    /// <summary><c>+</c> or its full-width form.</summary>
    Plus,

    /// <summary>Separates digits and means nothing else.</summary>
    Punctuation,

    /// <summary>Separates digits, but may also begin an extension or a second number: <c>x ~ /</c> and their like.</summary>
    Ambiguous,

    /// <summary>A Latin letter of the keypad, except x.</summary>
    Letter,

    /// <summary>A direction mark, joiner or byte order mark that came along with a copied number.</summary>
    Invisible,

    /// <summary>A space that libphonenumber does not know, such as the narrow one in French numbers.</summary>
    ThinSpace,
}
