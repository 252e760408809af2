using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Hosting.Start;
using Click2Call.Hosting.Verbs;
using Click2Call.Lines;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;
using Click2Call.Testing;
using Click2Call.Verbs;
using Microsoft.Extensions.DependencyInjection;

namespace Click2Call.Functions.Tests.Verbs;

public sealed class AccountVerbTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly MemoryStorage _storage;
    private readonly ServiceProvider _services;
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly StringWriter _errors = new();

    public AccountVerbTests()
    {
        _storage = new MemoryStorage(_clock);
        var (accounts, keys) = (_storage.Table(AccountTable.Accounts), _storage.Table(AccountTable.ApiKeys));
        _services = new ServiceCollection()
            .AddSingleton(new AccountTable(accounts, keys))
            .AddSingleton<IAccountBook>(services => services.GetRequiredService<AccountTable>())
            .AddSingleton<IDirectory>(new AccountDirectory(accounts, keys, _clock))
            .AddSingleton(services => new AccountImport(services.GetRequiredService<IDirectory>(), services.GetRequiredService<IAccountBook>()))
            .AddSingleton<IDialect>(new Pigeons())
            .AddSingleton(StorageAccount.FromSettings(_ => "UseDevelopmentStorage=true", _clock))
            .BuildServiceProvider();
    }

    public void Dispose()
    {
        File.Delete(_file);
        _services.Dispose();
        _errors.Dispose();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<string[]> Say(Func<TextWriter, IVerb> verb, params string[] args)
    {
        using var output = new StringWriter();
        Assert.Equal(0, await verb(output).Run(args, _services, Ct));
        _clock.Advance(TimeSpan.FromSeconds(10));
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private Task<string[]> Import(string text)
    {
        File.WriteAllText(_file, text);
        return Say(output => new AccountsImport(output, _errors), _file);
    }

    private Task<string[]> Import() => Import("""
        { "accounts": [ { "id": "demo", "name": "Demo", "region": "IL", "lines": [ { "id": "main", "dialect": "pigeons", "events": true } ],
          "extensions": [ { "number": "101" }, { "number": "102" } ], "keys": [ { "name": "crm" } ] } ] }
        """);

    [Fact]
    public async Task An_import_says_what_it_wrote_and_shows_what_it_made()
    {
        var said = await Import();
        Assert.StartsWith("New events of line 'main' of account 'demo', shown this once: /lines/demo.main/events/", said[0], StringComparison.Ordinal);
        Assert.StartsWith("New key 'crm' of account 'demo', shown this once: c2c_demo_", said[1], StringComparison.Ordinal);
        Assert.Equal("Account 'demo': 1 line, 2 extensions, 0 click-to-calls.", said[2]);
        Assert.Equal(["Account 'demo': 1 line, 2 extensions, 0 click-to-calls."], await Import());
        Assert.Equal(["demo\tDemo\t1 line, 2 extensions, 0 click-to-calls"], await Say(output => new AccountsList(output)));
    }

    [Fact]
    public async Task A_file_with_a_mistake_writes_nothing()
    {
        await File.WriteAllTextAsync(_file, """{ "accounts": [ { "id": "demo", "name": "Demo", "region": "IL", "lines": [ { "id": "main", "dialect": "doves" } ] } ] }""", Ct);
        using var output = new StringWriter();
        Assert.Equal(1, await new AccountsImport(output, _errors).Run([_file], _services, Ct));
        Assert.Equal(
            ["accounts[0].lines[0].dialect: a dialect is one of pigeons. (line 1)", $"Nothing was written: {_file} has a mistake."],
            _errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Empty(output.ToString());
        Assert.Empty(await Say(writer => new AccountsList(writer)));
    }

    [Fact]
    public async Task A_key_is_made_listed_and_revoked_by_name_or_hash()
    {
        await Import();
        var key = Assert.Single(await Say(output => new KeysCreate(output), "demo", "shop app", "--scope", "calls", "--scope=history"));
        var directory = _services.GetRequiredService<IDirectory>();
        Assert.Equal(["calls", "history"], (await directory.FindKey(key, Ct))!.Scopes);

        var hash = KeyHash.Of(key)[..12];
        Assert.Contains($"shop app\t{hash}\tcalls history", await Say(output => new KeysList(output), "demo"));
        await Assert.ThrowsAsync<StartUpException>(() => Say(output => new KeysCreate(output), "demo", "shop app"));
        Assert.StartsWith("The key 'shop app' of account 'demo' is revoked", Assert.Single(await Say(output => new KeysRevoke(output), "demo", hash[..8])), StringComparison.Ordinal);
        Assert.Null(await directory.FindKey(key, Ct));
        await Say(output => new KeysRevoke(output), "demo", "crm");
        Assert.Empty(await Say(output => new KeysList(output), "demo"));
        var e = await Assert.ThrowsAsync<StartUpException>(() => Say(output => new KeysRevoke(output), "demo", "crm"));
        Assert.Contains("click2call keys list demo", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_in_a_sentence()
    {
        Assert.Contains("accounts import FILE", (await Assert.ThrowsAsync<StartUpException>(() => Say(output => new KeysCreate(output), "demo", "crm"))).Message, StringComparison.Ordinal);
        Assert.Contains("can't be read", (await Assert.ThrowsAsync<StartUpException>(() => Say(output => new AccountsImport(output, _errors), _file + ".none"))).Message, StringComparison.Ordinal);
        await Import();
        Assert.Equal("There is no account 'dema'; there is demo.", (await Assert.ThrowsAsync<StartUpException>(() => Say(output => new KeysList(output), "dema"))).Message);
        _storage.Hooks.Before = _ => throw new StorageException(StorageProblem.Denied, "403");
        Assert.Contains("AzureWebJobsStorage", (await Assert.ThrowsAsync<StartUpException>(() => Say(output => new AccountsList(output)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accounts import")]
    [InlineData("accounts list", "x")]
    [InlineData("keys create", "demo")]
    [InlineData("keys create", "demo", "a/b")]
    [InlineData("keys create", "demo", "crm", "--scope", "ALL")]
    [InlineData("keys create", "demo", "crm", "--scope")]
    [InlineData("keys list")]
    [InlineData("keys revoke", "demo")]
    public async Task A_wrong_command_line_is_told_before_storage_is_asked(string name, params string[] args)
    {
        IVerb[] verbs = [new AccountsImport(), new AccountsList(), new KeysCreate(), new KeysList(), new KeysRevoke()];
        var asked = false;
        _storage.Hooks.Before = _ =>
        {
            asked = true;
            return ValueTask.CompletedTask;
        };
        await Assert.ThrowsAsync<ArgumentException>(() => verbs.Single(verb => verb.Name == name).Run(args, _services, Ct));
        Assert.False(asked);
    }
}
