namespace Click2Call.Orders;

/// <summary>The rule that refused an order.</summary>
public enum RefusalReason
{
    /// <summary>No such line in the account, or none at all.</summary>
    NoLine,

    /// <summary>The line cannot do this kind of call.</summary>
    LineCannot,

    /// <summary>The extension is not one of the account's.</summary>
    UnknownExtension,

    /// <summary>The destination's kind is not admitted here (a SIP address at a public form).</summary>
    DestinationKind,

    /// <summary>The number's region is not allowed.</summary>
    Region,

    /// <summary>The number's type is not allowed (premium rate, …).</summary>
    NumberType,

    /// <summary>The number is on the block list.</summary>
    Blocked,

    /// <summary>The number matches none of the whitelist's patterns.</summary>
    Whitelist,

    /// <summary>The two legs are the same phone.</summary>
    SamePhone,

    /// <summary>Too many at once or in a while.</summary>
    Throttle,

    /// <summary>The line said no, surely before anything rang.</summary>
    Line,

    /// <summary>The time asked for is past or too far away, or there is none at which it may be placed.</summary>
    Time,

    /// <summary>The click-to-call is closed, and its hours hold for direct orders too.</summary>
    Hours,
}
