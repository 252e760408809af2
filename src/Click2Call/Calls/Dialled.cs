namespace Click2Call.Calls;

/// <summary>What became of claiming and sending one attempt.</summary>
internal abstract record Dialled
{
    private Dialled()
    {
    }

    /// <summary>It was ours. The call with the line's answer in it, also when that could not be <paramref name="Written"/>.</summary>
    public sealed record Ours(Call Call, bool Written = true) : Dialled;

    /// <summary>Somebody else committed or claimed it first.</summary>
    public sealed record Lost : Dialled;

    /// <summary>The phone system is left alone for a while after an outage; nothing was written or sent.</summary>
    /// <param name="BackIn">When it may be asked again.</param>
    public sealed record LineDown(TimeSpan BackIn) : Dialled;

    /// <summary>The click-to-call or the line has as many calls in flight as it may; nothing was written or sent.</summary>
    public sealed record Throttled : Dialled;

    /// <summary>Another copy of this attempt may be at work with an agent, or has died with one; nothing was written or sent.</summary>
    public sealed record Taken(DateTimeOffset Until) : Dialled;

    /// <summary>Getting ready took so long that somebody else may have taken over; nothing was written or sent.</summary>
    public sealed record Late : Dialled;

    /// <summary>Nobody knows whether it was committed; nothing was sent.</summary>
    public sealed record Unreadable(TimeSpan RetryAfter) : Dialled;
}
