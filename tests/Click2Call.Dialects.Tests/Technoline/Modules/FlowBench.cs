using System.Runtime.CompilerServices;
using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Dialects.Technoline.Modules;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Flows;
using Click2Call.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using ManualClock = Click2Call.Dialects.Tests.Http.ManualClock;

namespace Click2Call.Dialects.Tests.Technoline.Modules;

/// <summary>Flows of an account over a storage in memory, and a phone system that asks them.</summary>
internal sealed class FlowBench
{
    private int calls;

    public FlowBench(string? flows = null)
    {
        Clock = new ManualClock();
        Storage = new MemoryStorage(Clock);
        Desk = new FakeDesk(Clock);
        Account = flows is null ? Example() : Of(flows);
        Account = Account with { Flows = [.. Account.Flows.Select(flow => flow with { TokenHash = KeyHash.Of(Secret) })] };
        Directory = new FakeDirectory { Account = Account };
        Storage.Table(FlowCallTable.TableName).Create(default).Wait();
        Storage.Table(DoNotCallTable.TableName).Create(default).Wait();
    }

    public static string Secret => "s3cr3t";

    public ManualClock Clock { get; }

    public MemoryStorage Storage { get; }

    public FakeDesk Desk { get; }

    public DoNotCallTable DoNotCall => new(Storage.Table(DoNotCallTable.TableName));

    public FakeDirectory Directory { get; }

    public Account Account { get; private set; }

    /// <summary>As if on another instance each time: nothing but storage is shared.</summary>
    public ModuleDoor Door(IDirectory? directory = null, FlowAudio? audio = null) =>
        new(directory ?? Directory, new FlowRunner(new FlowCallTable(Storage.Table(FlowCallTable.TableName), Clock), Desk, DoNotCall, Clock, audio), Clock, NullLogger<ModuleDoor>.Instance, audio);

    public FlowPlayer Player(string flow, string phone = "0542345678", string? callId = null, Action<string>? asked = null) =>
        new(query => Ask(flow, query), phone, callId ?? $"call-{++calls}") { Asked = asked };

    public Task<string> Ask(string flow, string query) => Door().Ask(Account, Account.FindFlow(flow)!, ModuleRequest.Read(query));

    /// <summary>Imports other flows over these.</summary>
    public void Change(string flows)
    {
        var changed = Of(flows);
        Account = Account with { Flows = [.. changed.Flows.Select(flow => Account.FindFlow(flow.Id) is { } before ? flow.After(before) : flow)] };
        Directory.Account = Account;
    }

    public static Account Example([CallerFilePath] string here = "") =>
        Read(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "accounts.example.json")));

    public static Account Of(string flows) => Read($$"""
        { "accounts": [{
            "id": "acme", "name": "Acme", "region": "IL", "timeZone": "Asia/Jerusalem",
            "blockList": ["+972542223333"],
            "lines": [{ "id": "main", "dialect": "simulator" }],
            "extensions": [{ "number": "101" }],
            "clickToCalls": [{ "id": "website", "name": "Website", "extension": "101" }],
            "flows": [{{flows}}]
        }] }
        """);

    private static Account Read(string text)
    {
        var file = AccountFile.Read(text, [new AnyDialect()]);
        Assert.Empty(file.Mistakes);
        return file.Accounts[0].Account;
    }

    private sealed class AnyDialect : IDialect
    {
        public string Name => "simulator";

        public IPhoneLine Open(string account, LineSettings settings) => throw new NotSupportedException();

        public IEnumerable<string> Check(LineSettings settings) => [];

        public LineCapabilities CapabilitiesOf(LineSettings settings) => LineCapabilities.LookUp | LineCapabilities.ReportsProgress;
    }
}
