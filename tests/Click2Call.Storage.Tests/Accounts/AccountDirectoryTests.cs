using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Accounts;

public sealed class AccountDirectoryTests
{
    private readonly ManualClock _clock = new();
    private readonly MemoryStorage _storage;
    private readonly AccountTable _book;
    private readonly AccountDirectory _directory;
    private int _requests;

    public AccountDirectoryTests()
    {
        _storage = new MemoryStorage(_clock);
        var (accounts, keys) = (_storage.Table(AccountTable.Accounts), _storage.Table(AccountTable.ApiKeys));
        _book = new AccountTable(accounts, keys);
        _directory = new AccountDirectory(accounts, keys, _clock);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task Prepare()
    {
        await _book.Create(Ct);
        await _book.Save(Examples.Full(), Ct);
        await _book.SaveKey(new ApiKey { Hash = KeyHash.Of("key"), Account = "demo", Name = "crm" }, Ct);
        _storage.Hooks.Before = _ =>
        {
            _requests++;
            return ValueTask.CompletedTask;
        };
    }

    private void Break() => _storage.Hooks.Before = _ =>
    {
        _requests++;
        throw new StorageException(StorageProblem.Unavailable, "503");
    };

    [Fact]
    public async Task An_account_is_read_again_after_five_seconds()
    {
        await Prepare();
        for (var second = 0; second < 5; second++, _clock.Advance(TimeSpan.FromSeconds(1)))
            Assert.NotNull(await _directory.Find("demo", Ct));
        Assert.Equal(1, _requests);
        await _directory.Find("demo", Ct);
        Assert.Equal(2, _requests);
    }

    [Fact]
    public async Task A_revoked_key_opens_for_less_than_ten_seconds()
    {
        await Prepare();
        Assert.NotNull(await _directory.FindKey("key", Ct));
        await _book.RevokeKey(KeyHash.Of("key"), Ct);
        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.NotNull(await _directory.FindKey("key", Ct));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(await _directory.FindKey("key", Ct));
    }

    [Fact]
    public async Task A_new_key_works_after_two_seconds_although_it_was_tried_before()
    {
        await Prepare();
        Assert.Null(await _directory.FindKey("new", Ct));
        Assert.Null(await _directory.FindKey("new", Ct));
        Assert.Equal(1, _requests);
        await _book.SaveKey(new ApiKey { Hash = KeyHash.Of("new"), Account = "demo", Name = "new" }, Ct);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(await _directory.FindKey("new", Ct));
    }

    [Fact]
    public async Task A_crowd_reads_once()
    {
        await Prepare();
        var gate = new TaskCompletionSource();
        _storage.Hooks.Before = async _ =>
        {
            Interlocked.Increment(ref _requests);
            await gate.Task;
        };
        using var left = new CancellationTokenSource();
        var first = _directory.Find("demo", left.Token).AsTask();
        var crowd = Enumerable.Range(0, 20).Select(_ => _directory.Find("demo", Ct).AsTask()).ToArray();
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.All(await Task.WhenAll(crowd), Assert.NotNull);
        Assert.Equal(1, _requests);
    }

    /// <summary>A reading that was under way during the write ended after it, and its old copy was handed out for five seconds more.</summary>
    [Fact]
    public async Task What_was_being_read_while_it_was_changed_is_read_again()
    {
        await Prepare();
        var gate = new TaskCompletionSource();
        _storage.Hooks.After = async _ =>
        {
            _storage.Hooks.After = null;
            await gate.Task;
        };
        var before = _directory.Find("demo", Ct).AsTask();
        await _book.Save(Examples.Full() with { Name = "Changed" }, Ct);
        _directory.Forget("demo");
        var joined = _directory.Find("demo", Ct).AsTask();
        gate.SetResult();
        await before;
        Assert.Equal(("Changed", "Changed"), ((await joined)!.Name, (await _directory.Find("demo", Ct))!.Name));
    }

    [Fact]
    public async Task A_copy_of_up_to_five_minutes_is_used_while_storage_is_down()
    {
        await Prepare();
        await _directory.Find("demo", Ct);
        await _directory.FindKey("key", Ct);
        Break();
        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(6));
        Assert.NotNull(await _directory.Find("demo", Ct));
        Assert.NotNull(await _directory.FindKey("key", Ct));
        var before = _requests;
        Assert.NotNull(await _directory.Find("demo", Ct));
        Assert.Equal(before, _requests);
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await _directory.Find("other", Ct));
        _clock.Advance(TimeSpan.FromSeconds(11));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await _directory.Find("demo", Ct));
        _storage.Hooks.Before = null;
        Assert.NotNull(await _directory.Find("demo", Ct));
    }

    [Fact]
    public async Task What_strangers_ask_for_does_not_fill_the_memory()
    {
        await _book.Create(Ct);
        var copies = new RecentCopies<string>(key => Task.FromResult(key[0] == 'x' ? null : key), TimeSpan.FromSeconds(5), _clock);
        for (var i = 0; i < 25_000; i++)
        {
            await copies.Get($"x{i}", Ct);
            await copies.Get($"k{i}", Ct);
        }

        Assert.InRange(copies.Count, 1, RecentCopies<string>.MaxCopies + RecentCopies<string>.MaxAbsences);
    }
}
