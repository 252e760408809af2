using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Tests.Calls;

/// <summary>Cancel and hang-up at every state, and events that come before the reply, or from another line.</summary>
public sealed class CancelTests
{
    private readonly DeskWorld _world = new();

    [Fact]
    public void A_scheduled_call_is_canceled_and_never_rings()
    {
        var call = _world.Take(DeskWorld.Lead() with { AnswerWhen = AnswerWhen.Recorded });
        Assert.Equal(HangUpResult.Done, _world.HangUp(call.Id));
        Assert.Equal(HangUpResult.AlreadyEnded, _world.HangUp(call.Id));
        _world.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(CallOutcome.Canceled, _world.Read(call.Id).Outcome);
        Assert.Empty(_world.Phones.Placed);
        Assert.Equal((0, 0), (_world.Waiting(), _world.OpenRows()));
    }

    [Fact]
    public void A_call_between_two_tries_is_canceled()
    {
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.AgentBusy));
        var call = _world.Take(DeskWorld.Lead());
        Assert.Equal(HangUpResult.Done, _world.HangUp(call.Id));
        _world.Line.Sending = null;
        _world.Pass(TimeSpan.FromHours(2));
        Assert.Empty(_world.Phones.Placed);
    }

    [Theory]
    [InlineData(false, CallOutcome.Canceled)]
    [InlineData(true, CallOutcome.Answered)]
    public void A_live_call_is_hung_up(bool bridged, CallOutcome outcome)
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Hear(call.Id, 1, _world.Rings(LegPosition.First));
        if (bridged)
            _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second));
        Assert.Equal(HangUpResult.Done, _world.HangUp(call.Id));
        Assert.Equal(outcome, _world.Read(call.Id).Outcome);
        Assert.Empty(_world.Phones.Live);
        _world.Pass(TimeSpan.FromHours(2));
        Assert.Single(_world.Phones.Placed);
    }

    [Theory]
    [InlineData(CallStep.Committed)]
    [InlineData(CallStep.Sent)]
    public void A_cancel_that_races_with_the_dial_takes_down_what_was_placed(CallStep during)
    {
        HangUpResult? asked = null;
        _world.OnStep = (step, id) =>
        {
            if (step == during)
                asked = _world.HangUp(id);
            return default;
        };
        var call = _world.Take(DeskWorld.Lead());
        Assert.Equal(HangUpResult.Asked, asked);
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal((CallState.Ended, CallOutcome.Canceled), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        Assert.Empty(_world.Phones.Live);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_phone_system_that_cannot_be_reached_is_asked_again()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Line.HangsUp = false;
        Assert.Equal(HangUpResult.Asked, _world.HangUp(call.Id));
        _world.Line.HangsUp = true;
        _world.Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(CallOutcome.Canceled, _world.Read(call.Id).Outcome);
        Assert.Empty(_world.Phones.Live);
    }

    [Fact]
    public void A_line_that_cannot_hang_up_says_so_and_the_next_agent_is_not_rung()
    {
        _world.Line.Capabilities = LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd;
        var call = _world.Take(DeskWorld.Lead());
        Assert.Equal(HangUpResult.LineCannot, _world.HangUp(call.Id));
        _world.Hear(call.Id, 1, _world.Rings(LegPosition.First), _world.Ends(LegPosition.First, EndCause.NoAnswer));
        Assert.Equal((CallState.Ended, CallOutcome.Canceled), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        _world.Pass(TimeSpan.FromHours(3));
        Assert.Single(_world.Phones.Placed);
        Assert.Equal(HangUpResult.NotFound, _world.HangUp(CallId.New(_world.Clock)));
    }

    [Fact]
    public void When_an_older_attempt_proves_answered_the_newer_one_is_hung_up()
    {
        _world.Line.Capabilities = LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd | LineCapabilities.HangUp;
        var call = _world.Take(DeskWorld.Lead());
        _world.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal(2, _world.Phones.Placed.Count);
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second));
        _world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(new AttemptId(call.Id, 2), Assert.Single(_world.Phones.HangUps));
        Assert.Equal((CallState.Ended, CallOutcome.Answered), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        _world.Pass(TimeSpan.FromHours(3));
        Assert.Equal(2, _world.Phones.Placed.Count);
    }

    [Fact]
    public void An_event_before_the_lines_reply_is_heard()
    {
        _world.OnStep = (step, id) =>
        {
            if (step == CallStep.Sent)
                Assert.Equal(Heard.Applied, _world.Hear(id, 1, _world.Rings(LegPosition.First)));
            return default;
        };
        Assert.Equal(CallState.Ringing, _world.Take(DeskWorld.Lead()).State);
    }

    [Fact]
    public void An_event_of_another_line_is_not_believed()
    {
        var call = _world.Take(DeskWorld.Lead());
        var told = new LineEvent(DeskWorld.AccountId, "other", [_world.Answers(LegPosition.First)]) { Attempt = new AttemptId(call.Id, 1) };
        Assert.Equal(Heard.Foreign, _world.Run(() => _world.Centre.Events.Hear(told, default)));
        Assert.Equal(CallState.Dialing, _world.Read(call.Id).State);
    }

    [Fact]
    public void A_record_that_comes_after_the_end_is_kept()
    {
        var call = _world.Take(DeskWorld.Lead() with { Retry = RetrySchedule.None });
        _world.Hear(call.Id, 1, _world.Rings(LegPosition.First), _world.Ends(LegPosition.First, EndCause.Busy));
        var ended = _world.Read(call.Id).EndedAt;
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        _world.Hear(call.Id, 1, new Fact.Recorded(TimeSpan.Zero, null, "BUSY", _world.Now));
        Assert.Equal(("BUSY", CallState.Ended, ended), (_world.Read(call.Id).Disposition, _world.Read(call.Id).State, _world.Read(call.Id).EndedAt));
    }

    [Fact]
    public void A_cancel_that_the_line_could_not_carry_out_held_agent_and_slot_for_two_hours()
    {
        _world.Line.Capabilities = LineCapabilities.None;
        _world.Account = _world.Account with
        {
            ClickToCalls = [_world.Account.ClickToCalls[0] with { Throttle = 1 }],
        };
        var call = _world.Take(DeskWorld.Lead());
        Assert.Equal(HangUpResult.LineCannot, _world.Run(() => _world.Centre.Desk.HangUp(new HangUpOrder(DeskWorld.AccountId, call.Id))));
        _world.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal(CallState.Ended, _world.Read(call.Id).State);
        Assert.Empty(_world.Run(() => _world.Slots.Query(null, null, null, null, default)).Rows);
        _world.Pass(TimeSpan.FromHours(26));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_canceled_lead_that_could_not_be_hung_up_is_over_when_its_phones_are_and_is_not_tried_again()
    {
        _world.Line.Capabilities = LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd;
        var call = _world.Take(DeskWorld.Lead());
        _world.Run(() => _world.Centre.Desk.HangUp(new HangUpOrder(DeskWorld.AccountId, call.Id)));
        _world.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal((CallState.Ended, CallOutcome.Canceled), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        _world.Pass(TimeSpan.FromHours(26));
        Assert.Single(_world.Phones.Placed);
    }
}
