using Click2Call.Accounts;

namespace Click2Call.Storage.Accounts;

/// <summary>
/// Writes accounts and keys so that this process sees what it wrote at once: who creates a click-to-call and uses it
/// in the next request must find it. Other instances see it within seconds.
/// </summary>
/// <param name="book">Writes.</param>
/// <param name="directory">Forgets what was written, also when nobody knows whether it was.</param>
public sealed class SeenAccountBook(IAccountBook book, AccountDirectory directory) : IAccountBook
{
    /// <inheritdoc/>
    public Task Save(Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Seen(book.Save(account, cancellation), () => directory.Forget(account.Id));
    }

    /// <inheritdoc/>
    public async Task<bool> Change(Account before, Account after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(after);
        var change = book.Change(before, after, cancellation);
        await Seen(change, () => directory.Forget(after.Id));
        return await change;
    }

    /// <inheritdoc/>
    public Task SaveClickToCall(string account, ClickToCall clickToCall, CancellationToken cancellation) =>
        Seen(book.SaveClickToCall(account, clickToCall, cancellation), () => directory.Forget(account));

    /// <inheritdoc/>
    public async Task<bool> DeleteClickToCall(string account, string clickToCall, CancellationToken cancellation)
    {
        var deletion = book.DeleteClickToCall(account, clickToCall, cancellation);
        await Seen(deletion, () => directory.Forget(account));
        return await deletion;
    }

    /// <inheritdoc/>
    public Task SaveKey(ApiKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Seen(book.SaveKey(key, cancellation), () => directory.ForgetKey(key.Hash));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApiKey>> Keys(string account, CancellationToken cancellation) => book.Keys(account, cancellation);

    /// <inheritdoc/>
    public async Task<bool> RevokeKey(string hash, CancellationToken cancellation)
    {
        var revocation = book.RevokeKey(hash, cancellation);
        await Seen(revocation, () => directory.ForgetKey(hash));
        return await revocation;
    }

    private static async Task Seen(Task write, Action forget)
    {
        try
        {
            await write;
        }
        finally
        {
            forget();
        }
    }
}
