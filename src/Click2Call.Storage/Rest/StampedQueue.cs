using Click2Call.Telemetry;

namespace Click2Call.Storage.Rest;

/// <summary>
/// A queue whose messages say when they are due and whose trace goes on with them, so that whoever works them off can tell how
/// late they come (<c>click2call.queue.age</c>). For the queues of our functions: their messages are JSON objects.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="time">The clock.</param>
/// <param name="inTrace">Whether the trace goes on with the messages. Not where one message leads to the next for days: such a trace would have no end.</param>
public sealed class StampedQueue(IQueue queue, TimeProvider time, bool inTrace = true) : IQueue
{
    /// <inheritdoc/>
    public string Name => queue.Name;

    /// <inheritdoc/>
    public Task Create(CancellationToken ct) => queue.Create(ct);

    /// <inheritdoc/>
    public async Task<QueueReceipt> Put(string text, TimeSpan visibleAfter, TimeSpan? timeToLive, CancellationToken ct)
    {
        using var span = QueueTrace.Send(Name);
        try
        {
            var context = new MessageContext(time.GetUtcNow() + visibleAfter, inTrace ? Span.Context : null);
            var receipt = await queue.Put(context.Into(text), visibleAfter, timeToLive, ct).ConfigureAwait(false);
            span?.SetTag("messaging.message.id", receipt.MessageId);
            return receipt;
        }
        catch (StorageException problem)
        {
            span.Fail(problem.Problem.ToString());
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueMessage>> Receive(int max, TimeSpan visibility, CancellationToken ct) => queue.Receive(max, visibility, ct);

    /// <inheritdoc/>
    public Task<string> UpdateVisibility(string messageId, string popReceipt, TimeSpan visibility, CancellationToken ct) =>
        queue.UpdateVisibility(messageId, popReceipt, visibility, ct);

    /// <inheritdoc/>
    public Task Delete(string messageId, string popReceipt, CancellationToken ct) => queue.Delete(messageId, popReceipt, ct);

    /// <inheritdoc/>
    public Task<int> ApproximateCount(CancellationToken ct) => queue.ApproximateCount(ct);
}
