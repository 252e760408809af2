using Click2Call.Calls;

namespace Click2Call.Lines;

/// <summary>
/// What a phone system's own records say of an attempt. Only <see cref="NeverPlaced"/> permits another dial; "not
/// found" is <see cref="Unknown"/> or <see cref="NotYet"/> unless the system keeps its history.
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
    public sealed record Ended(CallOutcome Outcome) : LookUp
    {
        /// <summary>
        /// What else the records tell: which keys were pressed, how long was talked. Whoever asked adds it to the call, as an event
        /// would have; it is not kept with the look-up, and need not name the attempt.
        /// </summary>
        public IReadOnlyList<Fact> Facts { get; init; } = [];
    }

    /// <summary>The system keeps its history, and this attempt is not in it.</summary>
    public sealed record NeverPlaced : LookUp;

    /// <summary>The system cannot tell, and asking again tells no more.</summary>
    public sealed record Unknown : LookUp;

    /// <summary>
    /// Not yet: the system could not be asked, or writes its records only when a call is over. Whatever there is may be
    /// live, so silence proves nothing meanwhile; it is asked again.
    /// </summary>
    public sealed record NotYet : LookUp;

    /// <summary>Nothing could tell, and the account's rule says to dial again (<see cref="Orders.UncertainRule.Redial"/>).</summary>
    public sealed record GivenUp : LookUp;
}
