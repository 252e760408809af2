using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Events;
using Click2Call.Storage.Rest;
using Click2Call.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Click2Call.Storage.Tests.Calls;

/// <summary>What the purge does on any storage.</summary>
public abstract class PurgeContract : IDirectory
{
    private const string Account = "acme";
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private int? _kept;

    private protected ManualClock Clock { get; } = new(Now);

    /// <summary>A table of that name, made and empty.</summary>
    private protected abstract Task<ITable> Table(string name);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_calls_go_with_all_that_belongs_to_them_and_newer_ones_stay()
    {
        var tables = await Tables();
        var log = new CallLog(tables.Calls, Clock);
        var old = await Call(log, 91, ended: true);
        var kept = await Call(log, 89, ended: true);
        var partition = CallKeys.PartitionOf(Account, old.Id);
        await tables.Calls.Insert(new TableRow(partition, CallKeys.AttemptRowOf(old.Id, 1)) { ["Attempt"] = "{}" }, None);
        await tables.Calls.Insert(new TableRow(partition, CallKeys.ProviderRowOf("main", "pbx-1")) { ["Attempt"] = new AttemptId(old.Id, 1).ToString() }, None);

        Assert.Equal(3, await Purge(tables).Run(None));
        Assert.Null(await log.Find(Account, old.Id, None));
        Assert.NotNull(await log.Find(Account, kept.Id, None));
        Assert.Single(await Rows(tables.Calls));
        Assert.Equal(0, await Purge(tables).Run(None));
    }

    [Fact]
    public async Task A_call_that_is_not_over_stays_with_all_that_belongs_to_it_however_old()
    {
        var tables = await Tables();
        var log = new CallLog(tables.Calls, Clock);
        var open = await Call(log, 400, ended: false);
        var partition = CallKeys.PartitionOf(Account, open.Id);
        await tables.Calls.Insert(new TableRow(partition, CallKeys.AttemptRowOf(open.Id, 1)) { ["Attempt"] = "{}" }, None);
        await tables.Calls.Insert(new TableRow(partition, CallKeys.ProviderRowOf("main", "pbx-1")) { ["Attempt"] = new AttemptId(open.Id, 1).ToString() }, None);
        await Call(log, 400, ended: true);

        Assert.Equal(1, await Purge(tables).Run(None));
        Assert.Equal(4, (await Rows(tables.Calls)).Count);
        Assert.NotNull(await log.Find(Account, open.Id, None));
    }

    [Fact]
    public async Task A_callback_that_was_asked_for_long_before_stays_for_its_time_after_it_was_over()
    {
        _kept = 7;
        var tables = await Tables();
        var log = new CallLog(tables.Calls, Clock);
        var late = await Call(log, 21, ended: false);
        var stored = (await log.Find(Account, late.Id, None))!;
        await log.Replace(stored, late.Apply(new Fact.Closed(CallOutcome.Expired, "Over.", Now.AddDays(-6))), None);
        await tables.Calls.Insert(new TableRow(CallKeys.PartitionOf(Account, late.Id), CallKeys.AttemptRowOf(late.Id, 1)) { ["Attempt"] = "{}" }, None);

        Assert.Equal(0, await Purge(tables).Run(None));
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(2, await Purge(tables).Run(None));
        Assert.Empty(await Rows(tables.Calls));
    }

    [Fact]
    public async Task An_account_may_keep_its_calls_for_another_time_and_those_of_an_account_that_is_gone_go_by_the_setting()
    {
        _kept = 7;
        var tables = await Tables();
        var log = new CallLog(tables.Calls, Clock);
        await Call(log, 8, ended: true);
        await Call(log, 6, ended: true);
        await Call(log, 89, ended: true, account: "gone");
        await Call(log, 91, ended: true, account: "gone");
        Assert.Equal(2, await Purge(tables).Run(None));
        Assert.Equal(2, (await Rows(tables.Calls)).Count);
    }

    [Fact]
    public async Task A_run_does_a_bounded_piece_and_the_next_ones_the_rest()
    {
        var tables = await Tables();
        var log = new CallLog(tables.Calls, Clock);
        for (var i = 0; i < 5; i++)
            await Call(log, 100 + i, ended: true);
        var purge = Purge(tables, new RetentionOptions { RowsPerRun = 2 });
        List<int> removed = [];
        for (var run = 0; run < 6; run++)
            removed.Add(await purge.Run(None));
        Assert.Equal([2, 2, 1, 0, 0, 0], removed);
    }

    [Fact]
    public async Task Reservations_go_when_they_have_expired()
    {
        var tables = await Tables();
        await tables.Intents.Insert(new TableRow(Account, "key:1") { ["ExpiresAt"] = Now.AddMinutes(-6) }, None);
        await tables.Intents.Insert(new TableRow(Account, "person:+972547654321") { ["ExpiresAt"] = Now.AddMinutes(6) }, None);
        await Purge(tables).Run(None);
        Assert.Equal("person:+972547654321", Assert.Single(await Rows(tables.Intents)).RowKey);
    }

    [Fact]
    public async Task Slots_and_wake_ups_go_when_their_call_is_over_and_stay_when_it_is_not()
    {
        var tables = await Tables();
        var log = new CallLog(tables.Calls, Clock);
        var (over, open) = (await Call(log, 3, ended: true), await Call(log, 3, ended: false));
        foreach (var (call, number) in new[] { (over, 0), (open, 1) })
        {
            await tables.Slots.Insert(new TableRow($"{Account}:line:main", $"slot:{number:D6}") { ["Attempt"] = new AttemptId(call.Id, 1).ToString(), ["Since"] = Now.AddDays(-3) }, None);
            await tables.Agenda.Insert(new TableRow("202611171200", call.Id.ToHex()) { ["Account"] = Account, ["CallId"] = call.Id.ToString(), ["Seq"] = 1 }, None);
        }

        Assert.Equal(2, await Purge(tables).Run(None));
        Assert.Equal("slot:000001", Assert.Single(await Rows(tables.Slots)).RowKey);
        Assert.Equal(open.Id.ToHex(), Assert.Single(await Rows(tables.Agenda)).RowKey);
    }

    [Fact]
    public async Task Old_deliveries_go()
    {
        var tables = await Tables();
        await tables.Deliveries.Insert(new TableRow($"{Account}:20260101", "1") { ["State"] = "x" }, None);
        await tables.Deliveries.Insert(new TableRow($"{Account}:20261119", "2") { ["State"] = "x" }, None);
        await Purge(tables).Run(None);
        Assert.Equal("2", Assert.Single(await Rows(tables.Deliveries)).RowKey);
    }

    [Fact]
    public async Task Calls_of_the_simulated_phone_system_go_when_they_are_old_and_over()
    {
        var tables = await Tables();
        foreach (var (days, open) in new[] { (91, false), (92, true), (89, false) })
        {
            var inverted = long.MaxValue - Now.AddDays(-days).ToUnixTimeMilliseconds();
            await tables.Simulator.Insert(new TableRow("calls", $"{inverted:x16}-call-0001") { ["Open"] = open }, None);
        }

        Assert.Equal(1, await Purge(tables).Run(None));
        Assert.Equal(2, (await Rows(tables.Simulator)).Count);
    }

    ValueTask<Account?> IDirectory.Find(string account, CancellationToken cancellation) => new(account == Account
        ? new Account { Id = Account, Name = "Acme", DefaultRegion = "IL", RetentionDays = _kept }
        : null);

    ValueTask<ApiKey?> IDirectory.FindKey(string presented, CancellationToken cancellation) => default;

    ValueTask<IReadOnlyList<string>> IDirectory.List(CancellationToken cancellation) => new([Account]);

    private protected Purge Purge(PurgedTables tables, RetentionOptions? options = null) => new(
        tables, new CallLog(tables.Calls, Clock), this, options ?? new RetentionOptions(), Clock, NullLogger<Purge>.Instance);

    private protected async Task<PurgedTables> Tables() => new(
        await Table(CallLog.TableName), await Table(DeliveryTable.TableName), await Table(IntentTable.TableName),
        await Table(SlotTable.TableName), await Table(AlarmClock.AgendaName), await Table("Simulator"));

    private protected async Task<Call> Call(CallLog log, int daysAgo, bool ended, string account = Account)
    {
        var at = Clock.GetUtcNow().AddDays(-daysAgo);
        var call = CallExamples.Call(at, CallExamples.Order(account));
        if (ended)
            call = call.Apply(new Fact.Closed(CallOutcome.Expired, "Over.", at));
        return (await log.Insert(call, None))!.Call;
    }

    private protected static async Task<List<TableRow>> Rows(ITable table)
    {
        List<TableRow> rows = [];
        await foreach (var row in table.QueryAll(null, None))
            rows.Add(row);
        return rows;
    }
}
