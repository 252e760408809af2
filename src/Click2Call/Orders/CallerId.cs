namespace Click2Call.Orders;

/// <summary>What a phone shows when it rings.</summary>
/// <param name="Name">The name on the display.</param>
/// <param name="Number">The number on the display, as the order gave it.</param>
public sealed record CallerId(string? Name, string? Number);
