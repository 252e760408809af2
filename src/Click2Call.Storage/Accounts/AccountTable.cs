using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Accounts;

/// <summary>Accounts and keys as rows of the tables <c>Accounts</c> and <c>ApiKeys</c>.</summary>
/// <param name="accounts">The table of accounts.</param>
/// <param name="keys">The table of keys.</param>
public sealed class AccountTable(ITable accounts, ITable keys) : IAccountBook
{
    /// <summary>The name of the table of accounts.</summary>
    public const string Accounts = "Accounts";

    /// <summary>The name of the table of keys.</summary>
    public const string ApiKeys = "ApiKeys";

    /// <summary>How often a save starts again when somebody else removed a row under its hands.</summary>
    private const int Tries = 3;

    /// <summary>Creates both tables; those that exist already are fine.</summary>
    /// <exception cref="StorageUnavailableException">Storage did not answer or does not permit it.</exception>
    public Task Create(CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        await accounts.Create(cancellation);
        await keys.Create(cancellation);
    });

    /// <summary>
    /// Writes an account as it is given; parts that it no longer has are removed. A small account changes in one
    /// transaction. A big one changes in several, ordered so that whoever reads in between, or after a crash, finds a
    /// whole account: what is referred to before what refers to it, then what is gone, the other way round.
    /// </summary>
    public Task Save(Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!AccountId.IsValid(account.Id))
            throw new ArgumentException("An account's id is 2 to 32 lower-case letters, digits and dashes.", nameof(account));
        return StorageDown.Translate(async () =>
        {
            // Listed first: a listed account without rows is nothing, an unlisted one would be passed over by the sweep.
            await accounts.Upsert(new TableRow(AccountRows.ListPartition, account.Id), cancellation);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    foreach (var part in Transactions.Of(await Changes(account, cancellation)))
                        await accounts.Submit(part, cancellation);
                    return;
                }
                catch (StorageException e) when (e is { Problem: StorageProblem.Missing, FailedOperation: not null } && attempt < Tries)
                {
                    // Somebody removed the same row first; see what is left to do.
                }
            }
        });
    }

    /// <inheritdoc/>
    public Task<bool> Change(Account before, Account after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return StorageDown.Translate(() => new AccountChange(accounts, before, after).Write(cancellation));
    }

    /// <inheritdoc/>
    public Task SaveClickToCall(string account, ClickToCall clickToCall, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(clickToCall);
        if (!AccountId.IsValid(account) || !PartId.IsValid(clickToCall.Id))
            throw new ArgumentException("The ids of account and click-to-call are lower-case letters, digits and dashes.", nameof(clickToCall));
        return StorageDown.Translate(() => accounts.Upsert(AccountRows.Row(account, clickToCall), cancellation));
    }

    /// <inheritdoc/>
    public Task<bool> DeleteClickToCall(string account, string clickToCall, CancellationToken cancellation) =>
        AccountId.IsValid(account) && PartId.IsValid(clickToCall)
            ? Remove(accounts, account, AccountRows.ClickToCallKey(clickToCall), cancellation)
            : Task.FromResult(false);

    /// <inheritdoc/>
    public Task SaveKey(ApiKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        return StorageDown.Translate(() => keys.Upsert(KeyRows.Of(key), cancellation));
    }

    /// <summary>The account's keys, by name and hash. Reads the whole table of keys: for people, not for requests.</summary>
    public Task<IReadOnlyList<ApiKey>> Keys(string account, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        var found = new List<ApiKey>();
        await foreach (var row in keys.QueryAll(Filter.Eq(KeyRows.Account, account), cancellation))
            found.Add(KeyRows.Read(row));
        return (IReadOnlyList<ApiKey>)[.. found.OrderBy(key => key.Name, StringComparer.Ordinal).ThenBy(key => key.Hash, StringComparer.Ordinal)];
    });

    /// <inheritdoc/>
    public Task<bool> RevokeKey(string hash, CancellationToken cancellation) => Remove(keys, hash, KeyRows.RowKey, cancellation);

    private static Task<bool> Remove(ITable table, string partitionKey, string rowKey, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        if (await table.Get(partitionKey, rowKey, cancellation) is null)
            return false;
        await table.Delete(partitionKey, rowKey, "*", cancellation);
        return true;
    });

    private async Task<List<TableOperation>> Changes(Account account, CancellationToken cancellation)
    {
        var present = new Dictionary<string, TableRow>(StringComparer.Ordinal);
        await foreach (var row in accounts.QueryAll(Filter.Partition(account.Id), cancellation))
            present.Add(row.RowKey, row);
        var wanted = AccountRows.Of(account).ToList();
        var kept = wanted.Select(row => row.RowKey).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. wanted
                .Where(row => !present.TryGetValue(row.RowKey, out var before) || !JsonRow.Same(before, row))
                .Select(TableOperation.Upsert),
            .. present.Values
                .Where(row => !kept.Contains(row.RowKey) && AccountRows.RemovalOrder(row) is not null && !AccountRows.IsHealthOfOneOf(row, kept))
                .OrderBy(AccountRows.RemovalOrder)
                .Select(row => TableOperation.Delete(row.PartitionKey, row.RowKey, "*")),
        ];
    }
}
