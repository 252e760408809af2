namespace Click2Call.Intake;

/// <summary>Whether a lead that is due may call its person.</summary>
internal abstract record PersonHold
{
    private PersonHold()
    {
    }

    /// <summary>It may, and others stand back while it does.</summary>
    public sealed record Ours : PersonHold;

    /// <summary>Another call to the same person took over, or has just talked with them.</summary>
    public sealed record TakenOver : PersonHold;

    /// <summary>Another call is busy with the person.</summary>
    /// <param name="For">When to look again.</param>
    public sealed record Wait(TimeSpan For) : PersonHold;
}
