using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Tests.Http;

namespace Click2Call.Dialects.Tests.Kazoo;

/// <summary>Changes the account of a <see cref="FakeDirectory"/> at once.</summary>
public sealed class FakeBook(FakeDirectory directory) : IAccountBook
{
    public bool Down { get; set; }

    public Task Save(Account account, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> Change(Account before, Account after, CancellationToken cancellation) => throw new NotSupportedException();

    public Task SaveClickToCall(string account, ClickToCall clickToCall, CancellationToken cancellation)
    {
        if (Down)
            throw new StorageUnavailableException("writing the book");
        Assert.Equal(directory.Account.Id, account);
        directory.Account = directory.Account with
        {
            ClickToCalls = [.. directory.Account.ClickToCalls.Where(click => click.Id != clickToCall.Id), clickToCall],
        };
        return Task.CompletedTask;
    }

    public Task<bool> DeleteClickToCall(string account, string clickToCall, CancellationToken cancellation)
    {
        var before = directory.Account.ClickToCalls.Count;
        directory.Account = directory.Account with { ClickToCalls = [.. directory.Account.ClickToCalls.Where(click => click.Id != clickToCall)] };
        return Task.FromResult(directory.Account.ClickToCalls.Count < before);
    }

    public Task SaveKey(ApiKey key, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<ApiKey>> Keys(string account, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> RevokeKey(string hash, CancellationToken cancellation) => throw new NotSupportedException();
}
