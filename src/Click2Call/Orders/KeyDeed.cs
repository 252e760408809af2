namespace Click2Call.Orders;

/// <summary>What a pressed key can do.</summary>
public enum KeyDeed
{
    /// <summary>Connects with an extension or a number.</summary>
    Connect,

    /// <summary>Plays the message again.</summary>
    Repeat,

    /// <summary>Puts the number on the account's do-not-call list and hangs up.</summary>
    Remove,

    /// <summary>Hangs up.</summary>
    HangUp,
}
