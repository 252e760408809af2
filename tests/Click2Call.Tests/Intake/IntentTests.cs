using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
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
}
