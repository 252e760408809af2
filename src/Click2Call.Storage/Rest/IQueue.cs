namespace Click2Call.Storage.Rest;

/// <summary>
/// One queue of text messages, base64 on the wire as the Functions host expects (<c>messageEncoding: base64</c>).
/// Every member throws <see cref="StorageException"/> with one of its closed reasons. A message can come twice and out of order.
/// </summary>
public interface IQueue
{
    /// <summary>The name of the queue.</summary>
    string Name { get; }

    /// <summary>Creates the queue; one that exists already is fine.</summary>
    Task Create(CancellationToken ct);

    /// <summary>
    /// Puts a message. When a reply is lost the message is put a second time, so handlers must bear twins.
    /// </summary>
    /// <param name="text">At most 48 KiB of UTF-8 (64 KiB in base64), else <see cref="StorageProblem.TooLarge"/>.</param>
    /// <param name="visibleAfter">How long nobody sees it: 0 to 7 days, rounded up to whole seconds.</param>
    /// <param name="timeToLive">When it is dropped unread (more than <paramref name="visibleAfter"/>), or null for never.</param>
    /// <param name="ct">Stops waiting for the answer.</param>
    /// <returns>What it takes to withdraw the message again.</returns>
    Task<QueueReceipt> Put(string text, TimeSpan visibleAfter, TimeSpan? timeToLive, CancellationToken ct);

    /// <summary>Takes up to <paramref name="max"/> messages (1 to 32) and hides them for <paramref name="visibility"/> (1 s to 7 days, whole seconds).</summary>
    Task<IReadOnlyList<QueueMessage>> Receive(int max, TimeSpan visibility, CancellationToken ct);

    /// <summary>Hides a message for this long from now (0 to 7 days, rounded up to whole seconds); returns its new pop receipt.</summary>
    Task<string> UpdateVisibility(string messageId, string popReceipt, TimeSpan visibility, CancellationToken ct);

    /// <summary>
    /// Deletes a message; one that is gone already is not an error, one that somebody else took meanwhile is
    /// <see cref="StorageProblem.Stale"/>.
    /// </summary>
    Task Delete(string messageId, string popReceipt, CancellationToken ct);

    /// <summary>About how many messages there are, hidden ones included.</summary>
    Task<int> ApproximateCount(CancellationToken ct);
}
