namespace Click2Call.Events;

/// <summary>What accounts can be told of their calls. On the wire: <see cref="CallEventTypes.Word"/>.</summary>
public enum CallEventType
{
    /// <summary><c>call.scheduled</c>: nothing is in flight, it is dialled later; first, or after an attempt that failed.</summary>
    Scheduled,

    /// <summary><c>call.ringing</c>: a phone rings; told for each leg.</summary>
    Ringing,

    /// <summary><c>call.connected</c>: the legs are bridged (for a call of one leg: it was answered).</summary>
    Connected,

    /// <summary><c>call.ended</c>: it is over, with an outcome.</summary>
    Ended,

    /// <summary><c>call.uncertain</c>: the line's answer was lost; it may have rung.</summary>
    Uncertain,

    /// <summary><c>call.updated</c>: it was over already, and its outcome, duration, recording or disposition has become known.</summary>
    Updated,

    /// <summary><c>lead.rejected</c>: a lead that is in the history and is never dialled.</summary>
    Rejected,

    /// <summary><c>endpoint.test</c>: somebody asked for a test. Not an event of a call, and not subscribed to.</summary>
    Test,
}
