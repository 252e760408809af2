namespace Click2Call.Events;

/// <summary>Where a delivery is.</summary>
public enum DeliveryStatus
{
    /// <summary>It is attempted at <see cref="Delivery.NextAt"/>.</summary>
    Pending,

    /// <summary>The receiver has taken it.</summary>
    Delivered,

    /// <summary>It was given up; it can be sent again by hand.</summary>
    Failed,
}
