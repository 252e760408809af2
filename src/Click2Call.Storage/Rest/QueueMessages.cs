namespace Click2Call.Storage.Rest;

/// <summary>The same operations for whoever holds the message or its receipt.</summary>
public static class QueueMessages
{
    /// <inheritdoc cref="IQueue.UpdateVisibility"/>
    public static Task<string> UpdateVisibility(this IQueue queue, QueueMessage message, TimeSpan visibility, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(message);
        return queue.UpdateVisibility(message.MessageId, message.PopReceipt, visibility, ct);
    }

    /// <inheritdoc cref="IQueue.Delete"/>
    public static Task Delete(this IQueue queue, QueueMessage message, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(message);
        return queue.Delete(message.MessageId, message.PopReceipt, ct);
    }

    /// <summary>Withdraws a message that was just put. Once somebody received it, this is <see cref="StorageProblem.Stale"/>.</summary>
    public static Task Withdraw(this IQueue queue, QueueReceipt receipt, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(receipt);
        return queue.Delete(receipt.MessageId, receipt.PopReceipt, ct);
    }
}
