using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Tests.Calls;

/// <summary>The alarm, the sweep, and what is uncertain.</summary>
public sealed class AlarmTests
{
    private readonly DeskWorld _world = new();

    private void Ring(Alarm alarm) => _world.Run(() => _world.Centre.Alarm.Handle(alarm, default));

    private Call Uncertain(bool placed, CallOrder? order = null)
    {
        _world.Line.Sending = dial =>
        {
            if (placed)
                _world.Line.Accept(dial);
            return Task.FromResult<DialResult>(new DialResult.Uncertain("The connection broke."));
        };
        var call = _world.Take(order ?? DeskWorld.Lead());
        _world.Line.Sending = null;
        Assert.True(call.Uncertain);
        return call;
    }

    [Fact]
    public void A_stale_alarm_does_nothing()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Pass(TimeSpan.FromMinutes(3));
        var before = _world.Read(call.Id);
        var waiting = _world.Waiting();
        Ring(new Alarm(DeskWorld.AccountId, call.Id, before.Seq - 1));
        Assert.Equal((before.Seq, waiting), (_world.Read(call.Id).Seq, _world.Waiting()));
    }

    [Fact]
    public void Whoever_sets_an_alarm_the_trace_is_the_one_in_which_the_call_was_asked_for()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.LineUnavailable));
        var call = _world.Take(DeskWorld.Lead() with { Trace = Trace });

        // The desk's own is put again as it is early, and one that an alarm set follows: as the sweep finds it, they know no trace.
        Ring(new Alarm(DeskWorld.AccountId, call.Id, call.Seq));
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        Ring(new Alarm(DeskWorld.AccountId, call.Id, _world.Read(call.Id).Seq));
        _world.Clock.Advance(TimeSpan.FromMinutes(10));
        var messages = _world.Run(() => _world.Alarms.Receive(32, TimeSpan.FromMinutes(1), default));
        Assert.True(messages.Count >= 3, $"{messages.Count} alarms");
        Assert.All(messages, message => Assert.Equal(Trace, AlarmClock.Read(message.Text)!.Trace));
    }

    [Fact]
    public void An_early_alarm_is_put_again_for_the_rest()
    {
        var call = _world.Take(DeskWorld.Lead());
        Ring(new Alarm(DeskWorld.AccountId, call.Id, call.Seq));
        Assert.Equal(2, _world.Waiting());
        Assert.Equal(call.Seq, _world.Read(call.Id).Seq);
    }

    [Fact]
    public void Copies_of_an_alarm_dial_once_and_do_not_breed()
    {
        _world.Line.Readying = _ => Task.FromResult<DialReadiness.NotReady?>(new(CallOutcome.LineUnavailable));
        var call = _world.Take(DeskWorld.Lead());
        _world.Line.Readying = _ => Task.FromResult<DialReadiness.NotReady?>(null);
        for (var i = 0; i < 5; i++)
            _world.Run(() => _world.Bell.Set(new Alarm(DeskWorld.AccountId, call.Id, call.Seq), _world.Now + TimeSpan.FromSeconds(i), default));
        _world.Pass(TimeSpan.FromSeconds(30));
        Assert.Single(_world.Phones.Placed);
        Assert.Equal(1, _world.Waiting());
    }

    [Fact]
    public void Two_copies_at_the_same_moment_dial_once()
    {
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.AgentBusy));
        var call = _world.Take(DeskWorld.Lead());
        _world.Line.Sending = null;
        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        var alarm = new Alarm(DeskWorld.AccountId, call.Id, call.Seq + 1);
        var raced = false;
        _world.Storage.Hooks.After = async step =>
        {
            if (!raced && step.Operation == "Queue.Put")
            {
                raced = true;
                await _world.NewWorker().Alarm.Handle(alarm, default);
            }
        };
        Ring(alarm);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_lost_alarm_is_found_by_the_sweep()
    {
        _world.Take(DeskWorld.Lead() with { AnswerWhen = AnswerWhen.Recorded });
        var message = Assert.Single(_world.Run(() => _world.Alarms.Receive(1, TimeSpan.FromMinutes(1), default)));
        _world.Run(() => _world.Alarms.Delete(message.MessageId, message.PopReceipt, default));
        _world.Pass(TimeSpan.FromSeconds(59));
        Assert.Empty(_world.Phones.Placed);
        _world.Pass(TimeSpan.FromSeconds(1));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void One_call_whose_row_could_not_be_written_kept_all_others_from_being_swept()
    {
        var stuck = _world.Take(DeskWorld.Lead("a", "+972502345671") with { AnswerWhen = AnswerWhen.Recorded });
        var other = _world.Take(DeskWorld.Lead("b", "+972502345672") with { AnswerWhen = AnswerWhen.Recorded });
        foreach (var message in _world.Run(() => _world.Alarms.Receive(2, TimeSpan.FromMinutes(1), default)))
            _world.Run(() => _world.Alarms.Delete(message.MessageId, message.PopReceipt, default));
        _world.Storage.Hooks.Before = step => step.RowKey?.StartsWith("c:", StringComparison.Ordinal) == true && step.RowKey.EndsWith(stuck.Id.ToHex(), StringComparison.Ordinal)
            ? throw new StorageException(StorageProblem.Unavailable, "Busy.")
            : default;
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(other.Id, Assert.Single(_world.Phones.Placed).Attempt.Call);
        _world.Storage.Hooks.Before = null;
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.Contains(_world.Phones.Placed, placed => placed.Attempt.Call == stuck.Id);
    }

    [Fact]
    public void Poison_is_done_by_the_sweep_and_removed()
    {
        var call = _world.Take(DeskWorld.Lead() with { AnswerWhen = AnswerWhen.Recorded });
        var message = Assert.Single(_world.Run(() => _world.Alarms.Receive(1, TimeSpan.FromMinutes(1), default)));
        _world.Run(() => _world.Alarms.Delete(message.MessageId, message.PopReceipt, default));
        _world.Run(() => _world.Poison.Put(message.Text, TimeSpan.Zero, null, default));
        _world.Run(() => _world.Poison.Put("nonsense", TimeSpan.Zero, null, default));
        _world.Run(() => _world.Centre.Sweep.Run(default));
        Assert.Equal(call.Id, Assert.Single(_world.Phones.Placed).Attempt.Call);
        Assert.Equal(0, _world.Run(() => _world.Poison.ApproximateCount(default)));
    }

    [Fact]
    public void An_alarm_that_fails_by_a_bug_ends_its_call_visibly()
    {
        var call = _world.Take(DeskWorld.Lead() with { AnswerWhen = AnswerWhen.Recorded });
        _world.Line.Readying = _ => throw new InvalidOperationException("A bug.");
        _world.Run(() => _world.Poison.Put(AlarmClock.Text(new Alarm(DeskWorld.AccountId, call.Id, 1)), TimeSpan.Zero, null, default));
        _world.Run(() => _world.Centre.Sweep.Run(default));
        Assert.Equal((CallState.Ended, CallOutcome.Unknown), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        Assert.Equal(0, _world.OpenRows());
    }

    /// <summary>One row that a newer version wrote ended the sweep of all accounts, for as long as its message came back.</summary>
    [Fact]
    public void A_poisoned_alarm_whose_row_cannot_be_read_keeps_nobody_else_from_being_swept()
    {
        var strange = _world.Take(DeskWorld.Lead("a") with { AnswerWhen = AnswerWhen.Recorded });
        var row = _world.Run(() => _world.Calls.Query(null, null, null, null, default)).Rows.Single(found => found.RowKey.StartsWith("c:", StringComparison.Ordinal));
        var facts = row.Properties.Single(property => property.Value is string text && text.Contains("\"line\"", StringComparison.OrdinalIgnoreCase)).Key;
        var kept = row.GetString(facts);
        row[facts] = "{";
        _world.Run(() => _world.Calls.Replace(row, "*", default));
        var other = _world.Take(DeskWorld.Lead("b", "+972547654321") with { AnswerWhen = AnswerWhen.Recorded });
        foreach (var id in (CallId[])[strange.Id, other.Id])
            _world.Run(() => _world.Poison.Put(AlarmClock.Text(new Alarm(DeskWorld.AccountId, id, 1)), TimeSpan.Zero, null, default));
        _world.Run(() => _world.Centre.Sweep.Run(default));
        Assert.Equal(other.Id, Assert.Single(_world.Phones.Placed).Attempt.Call);

        // The version that can read it comes back.
        row[facts] = kept;
        _world.Run(() => _world.Calls.Replace(row, "*", default));
        _world.Pass(TimeSpan.FromMinutes(6));
        Assert.Contains(_world.Phones.Placed, placed => placed.Attempt.Call == strange.Id);
    }

    [Fact]
    public void Storage_that_is_down_loses_no_alarm()
    {
        var call = _world.Take(DeskWorld.Lead() with { AnswerWhen = AnswerWhen.Recorded });
        _world.Storage.Hooks.Before = _ => throw new StorageException(StorageProblem.Unavailable, "503");
        Assert.Throws<StorageUnavailableException>(() => Ring(new Alarm(DeskWorld.AccountId, call.Id, 1)));
        _world.Storage.Hooks.Before = null;
        _world.DeliverAlarms();
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_call_that_is_not_placed_in_its_time_expires()
    {
        _world.Line.Readying = _ => Task.FromResult<DialReadiness.NotReady?>(new(CallOutcome.LineUnavailable));
        var call = _world.Take(DeskWorld.Lead() with { ExpiresAt = _world.Now + TimeSpan.FromMinutes(20) });
        _world.Pass(TimeSpan.FromMinutes(21));
        Assert.Equal((CallState.Ended, CallOutcome.Expired), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        Assert.Equal((0, 0), (_world.Waiting(), _world.OpenRows()));
    }

    [Fact]
    public void Agents_who_do_not_answer_are_tried_by_the_schedule_and_then_it_is_over()
    {
        _world.Line.Sending = dial =>
        {
            _world.Phones.End(_world.Phones.Place(dial.Attempt, dial.Order).Attempt);
            return Task.FromResult(DeskWorld.Refuse(CallOutcome.AgentBusy));
        };
        var call = _world.Take(DeskWorld.Lead());
        var started = _world.Now;
        _world.Pass(TimeSpan.FromHours(3));
        Assert.Equal(5, _world.Phones.Placed.Count);
        Assert.Equal((CallState.Ended, CallOutcome.AgentBusy), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        var waits = _world.Read(call.Id).Attempts.Zip(_world.Read(call.Id).Attempts.Skip(1), (a, b) => b.StartedAt - a.StartedAt).ToArray();
        TimeSpan[] ordered = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)];
        for (var i = 0; i < waits.Length; i++)
            Assert.InRange(waits[i], ordered[i], (ordered[i] * 1.1) + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void An_uncertain_attempt_that_was_never_placed_is_dialled_again()
    {
        var call = Uncertain(placed: false);
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(new AttemptId(call.Id, 2), Assert.Single(_world.Phones.Placed).Attempt);
    }

    [Fact]
    public void An_uncertain_attempt_that_is_live_is_left_alone()
    {
        var call = Uncertain(placed: true);
        _world.Pass(TimeSpan.FromMinutes(2));
        Assert.IsType<LookUp.Live>(_world.Read(call.Id).Latest!.Found);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void An_uncertain_attempt_that_is_over_goes_on_by_how_it_ended()
    {
        var call = Uncertain(placed: true);
        _world.Phones.End(new AttemptId(call.Id, 1));
        _world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(CallState.Scheduled, _world.Read(call.Id).State);
        _world.Pass(TimeSpan.FromMinutes(7));
        Assert.Equal(2, _world.Phones.Placed.Count);
    }

    [Theory]
    [InlineData(LineCapabilities.None, 1)]
    [InlineData(LineCapabilities.ReportsProgress, 3)]
    [InlineData(LineCapabilities.ReportsEnd, 130)]
    public void An_uncertain_attempt_of_which_nothing_can_tell_ends_as_unknown(LineCapabilities can, int minutes)
    {
        _world.Line.Capabilities = can;
        var call = Uncertain(placed: true);
        if (minutes > 1)
            _world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(CallState.Dialing, _world.Read(call.Id).State);
        _world.Pass(TimeSpan.FromMinutes(minutes));
        Assert.Equal((CallState.Ended, CallOutcome.Unknown), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        _world.Pass(TimeSpan.FromHours(2));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void An_uncertain_attempt_is_dialled_again_where_the_account_says_so()
    {
        _world.Line.Capabilities = LineCapabilities.ReportsProgress;
        Uncertain(placed: false, DeskWorld.Lead() with { WhenUncertain = UncertainRule.Redial });
        _world.Pass(TimeSpan.FromMinutes(4));
        Assert.Single(_world.Phones.Placed);
    }

    /// <summary>The rule is given with the click-to-call's line; an order may name another, of which nothing is ever heard.</summary>
    [Fact]
    public void A_line_that_can_tell_nothing_is_not_dialled_again_whatever_the_order_says()
    {
        _world.Line.Capabilities = LineCapabilities.None;
        var call = Uncertain(placed: true, DeskWorld.Lead() with { WhenUncertain = UncertainRule.Redial });
        _world.Pass(TimeSpan.FromHours(3));
        Assert.Equal((CallState.Ended, CallOutcome.Unknown), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        Assert.Single(_world.Phones.Placed);
    }

    [Theory]
    [InlineData(LineCapabilities.None, 3)]
    [InlineData(LineCapabilities.ReportsEnd, 130)]
    public void An_accepted_call_of_which_nothing_is_told_ends_as_unknown_and_is_never_repeated(LineCapabilities can, int minutes)
    {
        _world.Line.Capabilities = can;
        var call = _world.Take(DeskWorld.Lead());
        _world.Pass(TimeSpan.FromMinutes(minutes));
        Assert.Equal((CallState.Ended, CallOutcome.Unknown), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
        _world.Pass(TimeSpan.FromHours(2));
        Assert.Single(_world.Phones.Placed);
        Assert.Equal(0, _world.Waiting());
    }

    [Fact]
    public void Silence_on_a_line_that_reports_progress_is_no_answer()
    {
        _world.Line.Capabilities = LineCapabilities.ReportsProgress;
        var call = _world.Take(DeskWorld.Lead() with { Retry = RetrySchedule.None });
        _world.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal((CallState.Ended, CallOutcome.AgentNoAnswer), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
    }

    [Fact]
    public void A_bridged_call_whose_end_is_never_told_ends_as_answered()
    {
        _world.Line.Capabilities = LineCapabilities.ReportsProgress;
        var call = _world.Take(DeskWorld.Lead());
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second));
        _world.Pass(TimeSpan.FromHours(2));
        Assert.Equal(CallState.Connected, _world.Read(call.Id).State);
        _world.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal((CallState.Ended, CallOutcome.Answered), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
    }

    [Fact]
    public void A_call_that_its_line_did_not_take_waited_for_its_end_without_a_try()
    {
        _world.Line.Readying = _ => Task.FromResult<DialReadiness.NotReady?>(new(CallOutcome.AgentOffline));
        var call = _world.Take(DeskWorld.Lead("a") with { MaxAge = TimeSpan.FromMinutes(20) });
        _world.Pass(TimeSpan.FromMinutes(10)); // The fourth try would come a quarter of an hour after the third, too late.
        Assert.Equal((3, CallOutcome.Expired), (_world.Read(call.Id).Attempts.Length, _world.Read(call.Id).Outcome));
    }

    [Fact]
    public void A_line_that_never_tells_anything_was_dialled_again_all_day()
    {
        _world.Line.Capabilities = LineCapabilities.ReportsProgress;
        _world.Line.Sending = dial => { _world.Line.Accept(dial); return Task.FromResult<DialResult>(new DialResult.Uncertain("504")); };
        var call = _world.Take(DeskWorld.Lead() with { WhenUncertain = UncertainRule.Redial });
        _world.Pass(TimeSpan.FromHours(3));
        Assert.Equal(6, _world.Phones.Placed.Count);
        Assert.Equal((CallState.Ended, CallOutcome.Unknown), (_world.Read(call.Id).State, _world.Read(call.Id).Outcome));
    }
}
