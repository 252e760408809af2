namespace Click2Call.Events;

/// <summary>A message of <c>events-out</c> that failed more often than the queue allows.</summary>
/// <param name="Message">What it said; null when it cannot be read.</param>
/// <param name="MessageId">The queue's id of it.</param>
/// <param name="Receipt">The queue's receipt.</param>
public sealed record PoisonedEvent(EventsOutMessage? Message, string MessageId, string Receipt);
