using Click2Call.Events;

namespace Click2Call.Storage.Events;

/// <summary>What changes of a delivery, as one property of its row.</summary>
internal sealed record StoredDeliveryState
{
    public required string EventId { get; init; }

    public required CallEventType Type { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required DeliveryStatus Status { get; init; }

    public required int Seq { get; init; }

    public required int Attempts { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset? LastAt { get; init; }

    public int? LastStatus { get; init; }

    public string? LastProblem { get; init; }

    public bool? Claimed { get; init; }

    public string? Remote { get; init; }

    public static StoredDeliveryState Of(Delivery delivery) => new()
    {
        EventId = delivery.EventId,
        Type = delivery.Type,
        Since = delivery.Since,
        Status = delivery.Status,
        Seq = delivery.Seq,
        Attempts = delivery.Attempts,
        NextAt = delivery.NextAt,
        LastAt = delivery.LastAt,
        LastStatus = delivery.LastStatus,
        LastProblem = delivery.LastProblem is { Length: > 500 } words ? words[..499] + "…" : delivery.LastProblem,
        Claimed = delivery.Claimed ? true : null,
        Remote = delivery.Remote,
    };

    public Delivery ToDelivery(string account, DeliveryId id, string body) => new()
    {
        Id = id,
        Account = account,
        EventId = EventId,
        Type = Type,
        Body = body,
        Since = Since,
        Status = Status,
        Seq = Seq,
        Attempts = Attempts,
        NextAt = NextAt,
        LastAt = LastAt,
        LastStatus = LastStatus,
        LastProblem = LastProblem,
        Claimed = Claimed ?? false,
        Remote = Remote,
    };
}
