using Click2Call.Storage.Rest;

namespace Click2Call.Simulation;

/// <summary>A queue at the other end of a wire.</summary>
internal sealed class WiredQueue(IQueue inner, Wire wire, World world) : IQueue
{
    public string Name => inner.Name;

    public Task Create(CancellationToken ct) => inner.Create(ct);

    public Task<QueueReceipt> Put(string text, TimeSpan visibleAfter, TimeSpan? timeToLive, CancellationToken ct) =>
        wire.Exchange(wire.IsTraced ? $"put {Name} {text} in {visibleAfter.TotalSeconds:F1} s" : "put", true, () => inner.Put(text, visibleAfter, timeToLive, default), receipt =>
        {
            world.Judge.MessagePut(Name, receipt.MessageId, text);
            world.QueuesChanged();
        });

    public Task<IReadOnlyList<QueueMessage>> Receive(int max, TimeSpan visibility, CancellationToken ct) =>
        wire.Exchange(wire.IsTraced ? $"receive {Name}" : "receive", true, () => inner.Receive(max, visibility, default), _ => world.QueuesChanged());

    public Task<string> UpdateVisibility(string messageId, string popReceipt, TimeSpan visibility, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task Delete(string messageId, string popReceipt, CancellationToken ct) => wire.Exchange(wire.IsTraced ? $"delete {Name}" : "delete", () => inner.Delete(messageId, popReceipt, default), () =>
    {
        world.Judge.MessageDeleted(Name, messageId);
        world.QueuesChanged();
    });

    public Task<int> ApproximateCount(CancellationToken ct) => inner.ApproximateCount(ct);
}
