using Click2Call.Accounts;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Accounts;

/// <summary>
/// Reads accounts and keys, and keeps them for seconds: an account 5 s, a key 10 s, the knowledge that there is none 2 s.
/// Each is read by one reader at a time. While storage is down, copies of up to 5 minutes are used.
/// </summary>
public sealed class AccountDirectory : IDirectory
{
    /// <summary>How long an account is used before it is read again.</summary>
    public static readonly TimeSpan AccountFresh = TimeSpan.FromSeconds(5);

    /// <summary>How long a key is used before it is looked up again; a revoked one still opens for so long.</summary>
    public static readonly TimeSpan KeyFresh = TimeSpan.FromSeconds(10);

    /// <summary>Characters of a key that is worth looking up; ours have under 90.</summary>
    private const int LongestKey = 512;

    private readonly ITable _accounts;
    private readonly RecentCopies<Account> _accountCopies;
    private readonly RecentCopies<ApiKey> _keyCopies;

    /// <summary>Reads these two tables. Nothing is asked until it is used.</summary>
    public AccountDirectory(ITable accounts, ITable keys, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(keys);
        _accounts = accounts;
        _accountCopies = new(ReadAccount, AccountFresh, time);
        _keyCopies = new(hash => StorageDown.Translate(() => ReadKey(keys, hash)), KeyFresh, time);
    }

    /// <inheritdoc/>
    public ValueTask<Account?> Find(string account, CancellationToken cancellation) =>
        AccountId.IsValid(account) ? _accountCopies.Get(account, cancellation) : new((Account?)null);

    /// <inheritdoc/>
    public ValueTask<ApiKey?> FindKey(string presented, CancellationToken cancellation) =>
        string.IsNullOrEmpty(presented) || presented.Length > LongestKey ? new((ApiKey?)null) : _keyCopies.Get(KeyHash.Of(presented), cancellation);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> List(CancellationToken cancellation) => await StorageDown.Translate(async () =>
    {
        var ids = new List<string>();
        await foreach (var row in _accounts.QueryAll(Filter.Partition(AccountRows.ListPartition), cancellation))
            ids.Add(row.RowKey);
        return ids;
    });

    /// <summary>The account is read again by the next who asks; other instances follow within seconds.</summary>
    public void Forget(string account) => _accountCopies.Forget(account);

    /// <summary>The key of that hash is read again by the next who presents it.</summary>
    public void ForgetKey(string hash) => _keyCopies.Forget(hash);

    private static async Task<ApiKey?> ReadKey(ITable keys, string hash) =>
        await keys.Get(hash, KeyRows.RowKey, CancellationToken.None) is { } row ? KeyRows.Read(row) : null;

    private Task<Account?> ReadAccount(string id) => StorageDown.Translate(async () =>
    {
        var rows = new List<TableRow>();
        await foreach (var row in _accounts.QueryAll(Filter.Partition(id), CancellationToken.None))
            rows.Add(row);
        return AccountRows.Read(id, rows);
    });
}
