using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Tests.Calls;

public sealed class PlacingTests
{
    private readonly DeskWorld _world = new();

    [Fact]
    public void A_lead_rings_and_its_history_shows_it()
    {
        var call = _world.Take(DeskWorld.Lead());
        Assert.Equal(CallState.Dialing, call.State);
        Assert.Equal(call.Id, Assert.Single(_world.Phones.Placed).Attempt.Call);
        _world.Hear(call.Id, 1, _world.Rings(LegPosition.First));
        Assert.Equal(CallState.Ringing, _world.Read(call.Id).State);
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Rings(LegPosition.Second));
        Assert.Equal(LegPosition.Second, _world.Read(call.Id).RingingLeg);
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.Second));
        Assert.Equal(CallState.Connected, _world.Read(call.Id).State);
        _world.Pass(TimeSpan.FromMinutes(3));
        _world.Hear(call.Id, 1, _world.Ends(LegPosition.Second, EndCause.HungUp), _world.Ends(LegPosition.First, EndCause.HungUp));
        Assert.Equal((CallState.Ended, CallOutcome.Answered), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        Assert.Equal(0, _world.OpenRows());
        _world.Pass(TimeSpan.FromHours(3));
        Assert.Equal(0, _world.Waiting());
        Assert.Single(_world.Phones.Placed);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_call_costs_a_look_at_the_list_an_intent_transaction_a_message_a_commit_and_a_result(bool lead, bool keyed)
    {
        var world = new DeskWorld(hasLists: true);
        world.Account = world.Account with { ClickToCalls = [world.Account.ClickToCalls[0] with { Limits = CallLimits.None }] };
        List<string> steps = [];
        world.Storage.Hooks.Before = step => { steps.Add($"{step.Operation} {step.Name}"); return default; };
        world.Take(lead ? DeskWorld.Lead(keyed ? "k" : null) : DeskWorld.Direct("k"));
        Assert.Equal(["Table.Get DoNotCall", "Table.Submit Intents", "Queue.Put call-alarms", "Table.Submit Calls", "Table.Submit Calls"], steps);
    }

    [Fact]
    public void A_keyless_direct_order_costs_the_same_by_its_implied_key()
    {
        var steps = 0;
        _world.Storage.Hooks.Before = _ => { steps++; return default; };
        _world.Take(DeskWorld.Direct());
        Assert.Equal(4, steps);
    }

    [Fact]
    public void The_alarm_is_set_before_the_commit_and_the_commit_stands_before_the_send()
    {
        List<string> order = [];
        _world.Storage.Hooks.After = step => { order.Add($"{step.Operation} {step.Name}"); return default; };
        _world.Line.Sending = dial => { order.Add("send"); return Task.FromResult<DialResult>(_world.Line.Accept(dial)); };
        _world.Take(DeskWorld.Lead());
        Assert.Equal(["Table.Submit Intents", "Queue.Put call-alarms", "Table.Submit Calls", "send", "Table.Submit Calls"], order);
    }

    [Fact]
    public void A_direct_order_on_a_line_that_is_down_is_refused_ended_and_in_the_history()
    {
        _world.Line.Readying = _ => Task.FromResult<DialReadiness.NotReady?>(new(CallOutcome.LineUnavailable));
        var refused = Assert.IsType<PlaceResult.Refused>(_world.Place(DeskWorld.Direct()));
        Assert.Equal((RefusalReason.Line, CallOutcome.LineUnavailable), (refused.Refusal.Reason, refused.Refusal.Outcome));
        Assert.Equal(CallOutcome.LineUnavailable, _world.Read(refused.Refusal.CallId!.Value).Outcome);
        _world.Line.Readying = _ => Task.FromResult<DialReadiness.NotReady?>(null);
        _world.Pass(TimeSpan.FromHours(1));
        Assert.Empty(_world.Phones.Placed);
        Assert.Equal(0, _world.Waiting());
    }

    [Fact]
    public void A_lead_on_a_line_that_is_down_waits_and_is_dialled_when_it_is_back()
    {
        _world.Line.Readying = _ => Task.FromResult<DialReadiness.NotReady?>(new(CallOutcome.LineUnavailable));
        var call = _world.Take(DeskWorld.Lead());
        Assert.Equal(CallState.Scheduled, call.State);
        _world.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(CallState.Scheduled, _world.Read(call.Id).State);
        _world.Line.Readying = _ => Task.FromResult<DialReadiness.NotReady?>(null);
        _world.Pass(TimeSpan.FromMinutes(7));
        var dialled = _world.Read(call.Id);
        Assert.Equal(CallState.Dialing, dialled.State);
        Assert.Single(_world.Phones.Placed);
        Assert.Equal((0, 0), (dialled.NoAgentTries, dialled.NoTargetTries));
    }

    [Fact]
    public void A_lead_that_the_line_refuses_for_good_ends()
    {
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.LineRefused));
        var call = _world.Take(DeskWorld.Lead());
        Assert.Equal((CallState.Ended, CallOutcome.LineRefused), (call.State, call.Outcome));
        Assert.Equal(0, _world.OpenRows());
    }

    [Fact]
    public void An_order_that_the_line_cannot_do_is_refused_before_anything_is_dialled()
    {
        var order = DeskWorld.Direct() with { Kind = CallKind.Conference };
        var refused = Assert.IsType<PlaceResult.Refused>(_world.Place(order));
        Assert.Equal(RefusalReason.LineCannot, refused.Refusal.Reason);
        Assert.Equal(0, _world.Waiting());
        Assert.Empty(_world.Phones.Placed);
    }

    [Fact]
    public void Refusals_of_direct_callers_are_in_the_history_and_those_of_leads_are_not()
    {
        var barred = new Leg(LegRole.Agent, new Click2Call.Numbers.ExtensionDestination("103"));
        var direct = Assert.IsType<PlaceResult.Refused>(_world.Place(DeskWorld.Direct("k") with { First = barred }));
        Assert.Equal(CallOutcome.AgentBlocked, _world.Read(direct.Refusal.CallId!.Value).Outcome);
        Assert.Equal(0, _world.OpenRows());
        var lead = Assert.IsType<PlaceResult.Refused>(_world.Place(DeskWorld.Lead() with { First = barred }));
        Assert.Null(lead.Refusal.CallId);
        Assert.Equal(direct.Refusal.CallId, _world.Only().Id);
    }

    [Fact]
    public void A_batch_order_is_answered_at_once_and_dialled_by_its_alarm()
    {
        var call = _world.Take(DeskWorld.Lead() with { AnswerWhen = AnswerWhen.Recorded });
        Assert.Equal(CallState.Scheduled, call.State);
        Assert.Empty(_world.Phones.Placed);
        _world.DeliverAlarms();
        Assert.Single(_world.Phones.Placed);
        _world.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_call_for_later_waits_in_the_agenda_and_is_dialled_on_time()
    {
        var at = _world.Now + TimeSpan.FromHours(3);
        var call = _world.Take(DeskWorld.Lead() with { NotBefore = at });
        Assert.Equal(at, call.NextTryAt);
        Assert.Single(_world.Run(() => _world.Agenda.Query(null, null, null, null, default)).Rows);
        _world.Pass(TimeSpan.FromHours(3) - TimeSpan.FromMinutes(1));
        Assert.Empty(_world.Phones.Placed);
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_front_that_waits_for_the_agent_is_answered_when_the_agent_is()
    {
        var placing = DeskWorld.Start(() => _world.Centre.Desk.Place(
            DeskWorld.Direct() with { AnswerWhen = AnswerWhen.FirstLegDecided, Patience = TimeSpan.FromSeconds(40) }));
        _world.Pass(TimeSpan.FromSeconds(8), sweep: false);
        Assert.False(placing.IsCompleted);
        _world.Hear(_world.Only().Id, 1, _world.Answers(LegPosition.First));
        var answer = Assert.IsType<PlaceResult.Placed>(_world.Finish(placing)).Answer;
        Assert.Equal(CallState.Ringing, answer.State);
    }
}
