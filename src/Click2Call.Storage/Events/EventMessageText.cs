using Click2Call.Calls;
using Click2Call.Events;

namespace Click2Call.Storage.Events;

/// <summary>A message of <c>events-out</c> as it is written.</summary>
internal sealed record EventMessageText
{
    public required string Account { get; init; }

    public required DateTimeOffset PutAt { get; init; }

    public string? Call { get; init; }

    public IReadOnlyList<string>? Keys { get; init; }

    public string? Delivery { get; init; }

    public int? Seq { get; init; }

    public static EventMessageText Of(EventsOutMessage message) => message switch
    {
        EventsOutMessage.News news => new() { Account = news.Account, PutAt = news.PutAt, Call = news.Call.ToString(), Keys = news.Keys },
        EventsOutMessage.Deliver deliver => new() { Account = deliver.Account, PutAt = deliver.PutAt, Delivery = deliver.Delivery.ToString(), Seq = deliver.Seq },
        _ => throw new ArgumentOutOfRangeException(nameof(message)),
    };

    public EventsOutMessage? ToMessage() =>
        Call is not null && Keys is not null && CallId.TryParse(Call, out var call) ? new EventsOutMessage.News(Account, call, Keys, PutAt)
        : DeliveryId.TryParse(Delivery, out var delivery) ? new EventsOutMessage.Deliver(Account, delivery, Seq ?? 1, PutAt)
        : null;
}
