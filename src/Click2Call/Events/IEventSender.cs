using Click2Call.Calls;

namespace Click2Call.Events;

/// <summary>Sends events to endpoints.</summary>
public interface IEventSender
{
    /// <summary>What an event is in the endpoint's shape; null when that shape has no such event.</summary>
    string? Body(EventEndpoint endpoint, Call call, ToldEvent told);

    /// <summary>Sends a delivery, once.</summary>
    Task<SendResult> Send(EventEndpoint endpoint, Delivery delivery, CancellationToken cancellation);
}
