namespace Click2Call.Numbers;

/// <summary>A SIP trunk of the account instead of one phone.</summary>
/// <param name="Trunk">The name of the trunk, or null for the account's only one.</param>
/// <exception cref="ArgumentException">A text that <see cref="DialText"/> does not admit.</exception>
public sealed record SipTrunkDestination(string? Trunk = null) : Destination
{
    /// <summary>The name of the trunk, or null for the account's only one.</summary>
    public string? Trunk { get; init => field = DialText.RequireOrNull(value, nameof(Trunk)); } = DialText.RequireOrNull(Trunk, nameof(Trunk));

    /// <summary>The name of the trunk; empty for the account's only one.</summary>
    public override string Dialable => Trunk ?? "";

    private protected override string Masked => Trunk is null ? "trunk" : "trunk " + Trunk;
}
