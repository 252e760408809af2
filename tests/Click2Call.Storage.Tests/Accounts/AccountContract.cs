using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Accounts;

/// <summary>What accounts and keys do, on Azurite and in memory alike.</summary>
public abstract class AccountContract
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract (ITable Accounts, ITable Keys) Tables();

    private async Task<(AccountTable Book, Func<AccountDirectory> Fresh, ITable Accounts)> Open()
    {
        var (accounts, keys) = Tables();
        var book = new AccountTable(accounts, keys);
        await book.Create(Ct);
        await book.Create(Ct);
        return (book, () => new AccountDirectory(accounts, keys, new ManualClock()), accounts);
    }

    private static string Text(Account? account) => JsonSerializer.Serialize(account);

    [Fact]
    public async Task An_account_comes_back_as_it_was_saved()
    {
        var (book, fresh, _) = await Open();
        await book.Save(Examples.Full(), Ct);
        Assert.Equal(Text(Examples.Full()), Text(await fresh().Find("demo", Ct)));
        Assert.Equal(["demo"], await fresh().List(Ct));
        Assert.Null(await fresh().Find("other", Ct));
    }

    [Fact]
    public async Task What_an_account_no_longer_has_is_removed()
    {
        var (book, fresh, _) = await Open();
        await book.Save(Examples.Full(), Ct);
        var full = Examples.Full();
        var smaller = full with { Lines = [full.Lines[1]], Extensions = [full.Extensions[1]], Groups = [], ClickToCalls = [] };
        await book.Save(smaller, Ct);
        Assert.Equal(Text(smaller), Text(await fresh().Find("demo", Ct)));
    }

    [Fact]
    public async Task Two_thousand_extensions_come_and_go()
    {
        var (book, fresh, _) = await Open();
        await book.Save(Examples.Big(2000), Ct);
        Assert.Equal(2000, (await fresh().Find("big", Ct))!.Extensions.Count);
        await book.Save(Examples.Big(150), Ct);
        Assert.Equal(Text(Examples.Big(150)), Text(await fresh().Find("big", Ct)));
    }

    [Fact]
    public async Task A_block_list_longer_than_one_text_property_is_kept_and_can_shrink()
    {
        var (book, fresh, _) = await Open();
        string[] numbers = [.. Enumerable.Range(0, 5000).Select(i => $"+9725{4_000_000 + i}")];
        await book.Save(Examples.Full() with { BlockList = numbers }, Ct);
        Assert.Equal(numbers, (await fresh().Find("demo", Ct))!.BlockList);
        await book.Save(Examples.Full(), Ct);
        Assert.Equal(Text(Examples.Full()), Text(await fresh().Find("demo", Ct)));
    }

    /// <summary>Escaped, each letter took six characters, and a flow in Hebrew was full at a sixth of its size.</summary>
    [Fact]
    public async Task Hebrew_takes_no_more_room_than_it_has_letters()
    {
        var (book, fresh, accounts) = await Open();
        // Of every width, over the borders of several text properties.
        var notes = string.Concat(Enumerable.Repeat("שלום <b>\"&'</b> 😀é\u2028", 7000));
        var account = Examples.Full() with { Messages = [new(SystemMessage.Failure, null, [new() { Text = notes }])] };
        await book.Change(account with { Messages = [] }, account, Ct);
        await book.Save(account, Ct);
        Assert.Equal(notes, (await fresh().Find("demo", Ct))!.Messages[0].Sounds[0].Text);
        var row = await accounts.Get("demo", AccountRows.AccountKey, Ct);
        Assert.InRange(row!.Properties.Sum(property => property.Value is string text ? text.Length : 0), notes.Length, 2.2 * notes.Length);
    }

    [Fact]
    public async Task A_change_that_no_row_can_hold_is_told_and_nothing_of_it_is_written()
    {
        var (book, fresh, _) = await Open();
        await book.Save(Examples.Full(), Ct);
        var before = (await fresh().Find("demo", Ct))!;
        var after = before with { Name = "Other", BlockList = [.. Enumerable.Range(0, 60_000).Select(i => $"+9725{4_000_000 + i}")] };
        var problem = await Assert.ThrowsAsync<AccountTooLargeException>(() => book.Change(before, after, Ct));
        Assert.Equal("account", problem.Part);
        Assert.Equal(Text(before), Text(await fresh().Find("demo", Ct)));
    }

    [Fact]
    public async Task One_click_to_call_is_added_replaced_and_removed()
    {
        var (book, fresh, _) = await Open();
        await book.Save(Examples.Full(), Ct);
        var added = new ClickToCall { Id = "0123456789abcdef0123456789abcdef", Name = "Kazoo", Extension = "102" };
        await book.SaveClickToCall("demo", added, Ct);
        await book.SaveClickToCall("demo", added with { Name = "Renamed" }, Ct);
        Assert.Equal("Renamed", (await fresh().Find("demo", Ct))!.FindClickToCall(added.Id)!.Name);
        Assert.Equal(2, (await fresh().Find("demo", Ct))!.ClickToCalls.Count);
        Assert.True(await book.DeleteClickToCall("demo", added.Id, Ct));
        Assert.False(await book.DeleteClickToCall("demo", added.Id, Ct));
        Assert.False(await book.DeleteClickToCall("demo", "a/b", Ct));
        Assert.Equal(Text(Examples.Full()), Text(await fresh().Find("demo", Ct)));
    }

    [Fact]
    public async Task A_change_writes_what_differs_and_leaves_what_others_made_meanwhile()
    {
        var (book, fresh, _) = await Open();
        await book.Save(Examples.Full(), Ct);
        var before = (await fresh().Find("demo", Ct))!;
        await book.SaveClickToCall("demo", new ClickToCall { Id = "kazoo", Name = "Made through the API", Extension = "102" }, Ct);
        var after = before with { Name = "Changed", Extensions = [before.Extensions[0], new() { Number = "103" }], Order = ["103"], Groups = [] };
        Assert.True(await book.Change(before, after, Ct));
        var now = (await fresh().Find("demo", Ct))!;
        Assert.Equal("Made through the API", now.FindClickToCall("kazoo")!.Name);
        Assert.Equal(Text(after), Text(now with { ClickToCalls = [.. now.ClickToCalls.Where(click => click.Id != "kazoo")] }));
        Assert.True(await book.Change(now, now, Ct));
    }

    [Fact]
    public async Task A_change_of_what_somebody_else_changed_is_not_written()
    {
        var (book, fresh, _) = await Open();
        await book.Save(Examples.Full(), Ct);
        var before = (await fresh().Find("demo", Ct))!;
        var theirs = before with { Extensions = [before.Extensions[0], before.Extensions[1] with { Name = "Theirs" }] };
        Assert.True(await book.Change(before, theirs, Ct));
        var ours = before with { Name = "Ours", Extensions = [before.Extensions[0], before.Extensions[1] with { Name = "Ours" }] };
        Assert.False(await book.Change(before, ours, Ct));
        Assert.False(await book.Change(before, before with { Extensions = [before.Extensions[0]] }, Ct));
        Assert.Equal(Text(theirs), Text(await fresh().Find("demo", Ct)));
    }

    [Fact]
    public async Task A_row_that_an_older_version_wrote_can_be_changed()
    {
        var (book, fresh, accounts) = await Open();
        await book.Save(Examples.Full(), Ct);
        await accounts.Upsert(new TableRow("demo", "account") { ["Json"] = """{"name":"Old","defaultRegion":"IL","lines":["main","backup"]}""" }, Ct);
        var before = (await fresh().Find("demo", Ct))!;
        Assert.True(await book.Change(before, before with { Order = ["102"] }, Ct));
        Assert.Equal(("Old", "102"), ((await fresh().Find("demo", Ct))!.Name, Assert.Single((await fresh().Find("demo", Ct))!.Order)));
    }

    [Fact]
    public async Task A_key_is_found_listed_and_revoked()
    {
        var (book, fresh, _) = await Open();
        var key = KeyHash.NewKey("demo");
        await book.SaveKey(new ApiKey { Hash = KeyHash.Of(key), Account = "demo", Name = "crm", Scopes = ["calls"] }, Ct);
        await book.SaveKey(new ApiKey { Hash = KeyHash.Of("second"), Account = "demo", Name = "app" }, Ct);
        await book.SaveKey(new ApiKey { Hash = KeyHash.Of("third"), Account = "other", Name = "app" }, Ct);
        var found = await fresh().FindKey(key, Ct);
        Assert.Equal(("demo", "crm", "calls"), (found!.Account, found.Name, Assert.Single(found.Scopes)));
        Assert.Equal(["app", "crm"], (await book.Keys("demo", Ct)).Select(one => one.Name));
        Assert.Null(await fresh().FindKey("wrong", Ct));
        Assert.True(await book.RevokeKey(KeyHash.Of(key), Ct));
        Assert.False(await book.RevokeKey(KeyHash.Of(key), Ct));
        Assert.Null(await fresh().FindKey(key, Ct));
    }

    [Fact]
    public async Task Texts_that_no_account_and_no_key_can_be_are_not_asked_for()
    {
        var directory = (await Open()).Fresh();
        foreach (var text in new[] { "", "a", "a/b", "Demo", ".accounts", "de\nmo", "demo#", new string('a', 2000) })
            Assert.Null(await directory.Find(text, Ct));
        Assert.Null(await directory.FindKey("", Ct));
        Assert.Null(await directory.FindKey(new string('k', 100_000), Ct));
    }

    [Fact]
    public async Task A_row_of_a_newer_writer_is_read_and_one_of_an_older_writer_has_defaults()
    {
        var (book, fresh, accounts) = await Open();
        await book.Save(Examples.Full(), Ct);
        await accounts.Upsert(new TableRow("demo", "clicktocall:old") { ["Json"] = """{"name":"Old","extension":"101","notYetInvented":{"a":[1]}}""" }, Ct);
        await accounts.Upsert(new TableRow("demo", "later:thing") { ["Json"] = "{}" }, Ct);
        var account = await fresh().Find("demo", Ct);
        var expected = new ClickToCall { Id = "old", Name = "Old", Extension = "101" };
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(account!.FindClickToCall("old")));
        await book.Save(Examples.Full(), Ct);
        Assert.NotNull(await accounts.Get("demo", "later:thing", Ct));
    }
}
