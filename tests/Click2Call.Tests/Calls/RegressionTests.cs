using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Rest;

namespace Click2Call.Tests.Calls;

/// <summary>Each is named after what went wrong.</summary>
public sealed class RegressionTests
{
    private readonly DeskWorld _world = new();

    [Fact]
    public void A_storage_blip_while_a_front_waited_for_the_agent_said_that_nothing_rang()
    {
        _world.Storage.Hooks.Before = step => step.Operation == "Table.Get"
            ? throw new StorageException(StorageProblem.Unavailable, "503")
            : default;
        var result = _world.Place(DeskWorld.Direct() with { AnswerWhen = AnswerWhen.FirstLegDecided });
        Assert.Single(_world.Phones.Placed);
        Assert.IsType<PlaceResult.Placed>(result);
    }

    [Fact]
    public void A_storage_blip_while_a_repeated_request_waited_said_that_nothing_rang()
    {
        var answer = new TaskCompletionSource<DialResult>();
        _world.Line.Sending = dial => { _world.Line.Accept(dial); return answer.Task; };
        var first = DeskWorld.Start(() => _world.Centre.Desk.Place(DeskWorld.Direct("k")));
        var reads = 0;
        _world.Storage.Hooks.Before = step => step is { Operation: "Table.Get", Name: "Calls" } && ++reads > 1
            ? throw new StorageException(StorageProblem.Unavailable, "503")
            : default;
        Assert.IsType<PlaceResult.Busy>(_world.Place(DeskWorld.Direct("k"), _world.NewWorker()));
        _world.Storage.Hooks.Before = null;
        DeskWorld.Start(() => { answer.SetResult(new DialResult.Accepted("x")); return 0; });
        _world.Finish(first);
    }

    [Fact]
    public void An_event_that_was_known_was_written_again()
    {
        var call = _world.Take(DeskWorld.Lead());
        var rings = _world.Rings(LegPosition.First);
        Assert.Equal(Heard.Applied, _world.Hear(call.Id, 1, rings));
        var writes = 0;
        _world.Storage.Hooks.After = step => { writes += step.Operation == "Table.Submit" ? 1 : 0; return default; };
        Assert.Equal(Heard.Known, _world.Hear(call.Id, 1, rings));
        Assert.Equal(0, writes);
    }

    [Fact]
    public void A_line_that_cannot_hang_up_was_asked_to_when_a_cancel_met_the_dial()
    {
        _world.Line.Capabilities = LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd;
        var call = _world.Take(DeskWorld.Lead() with { AnswerWhen = AnswerWhen.Recorded });
        _world.OnStep = (step, _) =>
        {
            if (step == CallStep.Sent)
                Assert.Equal(HangUpResult.LineCannot, _world.HangUp(call.Id));
            return default;
        };
        var canceling = true;
        _world.Storage.Hooks.After = async step =>
        {
            // The alarm claims the call between the cancel's read and its write.
            if (!canceling || step is not { Operation: "Table.Get", Name: "Calls" })
                return;
            canceling = false;
            _world.DeliverAlarms();
            await Task.CompletedTask;
        };
        Assert.Equal(HangUpResult.Asked, _world.HangUp(call.Id));
        _world.Pass(TimeSpan.FromSeconds(30));
        Assert.Empty(_world.Phones.HangUps);
        Assert.NotEqual(CallState.Ended, _world.Read(call.Id).State);
        _world.Pass(TimeSpan.FromHours(3));
        Assert.Equal((CallState.Ended, CallOutcome.Canceled), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_cancel_of_a_call_that_never_could_be_hung_up_rang_the_alarm_for_ever()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Line.HangsUp = false;
        Assert.Equal(HangUpResult.Asked, _world.HangUp(call.Id));
        _world.Pass(TimeSpan.FromHours(3));
        Assert.Equal((CallState.Ended, CallOutcome.Canceled), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        Assert.Equal(0, _world.Waiting());
    }

    [Fact]
    public void A_late_answer_of_an_older_attempt_wedged_a_line_that_cannot_hang_up()
    {
        _world.Line.Capabilities = LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd;
        var call = _world.Take(DeskWorld.Lead());
        _world.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal(2, _world.Phones.Placed.Count);
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second));
        _world.Pass(TimeSpan.FromHours(5));
        Assert.Equal(CallState.Ended, _world.Read(call.Id).State);
        Assert.Equal(0, _world.Waiting());
        Assert.Equal(2, _world.Phones.Placed.Count);
    }

    [Fact]
    public void The_loser_of_a_race_took_the_winners_agenda_row_with_him()
    {
        var alarm = new Alarm(DeskWorld.AccountId, CallId.New(_world.Clock), 3);
        var due = _world.Now + TimeSpan.FromHours(1);
        _world.Run(() => _world.Bell.Set(alarm, due, default));
        var losers = _world.Run(() => _world.Bell.Set(alarm, due, default));
        _world.Run(() => _world.Bell.Withdraw(losers, default));
        Assert.Equal(1, _world.Waiting());
    }

    [Fact]
    public void A_claim_whose_reply_was_lost_under_an_event_took_its_own_alarm_back()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Hear(call.Id, 1, _world.Rings(LegPosition.First), _world.Ends(LegPosition.First, EndCause.Busy));
        var worker = _world.NewWorker(new ForgetfulLog(_world.Log, () => _world.Hear(call.Id, 1, new Fact.Recorded(null, null, "busy", _world.Now))));
        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        _world.Run(() => worker.Alarm.Handle(new Alarm(DeskWorld.AccountId, call.Id, _world.Read(call.Id).Seq), default));
        Assert.Equal(2, _world.Read(call.Id).Attempts.Length);
        _world.Pass(TimeSpan.FromMinutes(10), sweep: false);
        Assert.False(_world.Read(call.Id).Latest!.Undecided);
    }

    [Fact]
    public void A_person_who_had_talked_was_rung_again_because_only_the_latest_attempt_was_looked_at()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Hear(call.Id, 1, _world.Rings(LegPosition.First), _world.Ends(LegPosition.First, EndCause.NoAnswer));
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.AgentBusy));
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal((2, CallState.Scheduled), (_world.Read(call.Id).Attempts.Length, _world.Read(call.Id).State));
        _world.Line.Sending = null;
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second));
        Assert.Equal((CallState.Ended, CallOutcome.Answered), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        _world.Pass(TimeSpan.FromHours(2));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void People_who_had_talked_were_rung_again_on_a_line_that_tells_only_of_ends()
    {
        _world.Line.Capabilities = LineCapabilities.ReportsEnd;
        var call = _world.Take(DeskWorld.Lead());
        _world.Pass(TimeSpan.FromMinutes(3));
        _world.Hear(call.Id, 1, _world.Ends(LegPosition.First, EndCause.HungUp), _world.Ends(LegPosition.Second, EndCause.HungUp));
        Assert.Equal((CallState.Ended, CallOutcome.Unknown), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        _world.Pass(TimeSpan.FromHours(2));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void An_end_that_overtook_its_answer_rang_the_person_again()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Hear(call.Id, 1, _world.Rings(LegPosition.First));
        _world.Hear(call.Id, 1, _world.Rings(LegPosition.Second));
        _world.Hear(call.Id, 1, _world.Ends(LegPosition.First, EndCause.HungUp));
        _world.Pass(TimeSpan.FromMinutes(10));
        Assert.Single(_world.Phones.Placed);
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second));
        Assert.Equal(CallOutcome.Answered, _world.Read(call.Id).Outcome);
    }

    [Fact]
    public void The_agents_end_ahead_of_its_beginning_hid_that_the_target_did_not_answer()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Hear(call.Id, 1, _world.Ends(LegPosition.Second, EndCause.NoAnswer), _world.Ends(LegPosition.First, EndCause.HungUp));
        Assert.Equal((CallState.Scheduled, 0), (_world.Read(call.Id).State, _world.Read(call.Id).NoTargetTries));
        _world.Pass(TimeSpan.FromMinutes(7));
        Assert.Equal(2, _world.Phones.Placed.Count);
        Assert.Equal(1, _world.Read(call.Id).NoTargetTries);
    }

    [Fact]
    public void A_call_seen_alive_whose_end_was_never_told_was_taken_for_unanswered_and_rung_again()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Pass(TimeSpan.FromMinutes(4));
        Assert.IsType<LookUp.Live>(_world.Read(call.Id).Latest!.Found);
        _world.Line.LookingUp = _ => new LookUp.Unknown();
        _world.Pass(TimeSpan.FromHours(4));
        Assert.Equal((CallState.Ended, CallOutcome.Unknown), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_yes_that_came_after_we_had_given_up_did_not_stop_the_second_dial()
    {
        _world.Line.Capabilities = LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd;
        _world.Line.Sending = _ => Task.FromResult<DialResult>(new DialResult.Uncertain("The connection broke."));
        var call = _world.Take(DeskWorld.Lead() with { WhenUncertain = UncertainRule.Redial });
        for (var second = 0; second < 600 && _world.Read(call.Id).State != CallState.Scheduled; second++)
            _world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(CallState.Scheduled, _world.Read(call.Id).State);
        var stored = _world.Run(() => _world.Log.Find(DeskWorld.AccountId, call.Id, default))!;
        var told = stored.Call.Apply(new Fact.DialDecided(new DialResult.Accepted("x"), _world.Now) { Attempt = 1 });
        Assert.NotNull(_world.Run(() => _world.Log.Replace(stored, told, default)));
        _world.Line.Sending = null;
        _world.Pass(TimeSpan.FromSeconds(40));
        Assert.Empty(_world.Phones.Placed);
    }

    [Fact]
    public void A_refusal_that_could_not_be_written_was_told_as_an_error_and_the_alarm_rang()
    {
        var down = false;
        _world.Line.Sending = _ => { down = true; return Task.FromResult(DeskWorld.Refuse(CallOutcome.AgentBusy)); };
        _world.Storage.Hooks.Before = _ => down ? throw new StorageException(StorageProblem.Unavailable, "503") : default;
        var result = _world.Place(DeskWorld.Direct("k") with { OnLineDown = LineDownRule.Queue });
        Assert.IsType<PlaceResult.Busy>(result);
        (down, _world.Line.Sending) = (false, null);
        _world.Storage.Hooks.Before = null;
        _world.Pass(TimeSpan.FromMinutes(5));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_dial_that_was_sent_late_was_settled_while_it_was_under_way()
    {
        // Nine seconds for the alarm and the commit, twenty for the line, and a worker whose clock is fifteen ahead.
        _world.OnStep = async (step, _) =>
        {
            if (step == CallStep.Committed)
                await Task.Delay(TimeSpan.FromSeconds(9), _world.Clock);
        };
        _world.Line.Sending = async dial =>
        {
            await Task.Delay(TimeSpan.FromSeconds(20), _world.Clock);
            Assert.True(_world.Now + CallTiming.ClockSkew < _world.Read(dial.Attempt.Call).Latest!.DialUntil);
            return _world.Line.Accept(dial);
        };
        Assert.IsType<DialResult.Accepted>(_world.Take(DeskWorld.Lead()).Latest!.Dial);
    }

    [Fact]
    public void A_line_that_threw_after_it_had_placed_the_call_was_an_error_that_rang()
    {
        _world.Line.Sending = dial =>
        {
            _world.Line.Accept(dial);
            throw new OperationCanceledException();
        };
        Assert.True(_world.Take(DeskWorld.Direct("k")).Uncertain);
        _world.Pass(TimeSpan.FromHours(3));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_double_click_on_an_order_that_its_alarm_dials_rang_twice()
    {
        var order = DeskWorld.Direct() with { AnswerWhen = AnswerWhen.Recorded };
        var first = _world.Take(order);
        Assert.Equal(first.Id, _world.Take(order).Id);
        _world.DeliverAlarms();
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void Two_times_for_the_same_phones_are_two_calls()
    {
        var order = DeskWorld.Direct() with { NotBefore = _world.Now + TimeSpan.FromHours(1) };
        Assert.NotEqual(_world.Take(order).Id, _world.Take(order with { NotBefore = _world.Now + TimeSpan.FromHours(5) }).Id);
    }

    [Fact]
    public void An_agent_was_rung_every_five_minutes_for_a_day_because_the_trunk_to_the_target_failed()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Ends(LegPosition.Second, EndCause.Failed));
        Assert.Equal((CallState.Ended, CallOutcome.TargetUnreachable), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
    }

    [Fact]
    public void A_call_dialled_days_after_it_was_asked_for_never_heard_its_events()
    {
        var call = _world.Take(DeskWorld.Lead() with { NotBefore = _world.Now + TimeSpan.FromDays(3), ExpiresAt = _world.Now + TimeSpan.FromDays(4) });
        _world.Pass(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(1), sweep: true);
        var provider = Assert.Single(_world.Phones.Placed).ProviderId;
        var told = new LineEvent(DeskWorld.AccountId, "main", [_world.Answers(LegPosition.First)]) { ProviderCallId = provider };
        Assert.Equal(Heard.Applied, _world.Run(() => _world.Centre.Events.Hear(told, default)));
        Assert.NotNull(_world.Read(call.Id).Latest!.First.AnsweredAt);
    }

    [Fact]
    public void A_request_repeated_after_ten_minutes_lost_its_alarm_before_its_commit()
    {
        // The first worker dies between its reservation and its alarm.
        _world.OnStep = (step, _) => new ValueTask(step == CallStep.IntentReserved ? DeskWorld.Death : Task.CompletedTask);
        DeskWorld.Start(() => _world.Centre.Desk.Place(DeskWorld.Lead() with { AnswerWhen = AnswerWhen.Recorded }));
        _world.Pass(TimeSpan.FromMinutes(11));
        _world.OnStep = (step, _) =>
        {
            // The alarm is due at once and comes before the commit.
            if (step == CallStep.AlarmSet)
                _world.DeliverAlarms();
            return default;
        };
        _world.Take(DeskWorld.Lead() with { AnswerWhen = AnswerWhen.Recorded }, _world.NewWorker());
        _world.OnStep = null;
        _world.Pass(TimeSpan.FromMinutes(1), sweep: false);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_callback_for_the_day_after_tomorrow_expired_at_the_very_time_that_was_asked_for()
    {
        _world.Take(DeskWorld.Lead() with { NotBefore = _world.Now + TimeSpan.FromDays(2) });
        _world.Pass(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(1));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_second_form_a_day_before_a_callback_canceled_it()
    {
        var order = DeskWorld.Lead() with { NotBefore = _world.Now + TimeSpan.FromDays(3) };
        var call = _world.Take(order);
        _world.Pass(TimeSpan.FromDays(2));
        Assert.Equal(call.Id, _world.Take(DeskWorld.Lead("nonce-2")).Id);
        Assert.Empty(_world.Phones.Placed);
    }

    [Fact]
    public void An_error_page_for_a_reason_wedged_the_call()
    {
        _world.Line.Sending = _ => Task.FromResult<DialResult>(new DialResult.Refused(CallOutcome.LineUnavailable, new string('x', 40_000)));
        var call = _world.Take(DeskWorld.Lead());
        _world.Pass(TimeSpan.FromHours(3));
        Assert.Equal(Call.KeptAttempts, _world.Read(call.Id).Attempts.Length);
        _world.Line.Sending = _ => Task.FromResult<DialResult>(new DialResult.Uncertain(new string('x', 40_000)));
        _world.Pass(TimeSpan.FromHours(3));
        _world.Hear(call.Id, _world.Read(call.Id).Latest!.Number, new Fact.Recorded(null, null, new string('x', 40_000), _world.Now));
        Assert.True(_world.Read(call.Id).Disposition!.Length <= 400);
    }

    [Fact]
    public void An_attempt_was_given_up_as_unknown_because_one_look_up_failed()
    {
        _world.Line.Capabilities = LineCapabilities.LookUp | LineCapabilities.HangUp;
        _world.Line.Sending = dial =>
        {
            _world.Line.Accept(dial);
            return Task.FromResult<DialResult>(new DialResult.Uncertain("The connection broke."));
        };
        _world.Line.LookingUp = _ => new LookUp.Unknown();
        var call = _world.Take(DeskWorld.Lead());
        _world.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal((1, CallState.Dialing), (_world.Line.LookUps, _world.Read(call.Id).State));
        _world.Line.LookingUp = null;
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.IsType<LookUp.Live>(_world.Read(call.Id).Latest!.Found);
        _world.Phones.End(new AttemptId(call.Id, 1));
        _world.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(CallOutcome.TargetNoAnswer, CallProgress.FailureOf(_world.Read(call.Id), _world.Read(call.Id).Attempts[0]));
    }

    [Fact]
    public void A_batch_order_whose_alarm_overtook_its_commit_was_dialled_half_a_minute_late()
    {
        _world.OnStep = (step, _) =>
        {
            if (step == CallStep.AlarmSet)
                _world.DeliverAlarms();
            return default;
        };
        _world.Take(DeskWorld.Lead() with { AnswerWhen = AnswerWhen.Recorded });
        _world.OnStep = null;
        _world.Pass(TimeSpan.FromSeconds(3));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_refused_second_attempt_was_told_as_an_error_although_the_first_had_rung()
    {
        // The worker stands still after its send; meanwhile the alarm gives the attempt up, dials again and is refused.
        _world.Line.Capabilities = LineCapabilities.ReportsProgress;
        var thaw = new TaskCompletionSource();
        _world.OnStep = (step, _) => new ValueTask(step == CallStep.Sent ? thaw.Task : Task.CompletedTask);
        var placing = DeskWorld.Start(() => _world.Centre.Desk.Place(DeskWorld.Direct("k") with { WhenUncertain = UncertainRule.Redial }));
        _world.OnStep = null;
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.LineUnavailable));
        _world.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal((2, CallState.Ended), (_world.Only().Attempts.Length, _world.Only().State));
        DeskWorld.Start(() => { thaw.SetResult(); return 0; });
        Assert.IsType<PlaceResult.Placed>(_world.Finish(placing));
        Assert.IsType<PlaceResult.Placed>(_world.Place(DeskWorld.Direct("k")));
        Assert.Single(_world.Phones.Placed);
    }
}
