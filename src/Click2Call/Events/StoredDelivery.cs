namespace Click2Call.Events;

/// <summary>A delivery as it was read, with the tag that guards the next write.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="ETag">The row's tag.</param>
public sealed record StoredDelivery(Delivery Delivery, string ETag);
