namespace Click2Call.Accounts;

/// <summary>Changes accounts and keys.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface IAccountBook
{
    /// <summary>Writes an account as it is given; parts that it no longer has are removed.</summary>
    Task Save(Account account, CancellationToken cancellation);

    /// <summary>
    /// Writes what differs between two states of an account, and nothing else: parts that others made meanwhile stay. False,
    /// and nothing is written, when somebody changed one of the same parts since <paramref name="before"/> was read.
    /// </summary>
    /// <param name="before">As it was read.</param>
    /// <param name="after">As it is to be.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="AccountTooLargeException">A part is too large; nothing was written.</exception>
    Task<bool> Change(Account before, Account after, CancellationToken cancellation);

    /// <summary>Adds or replaces one click-to-call of an account.</summary>
    Task SaveClickToCall(string account, ClickToCall clickToCall, CancellationToken cancellation);

    /// <summary>Removes one click-to-call; false when there was none.</summary>
    Task<bool> DeleteClickToCall(string account, string clickToCall, CancellationToken cancellation);

    /// <summary>Writes a key by its hash.</summary>
    Task SaveKey(ApiKey key, CancellationToken cancellation);

    /// <summary>The account's keys, by name and hash.</summary>
    Task<IReadOnlyList<ApiKey>> Keys(string account, CancellationToken cancellation);

    /// <summary>Removes a key; false when there was none. Instances that have it in memory forget it within seconds.</summary>
    Task<bool> RevokeKey(string hash, CancellationToken cancellation);
}
