namespace Click2Call.Events;

/// <summary>How an endpoint has fared of late; written when it changes, not with every delivery.</summary>
public sealed record EndpointHealth
{
    /// <summary>Nothing to complain of.</summary>
    public static EndpointHealth Well { get; } = new();

    /// <summary>Since when nothing was taken; absent while all is well.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>How many deliveries were given up since.</summary>
    public int GivenUp { get; init; }

    /// <summary>When we switched it off.</summary>
    public DateTimeOffset? SwitchedOffAt { get; init; }

    /// <summary>Why, in words for the account.</summary>
    public string? Reason { get; init; }
}
