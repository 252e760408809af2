namespace Click2Call.Campaigns;

/// <summary>A campaign at a phone system that runs whole campaigns.</summary>
/// <param name="SentAt">When the order for it was given, or was about to be.</param>
public sealed record CampaignElsewhere(DateTimeOffset SentAt)
{
    /// <summary>The phone system's own id of it; absent while nobody knows whether it took the order.</summary>
    public string? Id { get; init; }

    /// <summary>The state that it was last told to be in, and has confirmed.</summary>
    public CampaignState State { get; init; }

    /// <summary>The state that it is being told to be in, confirmed or not.</summary>
    public CampaignState Asked { get; init; }

    /// <summary>Since when it is being told that; absent: since it was sent.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>The limit that it was last told, and has confirmed.</summary>
    public int MaxRing { get; init; }

    /// <summary>What it was last told its keys do, and has confirmed; see <see cref="KeysOf"/>.</summary>
    public string Keys { get; init; } = "";

    /// <summary>What the keys of a campaign do, as one text to compare.</summary>
    public static string KeysOf(Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return string.Join('\n', campaign.Keys.Select(key => $"{key.Key}={key.Action}"));
    }
}
