namespace Click2Call.Calls;

/// <summary>The points between two durable steps of placing a call. A crash at any of them is harmless, and tests crash at each.</summary>
public enum CallStep
{
    /// <summary>The intent is reserved; nothing else exists.</summary>
    IntentReserved,

    /// <summary>The alarm is set; the call's row is not there yet.</summary>
    AlarmSet,

    /// <summary>The attempt is committed and not sent.</summary>
    Committed,

    /// <summary>The phone system has answered; nobody but us knows.</summary>
    Sent,

    /// <summary>The result is written down; the front has not been answered.</summary>
    ResultWritten,
}
