using Click2Call.Calls;

namespace Click2Call.Events;

/// <summary>A message of the queue <c>events-out</c>. It carries no state: the rows say what is true and what is due.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="PutAt">When it was put first.</param>
public abstract record EventsOutMessage(string Account, DateTimeOffset PutAt)
{
    /// <summary>Events that a write is about to make true. Put before the write; which of them are true the row says.</summary>
    /// <param name="Account">The account's id.</param>
    /// <param name="Call">The call.</param>
    /// <param name="Keys">The events' keys.</param>
    /// <param name="PutAt">When it was put first.</param>
    public sealed record News(string Account, CallId Call, IReadOnlyList<string> Keys, DateTimeOffset PutAt) : EventsOutMessage(Account, PutAt);

    /// <summary>A delivery that is to be attempted.</summary>
    /// <param name="Account">The account's id.</param>
    /// <param name="Delivery">The delivery's id.</param>
    /// <param name="Seq">The message's number; lower than the row's means stale.</param>
    /// <param name="PutAt">When it was put first.</param>
    public sealed record Deliver(string Account, DeliveryId Delivery, int Seq, DateTimeOffset PutAt) : EventsOutMessage(Account, PutAt);
}
