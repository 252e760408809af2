using Click2Call.Storage.Rest;

namespace Click2Call.Simulation;

/// <summary>A queue at the other end of a wire.</summary>
internal sealed class WiredQueue(IQueue inner, Wire wire, World world) : IQueue
{
    public string Name => inner.Name;

    public Task Create(CancellationToken ct) => inner.Create(ct);

    public Task<QueueReceipt> Put(string text, TimeSpan visibleAfter, TimeSpan? timeToLive, CancellationToken ct) =>
        wire.Exchange(wire.IsTraced ? $"put {Name} {text} in {visibleAfter.TotalSeconds:F1} s" : "put", true, () =>
        {
            var receipt = inner.Put(text, visibleAfter, timeToLive, default).GetAwaiter().GetResult();
            world.Judge.MessagePut(Name, receipt.MessageId, text);
            world.QueuesChanged();
            return receipt;
        });

    public Task<IReadOnlyList<QueueMessage>> Receive(int max, TimeSpan visibility, CancellationToken ct) =>
        wire.Exchange(wire.IsTraced ? $"receive {Name}" : "receive", true, () =>
        {
            var received = inner.Receive(max, visibility, default).GetAwaiter().GetResult();
            world.QueuesChanged();
            return received;
        });

    public Task<string> UpdateVisibility(string messageId, string popReceipt, TimeSpan visibility, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task Delete(string messageId, string popReceipt, CancellationToken ct) => wire.Exchange(wire.IsTraced ? $"delete {Name}" : "delete", true, () =>
    {
        inner.Delete(messageId, popReceipt, default).GetAwaiter().GetResult();
        world.Judge.MessageDeleted(Name, messageId);
        world.QueuesChanged();
        return true;
    });

    public Task<int> ApproximateCount(CancellationToken ct) => inner.ApproximateCount(ct);
}
