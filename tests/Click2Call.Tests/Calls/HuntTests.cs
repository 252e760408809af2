using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Storage.Calls;

namespace Click2Call.Tests.Calls;

/// <summary>Groups: who is rung, in what order, and who is not.</summary>
public sealed class HuntTests
{
    private readonly HuntBench _bench = new();

    [Theory]
    [InlineData(EndCause.Busy, CallOutcome.AgentBusy)]
    [InlineData(EndCause.Offline, CallOutcome.AgentOffline)]
    [InlineData(EndCause.Declined, CallOutcome.AgentDeclined)]
    [InlineData(EndCause.NoAnswer, CallOutcome.AgentNoAnswer)]
    [InlineData(EndCause.Blocked, CallOutcome.AgentBlocked)]
    public void The_next_agent_is_rung_at_once_and_the_whole_round_is_one_try(EndCause cause, CallOutcome outcome)
    {
        var call = _bench.World.Take(HuntBench.Lead());
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(attempt, _bench.World.Phones.Placed.Count);
            _bench.World.Hear(call.Id, attempt, _bench.World.Rings(LegPosition.First), _bench.World.Ends(LegPosition.First, cause));
            _bench.World.Pass(TimeSpan.FromSeconds(1), sweep: false);
        }

        Assert.Equal(["101", "102", "104"], _bench.Rung());
        var after = _bench.World.Read(call.Id);
        Assert.Equal((CallState.Scheduled, false, outcome), (after.State, after.Hunting, CallProgress.FailureOf(after, after.Latest!)));
        Assert.InRange(after.NextTryAt!.Value - _bench.World.Now, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(66));
        Assert.Equal([1, 1, 1], after.Attempts.Select(tried => tried.Round!.Value));
        Assert.Empty(_bench.Busy());

        _bench.World.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(["101", "102", "104", "101"], _bench.Rung());
        Assert.Equal(2, _bench.World.Read(call.Id).Latest!.Round);
        Assert.Equal(1, _bench.World.Read(call.Id).NoAgentTries);
    }

    [Fact]
    public void Refusals_of_the_phone_system_are_hunted_past_within_seconds()
    {
        _bench.World.Line.Sending = dial => Task.FromResult(HuntBench.Agent(dial) == "104" ? _bench.World.Line.Accept(dial) : DeskWorld.Refuse(CallOutcome.AgentBusy));
        var call = _bench.World.Take(HuntBench.Lead());
        Assert.True(call.Hunting);
        Assert.Equal("Thank you. We are looking for someone to talk to you.", VisitorWords.Of(call));
        _bench.World.Pass(TimeSpan.FromSeconds(2), sweep: false);
        Assert.Equal(["101", "102", "104"], _bench.World.Read(call.Id).Attempts.Select(attempt => attempt.Agent));
        Assert.Equal(["104"], _bench.Rung());
        Assert.Equal(["104"], _bench.Busy());
    }

    [Fact]
    public void An_agent_who_is_not_registered_is_hunted_past_within_seconds()
    {
        _bench.World.Line.Readying = dial => Task.FromResult(HuntBench.Agent(dial) == "101" ? new DialReadiness.NotReady(CallOutcome.AgentOffline) : null);
        _bench.World.Take(HuntBench.Lead());
        _bench.World.Pass(TimeSpan.FromSeconds(2), sweep: false);
        Assert.Equal(["102"], _bench.Rung());
        Assert.Equal(["102"], _bench.Busy());
    }

    [Fact]
    public void Nobody_is_rung_twice_in_one_round_and_a_member_that_left_not_at_all()
    {
        var call = _bench.World.Take(HuntBench.Lead());
        _bench.Members(HuntStrategy.Priority, "104", "101");
        _bench.World.Hear(call.Id, 1, _bench.World.Ends(LegPosition.First, EndCause.Busy));
        _bench.World.Pass(TimeSpan.FromSeconds(1), sweep: false);
        Assert.Equal(["101", "104"], _bench.Rung());
        _bench.World.Hear(call.Id, 2, _bench.World.Ends(LegPosition.First, EndCause.Busy));
        _bench.World.Pass(TimeSpan.FromSeconds(1), sweep: false);
        Assert.False(_bench.World.Read(call.Id).Hunting);
    }

    [Fact]
    public void An_agent_in_a_call_is_passed_over_until_it_is_over()
    {
        var first = _bench.World.Take(HuntBench.Lead());
        _bench.World.Hear(first.Id, 1, _bench.World.Answers(LegPosition.First), _bench.World.Answers(LegPosition.Second));
        _bench.World.Take(HuntBench.Lead(2));
        Assert.Equal(["101", "102"], _bench.Rung());
        Assert.Equal(["101", "102"], _bench.Busy());

        _bench.World.Hear(first.Id, 1, _bench.World.Ends(LegPosition.First, EndCause.HungUp), _bench.World.Ends(LegPosition.Second, EndCause.HungUp));
        Assert.Equal(["102"], _bench.Busy());
        _bench.World.Take(HuntBench.Lead(3));
        Assert.Equal(["101", "102", "101"], _bench.Rung());
    }

    [Fact]
    public void When_nobody_is_free_a_lead_waits_and_a_direct_order_is_refused()
    {
        _bench.Members(HuntStrategy.Priority, "101");
        _bench.World.Take(HuntBench.Lead());
        var waits = _bench.World.Take(HuntBench.Lead(2));
        Assert.Equal(CallState.Scheduled, waits.State);
        Assert.InRange(waits.NextTryAt!.Value - _bench.World.Now, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(67));
        Assert.Null(waits.Latest!.Agent);

        var refused = Assert.IsType<PlaceResult.Refused>(_bench.World.Place(HuntBench.Order(3, CallIntent.Direct)));
        Assert.Equal((CallOutcome.AgentBusy, "Nobody in the group is free."), (refused.Refusal.Outcome, refused.Refusal.Detail));
        Assert.Equal(["101"], _bench.Rung());
    }

    [Fact]
    public void A_paused_agent_is_passed_over_until_the_pause_ends()
    {
        _bench.Pause("101", true, _bench.World.Now + TimeSpan.FromMinutes(10));
        _bench.Pause("102", true, null);
        _bench.Finish(_bench.World.Take(HuntBench.Lead()));
        Assert.Equal(["104"], _bench.Rung());
        _bench.World.Clock.Advance(TimeSpan.FromMinutes(10));
        _bench.Finish(_bench.World.Take(HuntBench.Lead(2)));
        Assert.Equal(["104", "101"], _bench.Rung());
        _bench.Pause("101", true, null);
        _bench.Pause("102", false, null);
        _bench.Finish(_bench.World.Take(HuntBench.Lead(3)));
        Assert.Equal(["104", "101", "102"], _bench.Rung());
    }

    [Fact]
    public void A_pause_in_the_middle_of_a_call_leaves_the_agent_held_and_is_no_reason_to_leak_one()
    {
        var call = _bench.World.Take(HuntBench.Lead());
        _bench.Pause("101", true, null);
        Assert.Equal(["101"], _bench.Busy());
        _bench.Finish(call);
        Assert.Empty(_bench.Busy());
        Assert.True(_bench.Known("101").IsPaused(_bench.World.Now));
    }

    [Fact]
    public void Everybody_paused_is_told_as_offline()
    {
        foreach (var number in new[] { "101", "102", "104" })
            _bench.Pause(number, true, null);
        var call = _bench.World.Take(HuntBench.Lead());
        Assert.Equal((CallState.Scheduled, CallOutcome.AgentOffline), (call.State, Assert.IsType<DialResult.Refused>(call.Latest!.Dial).Outcome));
    }

    [Fact]
    public void A_group_that_hunts_only_after_refusals_does_not_after_silence()
    {
        _bench.Group(new HuntGroup { Id = "sales", Members = [new("101"), new("102")], After = HuntAfter.Refusal });
        var silent = _bench.World.Take(HuntBench.Lead());
        _bench.World.Hear(silent.Id, 1, _bench.World.Ends(LegPosition.First, EndCause.NoAnswer));
        Assert.False(_bench.World.Read(silent.Id).Hunting);
        _bench.World.HangUp(silent.Id);

        _bench.World.Line.Sending = dial => Task.FromResult(HuntBench.Agent(dial) == "101" ? DeskWorld.Refuse(CallOutcome.AgentBusy) : _bench.World.Line.Accept(dial));
        _bench.World.Take(HuntBench.Lead(2));
        _bench.World.Pass(TimeSpan.FromSeconds(2), sweep: false);
        Assert.Equal(["101", "102"], _bench.Rung());
    }

    [Fact]
    public void On_a_line_that_tells_nothing_only_refusals_are_hunted_past()
    {
        _bench.World.Line.Capabilities = LineCapabilities.ReportsEnd;
        var call = _bench.World.Take(HuntBench.Lead());
        _bench.World.Hear(call.Id, 1, _bench.World.Ends(LegPosition.First, EndCause.Busy));
        Assert.False(_bench.World.Read(call.Id).Hunting);
    }

    [Fact]
    public void A_line_that_is_down_counts_no_agent_as_tried()
    {
        _bench.World.Line.Sending = dial => Task.FromResult(DeskWorld.Refuse(CallOutcome.LineUnavailable));
        _bench.World.Take(HuntBench.Lead());
        Assert.Empty(_bench.Busy());
        _bench.World.Line.Sending = null;
        _bench.World.Pass(TimeSpan.FromSeconds(8), sweep: false);
        Assert.Equal(["102"], _bench.Rung());
        Assert.Equal([1, 1], _bench.World.Only().Attempts.Select(attempt => attempt.Round!.Value));
        for (var attempt = 2; attempt <= 3; attempt++)
        {
            _bench.World.Hear(_bench.World.Only().Id, attempt, _bench.World.Ends(LegPosition.First, EndCause.Busy));
            _bench.World.Pass(TimeSpan.FromSeconds(1), sweep: false);
        }

        Assert.Equal(["102", "101", "104"], _bench.Rung());
        Assert.Equal(0, _bench.World.Only().NoAgentTries);
    }

    /// <summary>One agent whom the phone system does not take was asked for 165 times in a day, and the others never rang.</summary>
    [Theory]
    [InlineData(HuntStrategy.Priority, CallOutcome.LineUnavailable)]
    [InlineData(HuntStrategy.LongestIdle, CallOutcome.LineUnavailable)]
    [InlineData(HuntStrategy.RoundRobin, CallOutcome.LineUnavailable)]
    [InlineData(HuntStrategy.Priority, CallOutcome.LineRefused)]
    [InlineData(HuntStrategy.LongestIdle, CallOutcome.LineRefused)]
    [InlineData(HuntStrategy.RoundRobin, CallOutcome.LineRefused)]
    public void Agents_whom_the_phone_system_refuses_keep_nobody_else_from_being_rung(HuntStrategy strategy, CallOutcome refusal)
    {
        _bench.Members(strategy, "101", "102", "104");
        _bench.World.Line.Sending = dial => Task.FromResult(HuntBench.Agent(dial) == "104" ? _bench.World.Line.Accept(dial) : DeskWorld.Refuse(refusal));
        _bench.World.Take(HuntBench.Lead());
        _bench.World.Pass(TimeSpan.FromSeconds(40), sweep: false);
        Assert.Equal(["104"], _bench.Rung());
    }

    [Fact]
    public void A_group_of_which_the_phone_system_takes_nobody_ends_after_asking_for_each_once()
    {
        var asked = 0;
        _bench.World.Line.Sending = _ =>
        {
            asked++;
            return Task.FromResult(DeskWorld.Refuse(CallOutcome.LineRefused));
        };
        var call = _bench.World.Take(HuntBench.Lead());
        _bench.World.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal((3, CallOutcome.LineRefused), (asked, _bench.World.Read(call.Id).Outcome));
    }

    [Fact]
    public void Calls_that_wait_for_the_line_hold_no_agents_and_burn_no_tries()
    {
        _bench.Members(HuntStrategy.RoundRobin, "101");
        _bench.World.Line.Readying = _ => Task.FromResult<DialReadiness.NotReady?>(new(CallOutcome.LineUnavailable) { LineBackIn = TimeSpan.FromSeconds(30) });
        Call[] calls = [_bench.World.Take(HuntBench.Lead()), _bench.World.Take(HuntBench.Lead(2))];
        _bench.World.Pass(TimeSpan.FromMinutes(3));
        Assert.Empty(_bench.World.Run(() => _bench.Agents.List(DeskWorld.AccountId, default)));
        Assert.All(calls, call => Assert.Equal((CallState.Scheduled, 0), (_bench.World.Read(call.Id).State, _bench.World.Read(call.Id).Attempts.Length)));
        _bench.World.Line.Readying = _ => Task.FromResult<DialReadiness.NotReady?>(null);
        _bench.World.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal("101", _bench.Rung()[0]);
    }

    [Fact]
    public void The_visitor_who_is_rung_first_does_not_ring_once_for_each_agent()
    {
        var order = HuntBench.Lead();
        var call = _bench.World.Take(order with { First = order.Second!, Second = order.First });
        _bench.World.Hear(call.Id, 1, _bench.World.Answers(LegPosition.First), _bench.World.Ends(LegPosition.Second, EndCause.Busy));
        Assert.False(_bench.World.Read(call.Id).Hunting);
        _bench.World.Pass(TimeSpan.FromSeconds(5), sweep: false);
        Assert.Single(_bench.World.Phones.Placed);
    }

    [Fact]
    public void Who_calls_a_member_of_the_group_is_not_connected_with_that_member()
    {
        var order = HuntBench.Order(1, CallIntent.Direct) with { Second = new Leg(LegRole.Target, new ExtensionDestination("101")) };
        _bench.World.Take(order);
        Assert.Equal(["102"], _bench.Rung());
    }

    [Fact]
    public void An_agent_called_by_name_is_rung_and_passed_over_by_groups_meanwhile()
    {
        var direct = _bench.World.Take(DeskWorld.Direct());
        Assert.Equal(["101"], _bench.Busy());
        _bench.World.Take(HuntBench.Lead(2));
        Assert.Equal(["101", "102"], _bench.Rung());

        // By name an agent rings whatever the groups do.
        _bench.World.Take(DeskWorld.Direct("again") with { First = new Leg(LegRole.Agent, new ExtensionDestination("102")), Second = HuntBench.Lead(3).Second });
        Assert.Equal(["101", "102", "102"], _bench.Rung());
        _bench.Finish(direct);
        Assert.Equal(["102"], _bench.Busy());
    }

    [Fact]
    public void A_group_that_is_gone_keeps_the_lead()
    {
        var call = _bench.World.Take(HuntBench.Lead() with { AnswerWhen = AnswerWhen.Recorded });
        _bench.World.Account = _bench.World.Account with { Groups = [] };
        _bench.World.Pass(TimeSpan.FromSeconds(2), sweep: false);
        Assert.Equal((CallState.Scheduled, 1), (_bench.World.Read(call.Id).State, _bench.World.Read(call.Id).Attempts.Length));
        Assert.Empty(_bench.Rung());
    }

    [Fact]
    public void An_unknown_group_is_refused_before_anything_is_written()
    {
        var order = HuntBench.Lead();
        var refused = Assert.IsType<PlaceResult.Refused>(_bench.World.Place(order with { First = new Leg(LegRole.Agent, new GroupDestination("nobody")) }));
        Assert.Equal(RefusalReason.UnknownExtension, refused.Refusal.Reason);
        refused = Assert.IsType<PlaceResult.Refused>(_bench.World.Place(order with { Second = new Leg(LegRole.Target, new GroupDestination("sales")) }));
        Assert.Equal(RefusalReason.UnknownExtension, refused.Refusal.Reason);
    }

    [Fact]
    public void The_groups_ring_time_is_each_agents()
    {
        _bench.Group(new HuntGroup { Id = "sales", Members = [new("101")], RingTime = TimeSpan.FromSeconds(12) });
        _bench.World.Take(HuntBench.Lead());
        Assert.Equal(TimeSpan.FromSeconds(12), Assert.Single(_bench.World.Phones.Placed).Order.First.RingTime);
        Assert.Equal(TimeSpan.FromSeconds(12), _bench.World.Only().Order.First.RingTime);
    }

    [Fact]
    public void A_group_costs_one_query_and_two_merges()
    {
        _bench.Finish(_bench.World.Take(HuntBench.Lead()));
        List<string> done = [];
        _bench.World.Storage.Hooks.After = step =>
        {
            if (step.Name == AgentTable.TableName)
                done.Add(step.Operation);
            return default;
        };
        var call = _bench.World.Take(HuntBench.Lead(2));
        Assert.Equal(["Table.Query", "Table.Merge"], done);
        _bench.Finish(call);
        Assert.Equal(["Table.Query", "Table.Merge", "Table.Merge"], done);
        _bench.World.Take(DeskWorld.Direct() with { First = new Leg(LegRole.Agent, new ExtensionDestination("105")) });
        Assert.Equal(3, done.Count);
    }
}
