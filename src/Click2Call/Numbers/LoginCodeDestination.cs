namespace Click2Call.Numbers;

/// <summary>The phone at which the agent with this login code is signed in (Voicenter).</summary>
/// <param name="Code">The login code.</param>
/// <exception cref="ArgumentException">A text that <see cref="DialText"/> does not admit.</exception>
public sealed record LoginCodeDestination(string Code) : Destination
{
    /// <summary>The login code.</summary>
    public string Code { get; init => field = DialText.Require(value, nameof(Code)); } = DialText.Require(Code, nameof(Code));

    /// <inheritdoc/>
    public override string Dialable => Code;

    private protected override string Masked => "login code " + NumberMask.Mask(Code);
}
