namespace Click2Call.Numbers;

/// <summary>A phone in the public network.</summary>
/// <param name="Number">The valid number. <see cref="Dialable"/> is its E.164 form.</param>
public sealed record PhoneDestination(PhoneNumber Number) : Destination
{
    /// <inheritdoc/>
    public override string Dialable => Number.E164;

    private protected override string Masked => Number.ToMasked();
}
