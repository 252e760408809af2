using Click2Call.Calls;

namespace Click2Call.Dialects.Technoline.Flash;

/// <summary>Whether a phone may be called now.</summary>
public abstract record FlashTurn
{
    private FlashTurn()
    {
    }

    /// <summary>It may, and is counted.</summary>
    /// <param name="Row">The row that says so.</param>
    /// <param name="Mark">Whose row it is.</param>
    public sealed record Free(string Row, CallId Mark) : FlashTurn;

    /// <summary>Not now.</summary>
    /// <param name="RetryAfter">When to try again.</param>
    public sealed record Wait(TimeSpan RetryAfter) : FlashTurn;
}
