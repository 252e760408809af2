using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Simulator;
using Click2Call.Functions.Calls;
using Click2Call.Functions.Simulator;
using Click2Call.Lines;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests;

/// <summary>
/// One storage emulator with one account in it, for one scenario: whatever is done to the app's processes, its calls
/// and the phone system's own books can be read here.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public const string Account = "site";
    public const string Visitor = "+972500000103";
    private readonly Azurite _azurite;
    private readonly StorageAccount _storage;

    private World(Azurite azurite)
    {
        _azurite = azurite;
        _storage = StorageAccount.FromSettings(_ => azurite.ConnectionString, TimeProvider.System);
        Log = new CallLog(_storage.Table(CallLog.TableName), TimeProvider.System);
    }

    public string ConnectionString => _azurite.ConnectionString;

    public Azurite Storage => _azurite;

    public CallLog Log { get; }

    public static async Task<World> Open(bool keepsData = false)
    {
        var world = new World(await Azurite.Start(keepsData));
        await Task.WhenAll(CallServices.Tables.Select(name => world._storage.Table(name).Create(CancellationToken.None)));
        await Task.WhenAll(CallServices.Queues.Select(name => world._storage.Queue(name).Create(CancellationToken.None)));
        await new AccountTable(world._storage.Table(AccountTable.Accounts), world._storage.Table(AccountTable.ApiKeys)).Save(
            new Account
            {
                Id = Account,
                Name = "Site",
                DefaultRegion = "IL",
                Extensions = [new Extension { Number = "103" }],
                Lines =
                [
                    new LineSettings
                    {
                        Id = "simulator",
                        Dialect = "simulator",
                        Options = new Dictionary<string, string> { ["talk"] = "2", ["timeout"] = "5" },
                    },
                ],
                ClickToCalls =
                [
                    new ClickToCall
                    {
                        Id = "form",
                        Name = "Form",
                        Extension = "103",
                        AuthRequired = false,
                        RingTime = TimeSpan.FromSeconds(5),
                        TargetRingTime = TimeSpan.FromSeconds(5),
                        MinimumFillTime = TimeSpan.Zero,
                    },
                ],
            },
            CancellationToken.None);
        return world;
    }

    /// <summary>Starts the published app as the Functions host does.</summary>
    public async Task<FunctionsHostStub> Host(string? fault = null) =>
        await FunctionsHostStub.Start(new(await PublishedApp.Folder(), ConnectionString)
        {
            Environment = fault is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["CLICK2CALL_FAULT"] = fault },
        });

    /// <summary>Every call of the account.</summary>
    public async Task<IReadOnlyList<Call>> Calls() =>
        (await Log.List(new CallQuery(Account) { Top = 200 }, CancellationToken.None)).Calls;

    /// <summary>What the phone system has in its own books.</summary>
    public async Task<IReadOnlyList<SimulatedCall>> Rung()
    {
        List<SimulatedCall> calls = [];
        await foreach (var call in new SimulatorTable(_storage.Table(SimulatorTable.Name)).All(CancellationToken.None))
            calls.Add(call);
        return calls;
    }

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();
}
