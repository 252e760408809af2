namespace Click2Call.Events;

/// <summary>Which deliveries to list, newest first.</summary>
/// <param name="Account">The account's id.</param>
public sealed record DeliveryQuery(string Account)
{
    /// <summary>Only those to this receiver.</summary>
    public string? Receiver { get; init; }

    /// <summary>Only those in this state.</summary>
    public DeliveryStatus? Status { get; init; }

    /// <summary>Only those of this day, UTC.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>At most so many, 1 to 200.</summary>
    public int Top { get; init; } = 50;

    /// <summary>Where the page before ended.</summary>
    public string? Continuation { get; init; }
}
