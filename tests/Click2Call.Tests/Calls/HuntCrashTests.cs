using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Tests.Calls;

/// <summary>Workers that die or stand still with an agent in their hands: the agent is neither lost nor shared.</summary>
public sealed class HuntCrashTests
{
    private readonly DeskWorld _world = new();
    private readonly AgentTable _agents;

    public HuntCrashTests()
    {
        _agents = new AgentTable(_world.Agents);
        Members("101", "102");
    }

    [Fact]
    public void An_agent_whose_claimer_died_before_the_commit_is_passed_over_and_free_within_two_minutes()
    {
        DieAt(CallStep.AlarmSet);
        DeskWorld.Start(() => _world.NewWorker().Desk.Place(Lead()));
        _world.OnStep = null;
        Assert.Equal(["101"], Busy());
        _world.Take(Lead(2));
        Assert.Equal(["102"], Rung());
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(["102"], Busy());
    }

    [Fact]
    public void An_abandoned_agent_is_taken_by_who_needs_one_without_waiting_for_the_sweep()
    {
        Members("101");
        DieAt(CallStep.AlarmSet);
        DeskWorld.Start(() => _world.NewWorker().Desk.Place(Lead()));
        _world.OnStep = null;
        _world.Pass(TimeSpan.FromSeconds(61), sweep: false);
        _world.Take(Lead(2));
        Assert.Equal(["101"], Rung());
    }

    [Fact]
    public void The_same_request_again_waits_for_the_agent_of_its_dead_copy()
    {
        Members("101");
        DieAt(CallStep.AlarmSet);
        DeskWorld.Start(() => _world.NewWorker().Desk.Place(Lead()));
        _world.OnStep = null;
        _world.Pass(TimeSpan.FromSeconds(35), sweep: false);
        var call = _world.Take(Lead());
        Assert.Equal((CallState.Scheduled, null), (call.State, call.Latest));
        _world.Pass(TimeSpan.FromSeconds(26), sweep: false);
        Assert.Equal(["101"], Rung());
        Assert.Equal(0, _world.Read(call.Id).NoAgentTries);
    }

    [Fact]
    public void An_agent_whose_claimer_died_after_the_commit_is_held_until_the_attempt_is_settled()
    {
        DieAt(CallStep.Committed);
        DeskWorld.Start(() => _world.NewWorker().Desk.Place(Lead()));
        _world.OnStep = null;
        var call = _world.Only();
        _world.Pass(TimeSpan.FromSeconds(40));
        Assert.Equal(["101"], Busy());
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(["101"], Rung()); // Never placed by the books: this round goes on with the agent who was not rung.
        Assert.Equal((2, 1), (_world.Read(call.Id).Latest!.Number, _world.Read(call.Id).Latest!.Round));
    }

    [Fact]
    public void An_alarm_that_dies_with_the_next_agent_claimed_loses_neither_the_call_nor_the_agent()
    {
        var call = _world.Take(Lead());
        DieAt(CallStep.AlarmSet);
        _world.Hear(call.Id, 1, _world.Ends(LegPosition.First, EndCause.Busy));
        var message = Assert.Single(_world.Run(() => _world.Alarms.Receive(8, TimeSpan.FromSeconds(60), default)), message => AlarmClock.Read(message.Text)!.Seq == 2);
        DeskWorld.Start(() => _world.Centre.Alarm.Handle(AlarmClock.Read(message.Text)!, default));
        _world.OnStep = null;
        Assert.Equal(["102"], Busy());
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(["101", "102"], Rung());
        Assert.Equal(["102"], Busy());
    }

    [Fact]
    public void A_worker_that_stood_still_with_an_agent_does_not_ring_who_is_somebody_elses_by_now()
    {
        Members("101");
        var thaw = new TaskCompletionSource();
        _world.OnStep = (step, _) => step == CallStep.AlarmSet ? new ValueTask(thaw.Task) : default;
        var frozen = DeskWorld.Start(() => _world.NewWorker().Desk.Place(Lead()));
        _world.OnStep = null;
        _world.Pass(TimeSpan.FromSeconds(61), sweep: false);
        var second = _world.Take(Lead(2));
        DeskWorld.Start(() => { thaw.SetResult(); return 0; });
        _world.Finish(frozen);
        Assert.Equal(second.Id, Assert.Single(_world.Phones.Placed).Attempt.Call);
        Assert.Equal(second.Id, Assert.Single(_world.Run(() => _agents.List(DeskWorld.AccountId, default))).Busy!.Value.Call);
    }

    [Fact]
    public void Two_copies_of_the_next_attempts_alarm_ring_one_agent_and_hold_one()
    {
        Members("101", "102", "104");
        var call = _world.Take(Lead());
        _world.Hear(call.Id, 1, _world.Ends(LegPosition.First, EndCause.Busy));
        var alarm = new Alarm(DeskWorld.AccountId, call.Id, _world.Read(call.Id).Seq);
        var raced = false;
        _world.Storage.Hooks.After = async step =>
        {
            if (raced || step.Name != AgentTable.TableName || step.Operation == "Table.Query")
                return;
            raced = true;
            await _world.NewWorker().Alarm.Handle(alarm, default);
        };
        _world.DeliverAlarms();
        Assert.True(raced);
        Assert.Equal(2, _world.Phones.Placed.Count);
        Assert.Equal([Rung()[1]], Busy());
    }

    [Fact]
    public void The_reply_to_a_claim_is_lost_and_the_claim_counts()
    {
        var lost = false;
        _world.Storage.Hooks.After = step =>
        {
            if (lost || step.Name != AgentTable.TableName || step.Operation != "Table.Insert")
                return default;
            lost = true;
            throw new StorageException(StorageProblem.Unavailable, "503");
        };
        _world.Take(Lead());
        Assert.True(lost);
        Assert.Equal(["101"], Rung());
        Assert.Equal(["101"], Busy());
    }

    [Fact]
    public void An_agent_who_cannot_be_given_back_now_is_by_the_sweep()
    {
        var call = _world.Take(Lead());
        _world.Storage.Hooks.Before = step => step is { Name: AgentTable.TableName } ? throw new StorageException(StorageProblem.Unavailable, "503") : default;
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second), _world.Ends(LegPosition.Second, EndCause.HungUp));
        _world.Storage.Hooks.Before = null;
        Assert.Equal(["101"], Busy());
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.Empty(Busy());
    }

    [Fact]
    public void Whoever_talks_is_never_taken_away_however_long_it_lasts()
    {
        Members("101");
        var call = _world.Take(Lead());
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second));
        _world.Pass(TimeSpan.FromMinutes(90));
        Assert.Equal(["101"], Busy());
        _world.Take(Lead(2));
        Assert.Equal(["101"], Rung());
    }

    private void DieAt(CallStep step) => _world.OnStep = (reached, _) => reached == step ? new ValueTask(DeskWorld.Death) : default;

    private void Members(params string[] numbers) => _world.Account = _world.Account with
    {
        Extensions = [.. new[] { "101", "102", "104" }.Select(number => new Extension { Number = number })],
        Groups = [new HuntGroup { Id = "sales", Members = [.. numbers.Select(number => new HuntMember(number))] }],
    };

    private static CallOrder Lead(int number = 1) => DeskWorld.Lead($"nonce-{number}", $"+97250234560{number}") with
    {
        ClickToCall = null,
        First = new Leg(LegRole.Agent, new GroupDestination("sales")),
    };

    private string[] Rung() => [.. _world.Phones.Placed.Select(placed => placed.Order.First.Destination.Dialable)];

    private string[] Busy() => [.. _world.Run(() => _agents.List(DeskWorld.AccountId, default)).Where(agent => agent.Busy is not null).Select(agent => agent.Extension)];
}
