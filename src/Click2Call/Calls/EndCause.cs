namespace Click2Call.Calls;

/// <summary>How a leg ended, in words that every phone system can be mapped to.</summary>
public enum EndCause
{
    /// <summary>Hung up in the usual way (Q.850 cause 16).</summary>
    HungUp,

    /// <summary>Busy (Q.850 17, SIP 486, 600).</summary>
    Busy,

    /// <summary>Rang, not answered (Q.850 18 or 19, SIP 480, 487 after the ring time).</summary>
    NoAnswer,

    /// <summary>Declined by the person (Q.850 21, SIP 603).</summary>
    Declined,

    /// <summary>Not registered or switched off (Q.850 20).</summary>
    Offline,

    /// <summary>No such number, or no way to it (Q.850 1, 3, 28, SIP 404).</summary>
    Unreachable,

    /// <summary>Barred by the phone system.</summary>
    Blocked,

    /// <summary>The phone system had no circuit or failed (Q.850 34, 38, 41, SIP 503).</summary>
    Failed,

    /// <summary>Taken down by us or by the other leg before it was answered.</summary>
    Canceled,
}
