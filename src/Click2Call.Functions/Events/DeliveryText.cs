using Click2Call.Events;
using Click2Call.Functions.Calls;

namespace Click2Call.Functions.Events;

/// <summary>A delivery as the native API tells it.</summary>
internal sealed record DeliveryText
{
    public required string Id { get; init; }

    public required string Receiver { get; init; }

    public required string Event { get; init; }

    public required string EventId { get; init; }

    public string? CallId { get; init; }

    public required string Status { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset? LastAt { get; init; }

    public int? LastStatus { get; init; }

    public string? LastProblem { get; init; }

    public string? Remote { get; init; }

    public string? Body { get; init; }

    public static DeliveryText Of(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return new()
        {
            Id = delivery.Id.ToString(),
            Receiver = delivery.Id.Receiver,
            Event = delivery.Type.Word(),
            EventId = delivery.EventId,
            CallId = delivery.Type == CallEventType.Test ? null : delivery.Id.Call.ToString(),
            Status = Words.Of(delivery.Status),
            Attempts = delivery.Attempts,
            CreatedAt = delivery.Id.At,
            NextAt = delivery.NextAt,
            LastAt = delivery.LastAt,
            LastStatus = delivery.LastStatus,
            LastProblem = delivery.LastProblem,
            Remote = delivery.Remote,
            Body = delivery.Body.Length == 0 ? null : delivery.Body,
        };
    }
}

/// <summary>A page of deliveries.</summary>
internal sealed record DeliveryPageText(IReadOnlyList<DeliveryText> Deliveries, string? Continuation);
