namespace Click2Call.Numbers;

/// <summary>A hunt group of the account: its members are tried by the desk.</summary>
/// <param name="Name">The name of the group.</param>
/// <exception cref="ArgumentException">A text that <see cref="DialText"/> does not admit.</exception>
public sealed record GroupDestination(string Name) : Destination
{
    /// <summary>The name of the group.</summary>
    public string Name { get; init => field = DialText.Require(value, nameof(Name)); } = DialText.Require(Name, nameof(Name));

    /// <inheritdoc/>
    public override string Dialable => Name;

    private protected override string Masked => "group " + Name;
}
