using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Functions.Demo;
using Click2Call.Hosting.Start;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;
using Click2Call.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Click2Call.Functions.Tests.Demo;

public sealed class DevelopmentAccountsTests : IDisposable
{
    private const string Here = "UseDevelopmentStorage=true";
    private const string Elsewhere = "DefaultEndpointsProtocol=https;AccountName=example;AccountKey=AAAA;EndpointSuffix=core.windows.net";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly ManualClock _clock = new();

    public DevelopmentAccountsTests() => Describe("Demo");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private void Describe(string name) => File.WriteAllText(
        Path.Combine(_folder, DevelopmentAccounts.FileName),
        $$"""{ "accounts": [ { "id": "demo", "name": "{{name}}", "region": "IL", "lines": [ { "id": "main", "dialect": "pigeons" } ], "keys": [ { "name": "demo" } ] } ] }""");

    private async Task<(string? Key, IDirectory Directory)> Start(MemoryStorage storage, string environment = "Development", string connection = Here)
    {
        var (accounts, keys) = (storage.Table(AccountTable.Accounts), storage.Table(AccountTable.ApiKeys));
        await using var services = new ServiceCollection()
            .AddSingleton(new AccountTable(accounts, keys))
            .AddSingleton<IAccountBook>(all => all.GetRequiredService<AccountTable>())
            .AddSingleton<IDirectory>(new AccountDirectory(accounts, keys, _clock))
            .AddSingleton(all => new AccountImport(all.GetRequiredService<IDirectory>(), all.GetRequiredService<IAccountBook>()))
            .AddSingleton<Click2Call.Lines.IDialect>(new Verbs.Pigeons())
            .AddSingleton(StorageAccount.FromSettings(_ => connection, _clock))
            .BuildServiceProvider();
        var key = await new DevelopmentAccounts(services, new Surroundings(environment, _folder)).Prepare(Ct);
        return (key, new AccountDirectory(accounts, keys, _clock));
    }

    [Fact]
    public async Task The_demo_key_opens_the_demo_account_and_stays_the_same_on_one_machine()
    {
        var storage = new MemoryStorage(_clock);
        var (key, directory) = await Start(storage);
        Assert.Equal("demo", (await directory.FindKey(key!, Ct))!.Account);
        Assert.NotNull(await directory.Find("demo", Ct));
        Assert.Equal(key, (await Start(storage)).Key);

        var (again, other) = await Start(new MemoryStorage(_clock));
        Assert.Equal(key, again);
        Assert.NotNull(await other.FindKey(key!, Ct));
        Assert.NotNull(await other.Find("demo", Ct));
    }

    [Fact]
    public async Task A_lost_key_file_makes_a_new_key_and_shuts_the_old_one_out()
    {
        var storage = new MemoryStorage(_clock);
        var (key, _) = await Start(storage);
        File.Delete(Path.Combine(_folder, ".azurite", "demo-key"));
        var (another, directory) = await Start(storage);
        Assert.NotEqual(key, another);
        Assert.Null(await directory.FindKey(key!, Ct));
        Assert.NotNull(await directory.FindKey(another!, Ct));
    }

    [Fact]
    public async Task A_changed_file_is_imported_and_an_unchanged_one_leaves_alone_what_was_changed_by_hand()
    {
        var storage = new MemoryStorage(_clock);
        var (_, directory) = await Start(storage);
        var account = await directory.Find("demo", Ct);
        await new AccountTable(storage.Table(AccountTable.Accounts), storage.Table(AccountTable.ApiKeys)).Save(account! with { Name = "By hand" }, Ct);
        Assert.Equal("By hand", (await (await Start(storage)).Directory.Find("demo", Ct))!.Name);
        Describe("Changed");
        Assert.Equal("Changed", (await (await Start(storage)).Directory.Find("demo", Ct))!.Name);
        Describe("");
        Assert.Contains("accounts[0].name", (await Assert.ThrowsAsync<StartUpException>(() => Start(storage))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", Here)]
    [InlineData("Development", Elsewhere)]
    public async Task Nothing_is_made_in_production_or_in_storage_that_is_not_on_this_machine(string environment, string connection)
    {
        var storage = new MemoryStorage(_clock);
        storage.Hooks.Before = _ => throw new InvalidOperationException("Storage was asked.");
        Assert.Null((await Start(storage, environment, connection)).Key);
        Assert.False(Directory.Exists(Path.Combine(_folder, ".azurite")));
    }

    private sealed class Surroundings(string environment, string folder) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "click2call";

        public string ContentRootPath { get; set; } = folder;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
