namespace Click2Call.Numbers;

/// <summary>An extension inside the phone system.</summary>
/// <param name="Number">What the phone system dials, for example <c>101</c>.</param>
/// <param name="Display">The number that the extension shows to others, for example <c>0990880101</c> (Technoline), when it is known.</param>
/// <exception cref="ArgumentException">A text that <see cref="DialText"/> does not admit.</exception>
public sealed record ExtensionDestination(string Number, string? Display = null) : Destination
{
    /// <summary>What the phone system dials.</summary>
    public string Number { get; init => field = DialText.Require(value, nameof(Number)); } = DialText.Require(Number, nameof(Number));

    /// <summary>The number that the extension shows to others, when it is known.</summary>
    public string? Display { get; init => field = DialText.RequireOrNull(value, nameof(Display)); } = DialText.RequireOrNull(Display, nameof(Display));

    /// <inheritdoc/>
    public override string Dialable => Number;

    private protected override string Masked => "extension " + NumberMask.Mask(Number);
}
