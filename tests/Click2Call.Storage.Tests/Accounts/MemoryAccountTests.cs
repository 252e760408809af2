using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Accounts;

public sealed class MemoryAccountTests : AccountContract
{
    private readonly MemoryStorage _storage = new(new ManualClock());

    protected override (ITable Accounts, ITable Keys) Tables() => (_storage.Table(AccountTable.Accounts), _storage.Table(AccountTable.ApiKeys));

    private async Task<AccountTable> Book()
    {
        var (accounts, keys) = Tables();
        var book = new AccountTable(accounts, keys);
        await book.Create(Ct);
        return book;
    }

    private async Task<Account?> Read()
    {
        var (accounts, keys) = Tables();
        return await new AccountDirectory(accounts, keys, new ManualClock()).Find("big", Ct);
    }

    [Fact]
    public async Task A_small_account_changes_in_one_transaction()
    {
        var book = await Book();
        await book.Save(Examples.Full(), Ct);
        var steps = new List<string>();
        _storage.Hooks.Before = step =>
        {
            steps.Add(step.Operation);
            return ValueTask.CompletedTask;
        };
        var full = Examples.Full();
        await book.Save(full with { Name = "New", Extensions = [full.Extensions[1]], ClickToCalls = [] }, Ct);
        Assert.Equal(["Table.Upsert", "Table.Query", "Table.Submit"], steps);
        steps.Clear();
        await book.Save(full with { Name = "New", Extensions = [full.Extensions[1]], ClickToCalls = [] }, Ct);
        Assert.Equal(["Table.Upsert", "Table.Query"], steps);
    }

    [Fact]
    public async Task A_crash_at_any_transaction_leaves_a_whole_account_or_none()
    {
        var before = Examples.Big(350) with { ClickToCalls = [new ClickToCall { Id = "one", Name = "One", Extension = "1349" }] };
        var after = before with
        {
            Lines = [before.Lines[1] with { Id = "fresh" }],
            Extensions = [.. Enumerable.Range(5000, 350).Select(number => new Extension { Number = $"{number}", Line = "fresh" })],
            ClickToCalls = [new ClickToCall { Id = "two", Name = "Two", Extension = "5349", Line = "fresh" }],
        };
        foreach (var (from, to) in new[] { (null, before), (before, after) })
        {
            for (var survives = 0; ; survives++)
            {
                _storage.Hooks.Before = null;
                var book = await Book();
                await Empty();
                if (from is not null)
                    await book.Save(from, Ct);
                var submitted = 0;
                _storage.Hooks.Before = step => step.Operation == "Table.Submit" && submitted++ == survives
                    ? throw new StorageException(StorageProblem.Unavailable, "503")
                    : ValueTask.CompletedTask;
                var failure = await Record.ExceptionAsync(() => book.Save(to, Ct));
                _storage.Hooks.Before = null;
                var account = await Read();
                if (failure is null)
                {
                    Assert.True(submitted > 3);
                    Assert.Equal(to.Extensions.Count, account!.Extensions.Count);
                    break;
                }

                Assert.IsType<StorageUnavailableException>(failure);
                if (from is null)
                    Assert.Null(account);
                else
                    AssertWhole(account!);
            }
        }

        static void AssertWhole(Account account)
        {
            Assert.NotNull(account.FindLine(null));
            Assert.NotEmpty(account.ClickToCalls);
            Assert.All(account.ClickToCalls, click => Assert.NotNull(account.FindExtension(click.Extension)));
            Assert.All(account.ClickToCalls, click => Assert.NotNull(account.FindLine(click.Line)));
            Assert.All(account.Extensions, extension => Assert.NotNull(account.FindLine(extension.Line)));
        }
    }

    [Fact]
    public async Task A_row_that_somebody_else_removed_meanwhile_does_not_fail_the_save()
    {
        var book = await Book();
        await book.Save(Examples.Full(), Ct);
        var raced = false;
        _storage.Hooks.Before = async step =>
        {
            if (step.Operation != "Table.Submit" || raced)
                return;
            raced = true;
            await book.DeleteClickToCall("demo", "website", Ct);
        };
        await book.Save(Examples.Full() with { ClickToCalls = [] }, Ct);
        Assert.True(raced);
    }

    [Fact]
    public async Task A_change_whose_reply_was_lost_is_our_own_and_a_race_is_not()
    {
        var book = await Book();
        await book.Save(Examples.Full(), Ct);
        var before = Examples.Full();
        var (lost, raced) = (false, false);
        _storage.Hooks.After = step =>
        {
            if (step.Operation != "Table.Submit" || lost)
                return default;
            lost = true;
            throw new StorageException(StorageProblem.Stale, "412") { FailedOperation = 0 };
        };
        var after = before with { Name = "Ours" };
        Assert.True(await book.Change(before, after, Ct));
        _storage.Hooks.After = null;
        _storage.Hooks.Before = async step =>
        {
            if (step.Operation != "Table.Submit" || raced)
                return;
            raced = true;
            Assert.True(await book.Change(after, after with { Name = "Theirs" }, Ct));
        };
        Assert.False(await book.Change(after, after with { Name = "Ours again" }, Ct));
        Assert.True(lost && raced);
    }

    [Fact]
    public async Task What_storage_cannot_do_now_is_told_with_when_to_come_back_and_what_it_never_can_stays()
    {
        var book = await Book();
        _storage.Hooks.Before = _ => throw new StorageException(StorageProblem.Unavailable, "503") { RetryAfter = TimeSpan.FromSeconds(17) };
        Assert.Equal(TimeSpan.FromSeconds(17), (await Assert.ThrowsAsync<StorageUnavailableException>(() => book.Save(Examples.Full(), Ct))).RetryAfter);
        _storage.Hooks.Before = _ => throw new StorageException(StorageProblem.Denied, "403");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => book.Keys("demo", Ct));
        _storage.Hooks.Before = _ => throw new StorageException(StorageProblem.TooLarge, "413");
        await Assert.ThrowsAsync<StorageException>(() => book.Save(Examples.Full(), Ct));
    }

    private async Task Empty()
    {
        var table = _storage.Table(AccountTable.Accounts);
        await foreach (var row in table.QueryAll(null, Ct))
            await table.Delete(row.PartitionKey, row.RowKey, "*", Ct);
    }
}
