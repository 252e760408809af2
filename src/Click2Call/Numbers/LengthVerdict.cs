namespace Click2Call.Numbers;

/// <summary>How a length compares to the lengths of a region's numbers.</summary>
internal enum LengthVerdict
{
    /// <summary>There are numbers of this length.</summary>
    Possible,

    /// <summary>Shorter than all.</summary>
    TooShort,

    /// <summary>Longer than all.</summary>
    TooLong,

    /// <summary>There are shorter and longer ones, but none of this length.</summary>
    Between,
}
