using Click2Call.Accounts;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Accounts;

/// <summary>
/// Writes the rows in which two states of an account differ, each only if it still is as it was in the first. What a row
/// says is compared as we understand it, not letter by letter: one that an earlier version wrote lacks members.
/// </summary>
internal sealed class AccountChange(ITable accounts, Account before, Account after)
{
    private readonly Dictionary<string, TableRow> _was = ByKey(before);
    private readonly Dictionary<string, TableRow> _will = ByKey(after);

    public async Task<bool> Write(CancellationToken cancellation)
    {
        var keys = _will.Keys.Union(_was.Keys).Where(key => !Same(_was.GetValueOrDefault(key), _will.GetValueOrDefault(key))).ToList();
        if (keys.Count == 0)
            return true;
        // Before the first transaction of several: half a change is none.
        foreach (var row in keys.Select(key => _will.GetValueOrDefault(key)).OfType<TableRow>())
            CheckSize(row);
        var (raw, now) = await Read(cancellation);
        if (keys.Any(key => !Same(_was.GetValueOrDefault(key), now.GetValueOrDefault(key))))
            return false;
        try
        {
            foreach (var part in Transactions.Of(keys.Select(key => Operation(key, raw.GetValueOrDefault(key)))))
                await accounts.Submit(part, cancellation);
            return true;
        }
        catch (StorageException e) when (e.Problem is StorageProblem.AlreadyExists or StorageProblem.Stale or StorageProblem.Missing && e.FailedOperation is not null)
        {
            // Somebody was faster; or it was we, the reply was lost, and this is the echo of our own write.
            (_, now) = await Read(cancellation);
            return keys.All(key => Same(_will.GetValueOrDefault(key), now.GetValueOrDefault(key)));
        }
    }

    private static void CheckSize(TableRow row)
    {
        try
        {
            TableLimits.Check(row);
        }
        catch (StorageException e) when (e.Problem == StorageProblem.TooLarge)
        {
            throw new AccountTooLargeException(row.RowKey, e);
        }
    }

    private TableOperation Operation(string key, TableRow? present) =>
        !_will.TryGetValue(key, out var row) ? TableOperation.Delete(after.Id, key, present!.ETag!)
        : present is null ? TableOperation.Insert(row)
        : TableOperation.Replace(row, present.ETag!);

    private async Task<(Dictionary<string, TableRow> Raw, Dictionary<string, TableRow> Understood)> Read(CancellationToken cancellation)
    {
        var raw = new Dictionary<string, TableRow>(StringComparer.Ordinal);
        await foreach (var row in accounts.QueryAll(Filter.Partition(after.Id), cancellation))
            raw.Add(row.RowKey, row);
        return (raw, AccountRows.Read(after.Id, [.. raw.Values]) is { } account ? ByKey(account) : []);
    }

    private static Dictionary<string, TableRow> ByKey(Account account) => AccountRows.Of(account).ToDictionary(row => row.RowKey, StringComparer.Ordinal);

    private static bool Same(TableRow? one, TableRow? other) => one is null || other is null ? one is null && other is null : JsonRow.Same(one, other);
}
