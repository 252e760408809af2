using Click2Call.Calls;
using Click2Call.Dialects.Simulator;
using Click2Call.Functions.Simulator;
using Click2Call.Orders;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests.Simulator;

public sealed class SimulatorTableTests
{
    private readonly ManualClock _clock = new();
    private readonly MemoryStorage _storage;
    private readonly SimulatorTable _table;

    public SimulatorTableTests()
    {
        _storage = new(_clock);
        _table = new(_storage.Table(SimulatorTable.Name));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_found_again_by_another_process_and_its_table_is_made_when_it_is_missing()
    {
        var call = NewCall();
        Assert.NotNull(await _table.Insert(call, Ct));

        var found = await new SimulatorTable(_storage.Table(SimulatorTable.Name)).Find(call.Attempt, Ct);

        Assert.Equal(SimulatedCallJson.Write(call), SimulatedCallJson.Write(found!.Call));
        Assert.Null(await _table.Find(NewCall().Attempt, Ct));
    }

    [Fact]
    public async Task The_second_insert_of_one_id_is_refused()
    {
        var call = NewCall();
        await _table.Insert(call, Ct);
        Assert.Null(await _table.Insert(call with { PlacedAt = call.PlacedAt.AddSeconds(1) }, Ct));
        Assert.Equal(call.PlacedAt, (await _table.Find(call.Attempt, Ct))!.Call.PlacedAt);
    }

    [Fact]
    public async Task Of_two_changes_to_one_reading_only_the_first_is_written()
    {
        var call = NewCall();
        var read = (await _table.Insert(call, Ct))!;
        Assert.NotNull(await _table.Replace(read, call with { Orders = 2 }, Ct));
        Assert.Null(await _table.Replace(read, call with { Orders = 3 }, Ct));
        Assert.Equal(2, (await _table.Find(call.Attempt, Ct))!.Call.Orders);
    }

    [Fact]
    public async Task A_write_that_meets_itself_after_its_reply_was_lost_counts_as_done()
    {
        var call = NewCall();
        await _table.Insert(call, Ct);
        var read = await _table.Insert(call, Ct);
        Assert.NotNull(read);

        var changed = call with { Orders = 2 };
        await _table.Replace(read, changed, Ct);
        Assert.NotNull(await _table.Replace(read, changed, Ct));
    }

    [Fact]
    public async Task Open_calls_are_listed_until_they_are_closed_and_all_of_them_newest_first()
    {
        var first = NewCall();
        await _table.Insert(first, Ct);
        _clock.Advance(TimeSpan.FromMilliseconds(5));
        var second = NewCall();
        var read = (await _table.Insert(second, Ct))!;
        await _table.Replace(read, second with { Closed = true }, Ct);
        _storage.Table(SimulatorTable.Name).RowsLookedAtPerPage = 1;

        Assert.Equal([first.Attempt], await List(((ISimulatorMemory)_table).Open(Ct)));
        Assert.Equal([second.Attempt, first.Attempt], await List(_table.All(Ct)));
    }

    [Fact]
    public async Task Storage_that_is_down_is_said_in_the_domains_words()
    {
        await _table.Insert(NewCall(), Ct);
        _storage.Hooks.Before = _ => throw new StorageException(StorageProblem.Unavailable, "503") { RetryAfter = TimeSpan.FromSeconds(7) };
        var problem = await Assert.ThrowsAsync<StorageUnavailableException>(() => _table.Insert(NewCall(), Ct));
        Assert.Equal(TimeSpan.FromSeconds(7), problem.RetryAfter);
    }

    private static async Task<List<AttemptId>> List(IAsyncEnumerable<SimulatedCall> calls)
    {
        var list = new List<AttemptId>();
        await foreach (var call in calls)
            list.Add(call.Attempt);
        return list;
    }

    private SimulatedCall NewCall() => new()
    {
        Attempt = new(CallId.New(_clock), 1),
        Account = "acme",
        Line = "main",
        First = new(LegRole.Agent, "102", SimulatedPhone.OnScreen, TimeSpan.FromSeconds(30), new("דנה", "+972500000101"), false),
        PlacedAt = _clock.GetUtcNow(),
        TalkTime = TimeSpan.FromSeconds(20),
        MaxDuration = TimeSpan.FromHours(2),
    };
}
