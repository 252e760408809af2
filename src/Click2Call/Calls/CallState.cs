namespace Click2Call.Calls;

/// <summary>Where a call is. Never stored as such: derived from the facts, see <see cref="Call.State"/>.</summary>
public enum CallState
{
    /// <summary>Nothing is in flight; the alarm will dial at <see cref="Call.NextTryAt"/>.</summary>
    Scheduled,

    /// <summary>An attempt has been claimed or sent, and no phone is known to ring yet.</summary>
    Dialing,

    /// <summary>A phone rings: <see cref="Call.RingingLeg"/>.</summary>
    Ringing,

    /// <summary>The legs are bridged (for a call of one leg: it was answered).</summary>
    Connected,

    /// <summary>Over, with an <see cref="CallOutcome"/>. Nothing leads out of here.</summary>
    Ended,
}
