namespace Click2Call.Orders;

/// <summary>What makes two requests one: an idempotency key, a form's nonce, a webhook's event id.</summary>
/// <param name="Scope">Who made the value, so that two makers never meet: <c>api</c>, <c>form</c>, <c>hubspot</c>, <c>implied</c>.</param>
/// <param name="Value">The value; it is stored as a hash.</param>
/// <param name="Fingerprint">A hash of the whole request: the same key with another fingerprint is a mistake of the caller. Absent: not checked.</param>
public sealed record OrderKey(string Scope, string Value, string? Fingerprint = null)
{
    /// <summary>The scope of keys that we imply for direct orders without one; they live until the dial is decided.</summary>
    public const string Implied = "implied";
}
