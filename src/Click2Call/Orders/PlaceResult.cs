namespace Click2Call.Orders;

/// <summary>
/// What the desk made of an order. Everything but <see cref="Placed"/> is an error, and an error promises that
/// nothing rings, now or later, because of this request.
/// </summary>
public abstract record PlaceResult
{
    private PlaceResult()
    {
    }

    /// <summary>The call is written down and on its way (or already over, if it was refused by the line and may be tried no more: see its outcome).</summary>
    /// <param name="Answer">The call.</param>
    /// <param name="How">Whether this request made it.</param>
    public sealed record Placed(CallAnswer Answer, PlacedHow How) : PlaceResult;

    /// <summary>Refused before anything rang.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(Refusal Refusal) : PlaceResult;

    /// <summary>The key was used before with another request.</summary>
    public sealed record KeyReused : PlaceResult;

    /// <summary>The same request is being worked on; ask again.</summary>
    /// <param name="RetryAfter">When.</param>
    public sealed record Busy(TimeSpan RetryAfter) : PlaceResult;

    /// <summary>Storage or a secret could not be reached; nothing was dialled.</summary>
    /// <param name="RetryAfter">When to try again.</param>
    public sealed record Unavailable(TimeSpan RetryAfter) : PlaceResult;
}
