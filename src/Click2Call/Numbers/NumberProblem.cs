namespace Click2Call.Numbers;

/// <summary>Why a text is not a phone number that can be dialled. The set is closed.</summary>
public enum NumberProblem
{
    /// <summary>There is no problem.</summary>
    None,

    /// <summary>The text does not look like a phone number.</summary>
    NotANumber,

    /// <summary>The country code does not exist, or there is none and no usable default region was given.</summary>
    UnknownCountryCode,

    /// <summary>Shorter than any number of the country.</summary>
    TooShort,

    /// <summary>Longer than any number of the country, or the text is longer than 250 characters.</summary>
    TooLong,

    /// <summary>Length within the limits, but the country has given no such number out.</summary>
    NotAssigned,
}
