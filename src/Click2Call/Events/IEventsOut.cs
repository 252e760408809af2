namespace Click2Call.Events;

/// <summary>The queue behind outgoing events.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface IEventsOut
{
    /// <summary>
    /// Puts a message, durable when this returns. Up to 15 minutes away it is an invisible message, further away a row
    /// that <see cref="PromoteDue"/> turns into one, because sleeping messages would make the platform scale out.
    /// </summary>
    Task Put(EventsOutMessage message, TimeSpan after, CancellationToken cancellation);

    /// <summary>Turns rows that are due into messages.</summary>
    /// <returns>How many.</returns>
    Task<int> PromoteDue(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Takes messages that failed too often off the poison queue, at most 32.</summary>
    Task<IReadOnlyList<PoisonedEvent>> Poisoned(CancellationToken cancellation);

    /// <summary>Removes one of them for good, once it is back in the queue or its end is visible elsewhere.</summary>
    Task Bury(PoisonedEvent poisoned, CancellationToken cancellation);
}
