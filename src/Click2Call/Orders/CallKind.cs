namespace Click2Call.Orders;

/// <summary>What is to happen once a phone is answered.</summary>
public enum CallKind
{
    /// <summary>Dial the second leg and bridge the two.</summary>
    Bridge,

    /// <summary>Play something to the one leg.</summary>
    Message,

    /// <summary>Put the one leg into a conference.</summary>
    Conference,

    /// <summary>Show a caller id, hang up on answer.</summary>
    Flash,
}
