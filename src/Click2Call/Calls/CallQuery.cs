namespace Click2Call.Calls;

/// <summary>What part of the history to list.</summary>
/// <param name="Account">The account's id.</param>
public sealed record CallQuery(string Account)
{
    /// <summary>The newest day, UTC; absent: today.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The oldest day, UTC; absent: as far as a page walks.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Only calls in this state.</summary>
    public CallState? State { get; init; }

    /// <summary>Only calls of this click-to-call.</summary>
    public string? ClickToCall { get; init; }

    /// <summary>How many at most, 1 to 200.</summary>
    public int Top { get; init; } = 50;

    /// <summary>Where the last page ended.</summary>
    public string? Continuation { get; init; }
}
