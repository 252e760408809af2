using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Tests.Calls;

/// <summary>Groups: in what order their agents are rung, or how many of them at once.</summary>
public sealed class HuntStrategyTests
{
    private readonly HuntBench _bench = new();

    [Fact]
    public void Priorities_come_before_the_order_in_the_group()
    {
        _bench.Group(new HuntGroup { Id = "sales", Members = [new("101", 2), new("102", 2), new("104")] });
        _bench.World.Take(HuntBench.Lead());
        _bench.World.Take(HuntBench.Lead(2));
        _bench.World.Take(HuntBench.Lead(3));
        Assert.Equal(["104", "101", "102"], _bench.Rung());
    }

    [Fact]
    public void Round_robin_offers_in_turn_whatever_the_instance_and_however_calls_end()
    {
        _bench.Members(HuntStrategy.RoundRobin, "101", "102", "104");
        for (var number = 1; number <= 7; number++)
        {
            var worker = _bench.World.NewWorker();
            _bench.Finish(_bench.World.Take(HuntBench.Lead(number), worker), number % 2 == 0 ? EndCause.Busy : EndCause.HungUp);
            _bench.World.Clock.Advance(TimeSpan.FromSeconds(1));
            if (number % 2 == 0)
                _bench.World.HangUp(_bench.World.Run(() => _bench.World.Log.List(new CallQuery(DeskWorld.AccountId), default)).Calls[0].Id);
        }

        Assert.Equal(["101", "102", "104", "101", "102", "104", "101"], _bench.Rung());
    }

    [Fact]
    public void The_longest_idle_is_who_hung_up_first()
    {
        _bench.Members(HuntStrategy.LongestIdle, "101", "102", "104");
        Call[] calls = [_bench.World.Take(HuntBench.Lead()), _bench.World.Take(HuntBench.Lead(2)), _bench.World.Take(HuntBench.Lead(3))];
        foreach (var index in new[] { 1, 2, 0 })
        {
            _bench.World.Clock.Advance(TimeSpan.FromSeconds(5));
            _bench.Finish(calls[index]);
        }

        for (var number = 4; number <= 6; number++)
            _bench.World.Take(HuntBench.Lead(number));
        Assert.Equal(["102", "104", "101"], _bench.Rung()[3..]);
    }

    [Fact]
    public void All_who_are_free_ring_at_once_where_the_line_can()
    {
        _bench.Members(HuntStrategy.Simultaneous, "101", "102", "104");
        _bench.World.Line.Capabilities |= LineCapabilities.RingsSeveral;
        _bench.Pause("102", true, null);
        var call = _bench.World.Take(HuntBench.Lead());
        var placed = Assert.Single(_bench.World.Phones.Placed);
        Assert.Equal(["101", "104"], new[] { placed.Order.First.Destination }.Concat(placed.Order.First.Also!).Select(phone => phone.Dialable));
        Assert.Equal(["101", "104"], _bench.World.Read(call.Id).Latest!.AgentsRung());
        Assert.Equal(["101", "104"], _bench.Busy());
        _bench.Finish(call, EndCause.NoAnswer);
        Assert.Empty(_bench.Busy());
        _bench.World.Pass(TimeSpan.FromSeconds(1), sweep: false);
        Assert.Equal((CallState.Scheduled, false), (_bench.World.Read(call.Id).State, _bench.World.Read(call.Id).Hunting));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_did_not_pick_up_is_free_while_the_other_talks(bool dies)
    {
        _bench.Members(HuntStrategy.Simultaneous, "101", "102", "104");
        _bench.World.Account = _bench.World.Account with { Extensions = [.. _bench.World.Account.Extensions.Select(extension => extension.Number == "102" ? extension with { SipUser = "dana" } : extension)] };
        _bench.World.Line.Capabilities |= LineCapabilities.RingsSeveral;
        var call = _bench.World.Take(HuntBench.Lead());
        Assert.Equal(["101", "102", "104"], _bench.Busy());

        // A worker that dies right after the write leaves them to the sweep.
        if (dies)
            _bench.World.Storage.Hooks.Before = step => step is { Name: AgentTable.TableName, Operation: "Table.Merge" } ? throw new StorageException(StorageProblem.Unavailable, "503") : default;
        _bench.World.Hear(call.Id, 1, new Fact.LegAnswered(LegPosition.First, _bench.World.Now) { Phone = "dana" });
        _bench.World.Storage.Hooks.Before = null;
        if (dies)
            _bench.World.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal("102", _bench.World.Read(call.Id).Latest!.AnsweredBy);
        Assert.Equal(["102"], _bench.Busy());
        _bench.World.Hear(call.Id, 1, _bench.World.Answers(LegPosition.Second));
        var next = _bench.World.Take(HuntBench.Lead(2));
        Assert.Equal(["101", "104"], _bench.World.Read(next.Id).Latest!.AgentsRung());
        _bench.Finish(call, EndCause.HungUp);
        Assert.Equal(["101", "104"], _bench.Busy());
    }

    [Fact]
    public void Where_the_line_rings_one_at_a_time_a_simultaneous_group_is_rung_in_order()
    {
        _bench.Members(HuntStrategy.Simultaneous, "101", "102");
        var call = _bench.World.Take(HuntBench.Lead());
        _bench.World.Hear(call.Id, 1, _bench.World.Ends(LegPosition.First, EndCause.Busy));
        _bench.World.Pass(TimeSpan.FromSeconds(1), sweep: false);
        Assert.Equal(["101", "102"], _bench.Rung());
    }
}
