namespace Click2Call.Numbers;

/// <summary>What a valid phone number is used for, in the classes of libphonenumber's metadata.</summary>
public enum NumberType
{
    /// <summary>A fixed line.</summary>
    FixedLine,

    /// <summary>A mobile phone.</summary>
    Mobile,

    /// <summary>The numbering plan does not tell fixed lines from mobiles (US, Canada).</summary>
    FixedLineOrMobile,

    /// <summary>Free for the caller.</summary>
    TollFree,

    /// <summary>The caller pays a surcharge: what toll fraud aims at.</summary>
    PremiumRate,

    /// <summary>The cost is shared between caller and called.</summary>
    SharedCost,

    /// <summary>Voice over IP.</summary>
    Voip,

    /// <summary>Follows a person, routed to a fixed line or a mobile.</summary>
    PersonalNumber,

    /// <summary>A pager.</summary>
    Pager,

    /// <summary>Universal access number of a company.</summary>
    Uan,

    /// <summary>Access to a voice mailbox.</summary>
    Voicemail,

    /// <summary>In no range that was given out; see <see cref="PhoneNumber.TryParsePlausible"/>. A valid number never has this type.</summary>
    Unknown,
}
