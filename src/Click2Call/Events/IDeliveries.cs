namespace Click2Call.Events;

/// <summary>The durable record of deliveries.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface IDeliveries
{
    /// <summary>Reads one; null when there is none.</summary>
    Task<StoredDelivery?> Find(string account, DeliveryId id, CancellationToken cancellation);

    /// <summary>Adds one; one that is there already stays as it is.</summary>
    /// <returns>Whether it was new.</returns>
    Task<bool> Insert(Delivery delivery, CancellationToken cancellation);

    /// <summary>Writes a change of everything but the body.</summary>
    /// <returns>The stored delivery, or null when somebody else has changed it since it was read.</returns>
    Task<StoredDelivery?> Replace(StoredDelivery read, Delivery changed, CancellationToken cancellation);

    /// <summary>One page, newest first. Looks at no more than 31 days.</summary>
    Task<DeliveryPage> List(DeliveryQuery query, CancellationToken cancellation);
}
