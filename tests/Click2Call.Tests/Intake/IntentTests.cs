using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Tests.Accounts.Hours;
using Click2Call.Tests.Calls;

namespace Click2Call.Tests.Intake;

/// <summary>The same request, and the same person.</summary>
public sealed class IntentTests
{
    private readonly DeskWorld _world = new();

    [Fact]
    public void The_same_key_gives_the_stored_answer()
    {
        var call = _world.Take(DeskWorld.Direct("k", "print"));
        var again = Assert.IsType<PlaceResult.Placed>(_world.Place(DeskWorld.Direct("k", "print")));
        Assert.Equal((call.Id, PlacedHow.Replayed), (again.Answer.Id, again.How));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void The_same_key_with_another_request_is_refused()
    {
        _world.Take(DeskWorld.Direct("k", "print"));
        Assert.IsType<PlaceResult.KeyReused>(_world.Place(DeskWorld.Direct("k", "other")));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_key_is_forgotten_after_a_day()
    {
        var call = _world.Take(DeskWorld.Direct("k"));
        _world.Hear(call.Id, 1, _world.Ends(LegPosition.First, EndCause.Busy));
        _world.Clock.Advance(TimeSpan.FromHours(25));
        Assert.NotEqual(call.Id, _world.Take(DeskWorld.Direct("k")).Id);
    }

    [Fact]
    public void A_refused_request_is_refused_again_with_the_same_call()
    {
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.AgentBusy));
        var first = Assert.IsType<PlaceResult.Refused>(_world.Place(DeskWorld.Direct("k")));
        _world.Line.Sending = null;
        var again = Assert.IsType<PlaceResult.Refused>(_world.Place(DeskWorld.Direct("k")));
        Assert.Equal(first.Refusal.CallId, again.Refusal.CallId);
        Assert.Empty(_world.Phones.Placed);
    }

    [Fact]
    public void While_the_dial_is_under_way_a_repeated_request_waits_and_then_is_put_off()
    {
        var answer = new TaskCompletionSource<DialResult>();
        _world.Line.Sending = dial => { _world.Line.Accept(dial); return answer.Task; };
        var first = DeskWorld.Start(() => _world.Centre.Desk.Place(DeskWorld.Direct("k")));
        var started = _world.Now;
        Assert.IsType<PlaceResult.Busy>(_world.Place(DeskWorld.Direct("k"), _world.NewWorker()));
        Assert.InRange(_world.Now - started, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        var third = DeskWorld.Start(() => _world.NewWorker().Desk.Place(DeskWorld.Direct("k")));
        DeskWorld.Start(() => { answer.SetResult(new DialResult.Accepted("x")); return 0; });
        Assert.IsType<PlaceResult.Placed>(_world.Finish(first));
        Assert.Equal(PlacedHow.Replayed, Assert.IsType<PlaceResult.Placed>(_world.Finish(third)).How);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_double_click_without_a_key_rings_once_and_a_later_order_again()
    {
        var answer = new TaskCompletionSource<DialResult>();
        _world.Line.Sending = dial => { _world.Line.Accept(dial); return answer.Task; };
        var first = DeskWorld.Start(() => _world.Centre.Desk.Place(DeskWorld.Direct()));
        Assert.IsType<PlaceResult.Busy>(_world.Place(DeskWorld.Direct(), _world.NewWorker()));
        DeskWorld.Start(() => { answer.SetResult(new DialResult.Accepted("x")); return 0; });
        var call = Assert.IsType<PlaceResult.Placed>(_world.Finish(first)).Answer;
        _world.Line.Sending = null;
        Assert.NotEqual(call.Id, _world.Take(DeskWorld.Direct()).Id);
    }

    [Fact]
    public void Two_forms_about_one_person_are_one_call_and_both_nonces_answer_with_it()
    {
        var call = _world.Take(DeskWorld.Lead("a"));
        var joined = Assert.IsType<PlaceResult.Placed>(_world.Place(DeskWorld.Lead("b")));
        Assert.Equal((call.Id, PlacedHow.Joined), (joined.Answer.Id, joined.How));
        Assert.Equal(call.Id, _world.Take(DeskWorld.Lead("b")).Id);
        Assert.Equal(call.Id, _world.Take(DeskWorld.Lead(null)).Id);
        Assert.Single(_world.Phones.Placed);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(6, false)]
    public void A_person_who_was_answered_is_not_rung_again_within_the_window(int minutesLater, bool joins)
    {
        var call = _world.Take(DeskWorld.Lead("a"));
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second), _world.Ends(LegPosition.First, EndCause.HungUp));
        _world.Clock.Advance(TimeSpan.FromMinutes(minutesLater));
        Assert.Equal(joins, call.Id == _world.Take(DeskWorld.Lead("b")).Id);
    }

    [Fact]
    public void A_person_whom_nobody_reached_is_called_again_by_the_next_form()
    {
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.LineRefused));
        var call = _world.Take(DeskWorld.Lead("a"));
        _world.Line.Sending = null;
        Assert.NotEqual(call.Id, _world.Take(DeskWorld.Lead("b")).Id);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_direct_order_never_joins()
    {
        var call = _world.Take(DeskWorld.Lead("a"));
        Assert.NotEqual(call.Id, _world.Take(DeskWorld.Direct("b")).Id);
    }

    [Fact]
    public void Two_workers_with_one_form_at_once_ring_once()
    {
        var other = _world.NewWorker();
        PlaceResult? second = null;
        _world.Storage.Hooks.After = step =>
        {
            if (step is { Operation: "Table.Submit", Name: "Intents" } && second is null)
                second = new PlaceResult.KeyReused();
            else if (second is PlaceResult.KeyReused && step.Operation == "Queue.Put")
                second = DeskWorld.Start(() => other.Desk.Place(DeskWorld.Lead())).Result;
            return default;
        };
        _world.Take(DeskWorld.Lead());
        Assert.IsType<PlaceResult.Busy>(second);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void What_the_person_told_the_second_time_was_lost_with_the_join()
    {
        var call = _world.Take(DeskWorld.Lead("a") with { Lead = new Lead { Name = "Ruth" } });
        var second = DeskWorld.Lead("b") with { Front = "crm-webhook", Lead = new Lead { Message = "Contract no. 17", Record = new CrmRecord("hubspot", "contact", "9") } };
        Assert.Equal(PlacedHow.Joined, Assert.IsType<PlaceResult.Placed>(_world.Place(second)).How);
        _world.Take(second with { Key = null });
        var joined = Assert.Single(_world.Read(call.Id).JoinedLeads);
        Assert.Equal(("crm-webhook", "Contract no. 17"), (joined.Front, joined.Lead.Message));
        Assert.Equal("9", Assert.Single(_world.Read(call.Id).Records).Id);
    }

    [Fact]
    public void Much_that_people_tell_again_and_again_does_not_outgrow_the_row()
    {
        var call = _world.Take(DeskWorld.Lead("a"));
        for (var i = 0; i < 8; i++)
            _world.Take(DeskWorld.Lead($"n{i}") with { Lead = new Lead { Message = i + new string('"', 20_000), Fields = [.. Enumerable.Range(0, 50).Select(field => new NameValue("f" + field, new string('ש', 5_000)))] } });
        Assert.Equal(Call.MostJoined, _world.Read(call.Id).JoinedLeads.Length);
        Assert.StartsWith("0\"", _world.Read(call.Id).JoinedLeads[0].Lead.Message, StringComparison.Ordinal);
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second), _world.Ends(LegPosition.First, EndCause.HungUp));
        Assert.Equal(CallOutcome.Answered, _world.Read(call.Id).Outcome);
    }

    [Fact]
    public void A_lead_that_joined_a_canceled_call_was_told_that_we_call_and_nobody_called()
    {
        _world.Line.Capabilities = LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd;
        var call = _world.Take(DeskWorld.Lead("a"));
        _world.Run(() => _world.Centre.Desk.HangUp(new HangUpOrder(DeskWorld.AccountId, call.Id)));
        Assert.IsType<PlaceResult.Busy>(_world.Place(DeskWorld.Lead("b")));
        _world.Hear(call.Id, 1, _world.Ends(LegPosition.First, EndCause.NoAnswer));
        Assert.NotEqual(call.Id, _world.Take(DeskWorld.Lead("b")).Id);
        Assert.Equal(2, _world.Phones.Placed.Count);
    }

    [Fact]
    public void A_lead_that_was_put_off_past_its_persons_row_rang_beside_a_second_one()
    {
        // Sunday evening, closed; nobody is there on Monday until it closes again, and the row was written for a day.
        _world.Clock.Advance(Office.Utc("2026-11-22 16:30") - _world.Now);
        _world.Account = _world.Account with { ClickToCalls = [_world.Account.ClickToCalls[0] with { Hours = Office.Of("Asia/Jerusalem", "sun-thu 16:00-17:00") }] };
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.AgentOffline));
        var call = _world.Take(DeskWorld.Lead("a") with { Retry = new RetrySchedule { NoAgent = [TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(40)] }, MaxAge = TimeSpan.FromHours(2) });
        _world.Pass(Office.Utc("2026-11-23 14:55") - _world.Now);
        Assert.Equal(2, _world.Read(call.Id).Attempts.Length);
        _world.Line.Sending = null;
        _world.Pass(Office.Utc("2026-11-24 14:55") - _world.Now);
        Assert.Single(_world.Phones.Placed);

        // They talk, and the CRM tells of the same person.
        _world.Hear(call.Id, _world.Read(call.Id).Latest!.Number, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second));
        Assert.Equal(PlacedHow.Joined, Assert.IsType<PlaceResult.Placed>(_world.Place(DeskWorld.Lead("b"))).How);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void The_row_of_a_call_that_was_purged_gave_its_age_to_a_new_one()
    {
        var call = _world.Take(DeskWorld.Lead("a") with { MaxAge = TimeSpan.FromDays(7) });
        _world.Hear(call.Id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second), _world.Ends(LegPosition.First, EndCause.HungUp));
        foreach (var row in _world.Run(() => _world.Calls.Query(null, null, null, null, default)).Rows)
            _world.Run(() => _world.Calls.Delete(row.PartitionKey, row.RowKey, "*", default));
        _world.Clock.Advance(TimeSpan.FromDays(3));
        var next = _world.Take(DeskWorld.Lead("b"));
        Assert.NotEqual(call.Id, next.Id);
        Assert.InRange(_world.Now - next.CreatedAt, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_lead_joined_a_call_that_was_not_dialled_any_more()
    {
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.AgentBusy));
        var call = _world.Take(DeskWorld.Lead("a") with { MaxAge = TimeSpan.FromHours(1) });
        _world.Pass(TimeSpan.FromMinutes(26)); // Four tries; the fifth would come after the hour.
        Assert.Equal((4, CallOutcome.Expired), (_world.Read(call.Id).Attempts.Length, _world.Read(call.Id).Outcome));
        _world.Line.Sending = null;
        Assert.NotEqual(call.Id, _world.Take(DeskWorld.Lead("b")).Id);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_lead_joined_a_call_that_ended_unanswered_in_that_moment()
    {
        var call = _world.Take(DeskWorld.Lead("a") with { Retry = RetrySchedule.None, Lead = new Lead { Name = "Dana" } });
        var ended = false;
        _world.Storage.Hooks.After = async step =>
        {
            // The news comes between the look at the person's call and what is done about it.
            if (ended || step is not { Operation: "Table.Get", Name: "Calls" })
                return;
            ended = true;
            await _world.Centre.Events.Hear(new LineEvent(DeskWorld.AccountId, "main", [_world.Ends(LegPosition.First, EndCause.NoAnswer)]) { Attempt = new AttemptId(call.Id, 1) }, default);
        };
        var second = _world.Take(DeskWorld.Lead("b") with { Lead = new Lead { Name = "Dana", Message = "And another thing." } }, _world.NewWorker());
        Assert.True(ended);
        Assert.NotEqual(call.Id, second.Id);
        Assert.Equal(second.Id, _world.Take(DeskWorld.Lead("b")).Id);
        Assert.Equal(2, _world.Phones.Placed.Count);
    }
}
