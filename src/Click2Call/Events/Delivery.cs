namespace Click2Call.Events;

/// <summary>One event on its way to one receiver.</summary>
public sealed record Delivery
{
    /// <summary>Its id.</summary>
    public required DeliveryId Id { get; init; }

    /// <summary>The account's id.</summary>
    public required string Account { get; init; }

    /// <summary>The event's id, the <c>webhook-id</c> of every attempt.</summary>
    public required string EventId { get; init; }

    /// <summary>What happened.</summary>
    public required CallEventType Type { get; init; }

    /// <summary>What is sent, the same in every attempt; empty for write-backs, which send the call as it then stands.</summary>
    public required string Body { get; init; }

    /// <summary>When it was made, or asked for again: retries count from here.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Where it is.</summary>
    public DeliveryStatus Status { get; init; }

    /// <summary>The number of the message that counts.</summary>
    public int Seq { get; init; } = 1;

    /// <summary>How often it was attempted since <see cref="Since"/>.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is attempted next, while it is pending.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>When it was attempted last.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>The HTTP status of the last answer; absent when there was none.</summary>
    public int? LastStatus { get; init; }

    /// <summary>Why the last attempt failed, in words for the account.</summary>
    public string? LastProblem { get; init; }

    /// <summary>A write-back is being made just now, or may have been made unseen; <see cref="NextAt"/> says when another may take it over.</summary>
    public bool Claimed { get; init; }

    /// <summary>What the receiver calls it, for write-backs: the activity's id.</summary>
    public string? Remote { get; init; }
}
