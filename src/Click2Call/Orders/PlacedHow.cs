namespace Click2Call.Orders;

/// <summary>How a request came to its call.</summary>
public enum PlacedHow
{
    /// <summary>This request made it.</summary>
    Made,

    /// <summary>The same request came before: this is its stored answer.</summary>
    Replayed,

    /// <summary>Another request about the same person made it.</summary>
    Joined,
}
