namespace Click2Call.Calls;

/// <summary>
/// The durable record of calls. Every write is guarded: an insert by the call's id, a change by the row's tag. A
/// write whose reply was lost and that meets itself on the retry counts as done, not as a conflict.
/// </summary>
/// <remarks>Any member may throw <see cref="StorageUnavailableException"/>; then nobody knows whether it was done.</remarks>
public interface ICallLog
{
    /// <summary>Reads one call; null when there is none.</summary>
    Task<StoredCall?> Find(string account, CallId id, CancellationToken cancellation);

    /// <summary>Reads a call that was read before, for what has changed since: cheaper, because an order never changes, and mostly nothing has.</summary>
    /// <returns>The call as it stands, which is the very <paramref name="known"/> when its row still has its tag; null when there is none any more.</returns>
    Task<StoredCall?> FindAgain(StoredCall known, CancellationToken cancellation);

    /// <summary>Writes a new call with its open-index row in one transaction. This is the commit: only its winner dials.</summary>
    /// <returns>The stored call, or null when a call of that id is there already.</returns>
    Task<StoredCall?> Insert(Call call, CancellationToken cancellation);

    /// <summary>Writes a change, its indexes in the same transaction.</summary>
    /// <returns>The stored call, or null when somebody else has changed it since it was read.</returns>
    Task<StoredCall?> Replace(StoredCall read, Call changed, CancellationToken cancellation);

    /// <summary>One page of history, newest first.</summary>
    Task<CallPage> List(CallQuery query, CancellationToken cancellation);

    /// <summary>The calls of one day that are not over, by the open index.</summary>
    IAsyncEnumerable<OpenCall> Open(string account, DateOnly day, CancellationToken cancellation);

    /// <summary>The attempt behind a phone system's own call id, today's or yesterday's.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="line">The line's id.</param>
    /// <param name="providerCallId">The phone system's id.</param>
    /// <param name="soughtAt">When it was sought before, in vain: what was written well before that is not looked at again. Absent: never.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<AttemptId?> FindByProvider(string account, string line, string providerCallId, DateTimeOffset? soughtAt, CancellationToken cancellation);
}
