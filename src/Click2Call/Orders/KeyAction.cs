using Click2Call.Numbers;

namespace Click2Call.Orders;

/// <summary>What a key does that somebody presses who hears a message.</summary>
/// <param name="Key">One of 0 to 9, <c>*</c> and <c>#</c>.</param>
/// <param name="Deed">What it does.</param>
/// <param name="Connect">Whom it connects with, for <see cref="KeyDeed.Connect"/>.</param>
public sealed record KeyAction(string Key, KeyDeed Deed, Destination? Connect = null)
{
    /// <summary>The word that was sent for it; a line of the same dialect hands it on. Absent: nobody sent one.</summary>
    public string? AsSent { get; init; }
}
