using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Lines;
using Click2Call.Storage.Accounts;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Accounts;

public sealed class AccountImportTests
{
    private readonly ManualClock _clock = new();
    private readonly AccountTable _book;
    private readonly AccountDirectory _directory;
    private readonly List<NewCredential> _shown = [];

    public AccountImportTests()
    {
        var storage = new MemoryStorage(_clock);
        var (accounts, keys) = (storage.Table(AccountTable.Accounts), storage.Table(AccountTable.ApiKeys));
        _book = new AccountTable(accounts, keys);
        _directory = new AccountDirectory(accounts, keys, _clock);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Account> Import(bool events, params ImportedKey[] keys)
    {
        await _book.Create(Ct);
        _clock.Advance(TimeSpan.FromMinutes(1));
        _shown.Clear();
        var account = new Account
        {
            Id = "demo",
            Name = "Demo",
            DefaultRegion = "IL",
            Lines = [new LineSettings { Id = "main", Dialect = "kazoo" }],
            ClickToCalls = [new ClickToCall { Id = "website", Name = "Website", Extension = "101" }],
        };
        await new AccountImport(_directory, _book).Save(new ImportedAccount(account, events ? new HashSet<string> { "main" } : [], keys), _shown.Add, Ct);
        _clock.Advance(TimeSpan.FromMinutes(1));
        return (await _directory.Find("demo", Ct))!;
    }

    [Fact]
    public async Task The_path_of_a_lines_events_is_shown_once_and_stays()
    {
        var hash = (await Import(events: true)).Lines[0].EventTokenHash;
        var path = Assert.Single(_shown).Value;
        Assert.StartsWith("/lines/demo.main/events/", path, StringComparison.Ordinal);
        Assert.True(KeyHash.Matches(hash, path.Split('/')[^1]));

        Assert.Equal(hash, (await Import(events: true)).Lines[0].EventTokenHash);
        Assert.Empty(_shown);
        Assert.Null((await Import(events: false)).Lines[0].EventTokenHash);
        Assert.NotEqual(hash, (await Import(events: true)).Lines[0].EventTokenHash);
        Assert.Single(_shown);
    }

    [Fact]
    public async Task The_order_and_the_system_messages_that_people_made_stay()
    {
        var before = await Import(events: false);
        await _book.Change(before, before with { Order = ["102", "101"], Messages = [new(SystemMessage.Failure, null, [new() { Text = "Sorry" }]), new(SystemMessage.Failure, "gone", [new() { Text = "Sorry" }])] }, Ct);
        var after = await Import(events: false);
        Assert.Equal(["102", "101"], after.Order);
        // That of a flow which the file has no more goes with it.
        Assert.Null(Assert.Single(after.Messages).Flow);
    }

    [Fact]
    public async Task A_key_is_made_for_each_new_name_and_others_stay()
    {
        await Import(false, new ImportedKey("crm", []), new ImportedKey("app", ["calls"]));
        Assert.Equal(["key 'crm' of account 'demo'", "key 'app' of account 'demo'"], _shown.Select(one => one.What));
        var app = _shown[1].Value;
        Assert.Equal("calls", Assert.Single((await _directory.FindKey(app, Ct))!.Scopes));

        await Import(false, new ImportedKey("app", ["history"]));
        Assert.Empty(_shown);
        Assert.Equal("history", Assert.Single((await _directory.FindKey(app, Ct))!.Scopes));
        Assert.Equal(["app", "crm"], (await _book.Keys("demo", Ct)).Select(key => key.Name));
    }

    [Fact]
    public async Task A_click_to_call_made_through_an_API_outlives_an_import()
    {
        await Import(false);
        await _book.SaveClickToCall("demo", new ClickToCall { Id = "api", Name = "By API", Extension = "101", Document = "{}" }, Ct);
        await _book.SaveClickToCall("demo", new ClickToCall { Id = "old", Name = "Of an older file", Extension = "101" }, Ct);
        Assert.Equal(["api", "website"], (await Import(false)).ClickToCalls.Select(click => click.Id));
    }

    [Fact]
    public async Task A_flow_gets_its_address_once_and_keeps_it_when_it_changes()
    {
        var first = await ImportFlow("one");
        Assert.StartsWith("/module/demo.menu.", Assert.Single(_shown).Value, StringComparison.Ordinal);
        Assert.True(Click2Call.Flows.FlowAddress.TryParse(_shown[0].Value["/module/".Length..], out var address));
        Assert.Equal(KeyHash.Of(address.Secret), first.TokenHash);

        var same = await ImportFlow("one");
        Assert.Equal((1, first.TokenHash), (same.Version, same.TokenHash));
        var changed = await ImportFlow("two");
        Assert.Equal((2, first.TokenHash, 1), (changed.Version, changed.TokenHash, Assert.Single(changed.Earlier).Version));
        Assert.Empty(_shown);
    }

    private async Task<Click2Call.Flows.Flow> ImportFlow(string name)
    {
        await _book.Create(Ct);
        _clock.Advance(TimeSpan.FromMinutes(1));
        _shown.Clear();
        var script = Click2Call.Flows.FlowScript.Read($$"""{"id":"menu","name":"{{name}}","steps":[{"id":"bye","do":"hangUp"}]}""");
        var account = new Account { Id = "demo", Name = "Demo", DefaultRegion = "IL", Flows = [new() { Id = "menu", Script = script }] };
        await new AccountImport(_directory, _book).Save(new ImportedAccount(account, new HashSet<string>(), []), _shown.Add, Ct);
        _clock.Advance(TimeSpan.FromMinutes(1));
        return (await _directory.Find("demo", Ct))!.FindFlow("menu")!;
    }
}
