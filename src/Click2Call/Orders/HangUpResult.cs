namespace Click2Call.Orders;

/// <summary>What became of an order to hang up.</summary>
public enum HangUpResult
{
    /// <summary>It is taken down, or was not live any more.</summary>
    Done,

    /// <summary>The wish is written down; the phone system is asked as soon as it can be.</summary>
    Asked,

    /// <summary>No such call or extension.</summary>
    NotFound,

    /// <summary>The line cannot hang up: the call rings out, or is talked to its end, and is not tried again.</summary>
    LineCannot,

    /// <summary>The call was over before.</summary>
    AlreadyEnded,

    /// <summary>The phone system could not be reached.</summary>
    Unavailable,
}
