namespace Click2Call.Orders;

/// <summary>A name and its value, in the order and case in which they came.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
public sealed record NameValue(string Name, string Value);
