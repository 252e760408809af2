using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Calls;

public sealed class MemoryPurgeTests : PurgeContract
{
    private readonly MemoryStorage _storage;

    public MemoryPurgeTests() => _storage = new MemoryStorage(Clock);

    private protected override async Task<ITable> Table(string name)
    {
        var table = _storage.Table(name);
        await table.Create(TestContext.Current.CancellationToken);
        return table;
    }

    [Fact]
    public async Task A_call_that_changes_while_it_is_purged_stays()
    {
        var tables = await Tables();
        var log = new Storage.Calls.CallLog(tables.Calls, Clock);
        var changed = await Call(log, 100, ended: true);
        await Call(log, 100, ended: true);
        var once = false;
        _storage.Hooks.Before = async step =>
        {
            if (step.Operation != "Table.Submit" || once)
                return;
            once = true;
            var stored = await log.Find("acme", changed.Id, TestContext.Current.CancellationToken);
            await log.Replace(stored!, stored!.Call with { Disposition = "late" }, TestContext.Current.CancellationToken);
        };
        Assert.Equal(1, await Purge(tables).Run(TestContext.Current.CancellationToken));
        Assert.Equal("late", (await log.Find("acme", changed.Id, TestContext.Current.CancellationToken))!.Call.Disposition);
    }
}
