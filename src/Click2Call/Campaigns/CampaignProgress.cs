namespace Click2Call.Campaigns;

/// <summary>How far a campaign has come. Changes in one transaction with the recipients that it counts.</summary>
public sealed record CampaignProgress
{
    /// <summary>How many are to be called.</summary>
    public int Total { get; init; }

    /// <summary>The place of the first who was never called.</summary>
    public int Next { get; init; }

    /// <summary>How many were called and are called no more.</summary>
    public int Done { get; init; }

    /// <summary>How many of them answered.</summary>
    public int Answered { get; init; }

    /// <summary>
    /// Set while the line takes no calls (it is down, refuses, or has no place): nobody is called before, and then one
    /// alone, until the line takes a call again.
    /// </summary>
    public DateTimeOffset? RestUntil { get; init; }

    /// <summary>How many orders the line refused, one after the other.</summary>
    public int Refused { get; init; }
}
