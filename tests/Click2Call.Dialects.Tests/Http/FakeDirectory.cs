using Click2Call.Accounts;
using Click2Call.Calls;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>One account, <c>acme</c>, whose key is <see cref="Key"/>; or a storage that is down.</summary>
public sealed class FakeDirectory : IDirectory
{
    public const string Key = "c2c_acme_5f1e0d";

    public Account Account { get; set; } = new()
    {
        Id = "acme",
        Name = "Acme",
        DefaultRegion = "IL",
        TimeZone = "Asia/Jerusalem",
        Extensions = [new() { Number = "101", Name = "Dana", Display = "0990880101" }, new() { Number = "102" }, new() { Number = "103", Blocked = true }],
    };

    public IReadOnlyList<string> Scopes { get; set; } = [];

    public bool Down { get; set; }

    public ValueTask<Account?> Find(string account, CancellationToken cancellation) => Up(account == Account.Id ? Account : null);

    public ValueTask<ApiKey?> FindKey(string presented, CancellationToken cancellation) =>
        Up(presented == Key ? new ApiKey { Hash = KeyHash.Of(Key), Account = Account.Id, Name = "test", Scopes = Scopes } : null);

    public ValueTask<IReadOnlyList<string>> List(CancellationToken cancellation) => Up<IReadOnlyList<string>>([Account.Id]);

    private ValueTask<T> Up<T>(T value) => Down ? throw new StorageUnavailableException("reading the directory") : ValueTask.FromResult(value);
}
