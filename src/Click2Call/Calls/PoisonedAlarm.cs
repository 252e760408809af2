namespace Click2Call.Calls;

/// <summary>An alarm that failed more often than the queue allows.</summary>
/// <param name="Alarm">What it said; null when it cannot be read.</param>
/// <param name="MessageId">The queue's id of it.</param>
/// <param name="Receipt">The queue's receipt.</param>
public sealed record PoisonedAlarm(Alarm? Alarm, string MessageId, string Receipt);
