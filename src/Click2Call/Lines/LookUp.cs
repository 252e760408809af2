using Click2Call.Calls;

namespace Click2Call.Lines;

/// <summary>
/// What a phone system's own records say of an attempt. Only <see cref="NeverPlaced"/> permits another dial; "not
/// found" is <see cref="Unknown"/> unless the system keeps its history.
/// </summary>
public abstract record LookUp
{
    private LookUp()
    {
    }

    /// <summary>It exists now.</summary>
    /// <param name="ProviderCallId">The phone system's own id, if it told.</param>
    public sealed record Live(string? ProviderCallId = null) : LookUp;

    /// <summary>It existed and is over.</summary>
    /// <param name="Outcome">How it ended.</param>
    public sealed record Ended(CallOutcome Outcome) : LookUp;

    /// <summary>The system keeps its history, and this attempt is not in it.</summary>
    public sealed record NeverPlaced : LookUp;

    /// <summary>The system cannot tell.</summary>
    public sealed record Unknown : LookUp;

    /// <summary>Nothing could tell, and the account's rule says to dial again (<see cref="Orders.UncertainRule.Redial"/>).</summary>
    public sealed record GivenUp : LookUp;
}
