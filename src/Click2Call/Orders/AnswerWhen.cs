namespace Click2Call.Orders;

/// <summary>How far a call must have come before the front is answered.</summary>
public enum AnswerWhen
{
    /// <summary>Once it is written down; the alarm dials. For batches, campaigns and calls for later.</summary>
    Recorded,

    /// <summary>Once the line has answered the order to dial.</summary>
    Dialed,

    /// <summary>Once the first leg was answered or has ended, or the patience is over.</summary>
    FirstLegDecided,

    /// <summary>
    /// Once it is written down. Whoever took it then dials it at once by <see cref="Calls.CallAlarm.Begin"/>; its alarm
    /// does so some seconds later, should that not come about. For senders that must be answered soon, whatever the line does.
    /// </summary>
    RecordedFirst,
}
