namespace Click2Call.Accounts;

/// <summary>Reads accounts and keys; what it gives may be some seconds old.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface IDirectory
{
    /// <summary>The account, or null.</summary>
    ValueTask<Account?> Find(string account, CancellationToken cancellation);

    /// <summary>The key that was presented, or null when there is none such.</summary>
    ValueTask<ApiKey?> FindKey(string presented, CancellationToken cancellation);

    /// <summary>The ids of all accounts.</summary>
    ValueTask<IReadOnlyList<string>> List(CancellationToken cancellation);
}
