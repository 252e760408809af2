namespace Click2Call.Events;

/// <summary>A page of deliveries.</summary>
/// <param name="Deliveries">Newest first, without their bodies.</param>
/// <param name="Continuation">Where the next page begins; absent when there is none.</param>
public sealed record DeliveryPage(IReadOnlyList<Delivery> Deliveries, string? Continuation);
