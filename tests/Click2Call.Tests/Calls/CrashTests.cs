using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Rest;
using Click2Call.Tests.Accounts.Hours;

namespace Click2Call.Tests.Calls;

/// <summary>The table "What a crash leaves": a worker dies at each step, and another goes on.</summary>
public sealed class CrashTests
{
    private readonly DeskWorld _world = new();

    private Task<PlaceResult> DieAt(CallStep at, CallOrder? order = null)
    {
        _world.OnStep = (step, _) => new ValueTask(step == at ? DeskWorld.Death : Task.CompletedTask);
        var placing = DeskWorld.Start(() => _world.Centre.Desk.Place(order ?? DeskWorld.Lead()));
        Assert.False(placing.IsCompleted);
        _world.OnStep = null;
        return placing;
    }

    [Theory]
    [InlineData(CallStep.IntentReserved)]
    [InlineData(CallStep.AlarmSet)]
    public void Before_the_commit_a_retry_goes_on_under_the_same_id_and_rings_once(CallStep step)
    {
        DieAt(step);
        var reserved = CallId.Parse(_world.Run(() => _world.Intents.Query(null, null, null, null, default)).Rows[0].GetString("Call")!);
        Assert.IsType<PlaceResult.Busy>(_world.Place(DeskWorld.Lead(), _world.NewWorker()));
        _world.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal(reserved, _world.Take(DeskWorld.Lead(), _world.NewWorker()).Id);
        _world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(reserved, Assert.Single(_world.Phones.Placed).Attempt.Call);
    }

    [Fact]
    public void An_alarm_without_a_row_is_dropped_after_ten_minutes_and_nothing_rings()
    {
        DieAt(CallStep.AlarmSet);
        _world.Pass(TimeSpan.FromMinutes(9));
        Assert.Equal(1, _world.Waiting());
        _world.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(0, _world.Waiting());
        Assert.Empty(_world.Phones.Placed);
    }

    [Fact]
    public void After_the_commit_and_before_the_send_a_line_that_keeps_its_history_lets_it_ring()
    {
        DieAt(CallStep.Committed);
        Assert.IsType<PlaceResult.Busy>(_world.Place(DeskWorld.Lead(), _world.NewWorker()));
        _world.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(2, Assert.Single(_world.Phones.Placed).Attempt.Number);
    }

    [Theory]
    [InlineData(CallStep.Committed)]
    [InlineData(CallStep.Sent)]
    public void After_the_commit_a_line_that_tells_nothing_leaves_it_unknown_and_never_rings_again(CallStep step)
    {
        _world.Line.Capabilities = LineCapabilities.None;
        DieAt(step);
        _world.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal((CallState.Ended, CallOutcome.Unknown), (_world.Only().State, _world.Only().Outcome));
        Assert.Equal(step == CallStep.Sent ? 1 : 0, _world.Phones.Placed.Count);
        Assert.Equal(CallOutcome.Unknown, _world.Take(DeskWorld.Lead()).Outcome);
        Assert.Equal(0, _world.Waiting());
    }

    [Fact]
    public void A_reply_that_was_received_and_not_written_is_repaired_by_an_event()
    {
        DieAt(CallStep.Sent);
        var call = _world.Only();
        _world.Hear(call.Id, 1, _world.Rings(LegPosition.First));
        Assert.Equal(CallState.Ringing, _world.Read(call.Id).State);
        Assert.Equal(call.Id, _world.Take(DeskWorld.Lead()).Id);
    }

    [Fact]
    public void A_reply_that_was_received_and_not_written_is_repaired_by_a_look_up()
    {
        DieAt(CallStep.Sent);
        _world.Pass(TimeSpan.FromMinutes(4), sweep: false);
        Assert.IsType<LookUp.Live>(_world.Only().Latest!.Found);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void An_answer_that_was_lost_is_given_again()
    {
        DieAt(CallStep.ResultWritten, DeskWorld.Direct("k"));
        var answer = Assert.IsType<PlaceResult.Placed>(_world.Place(DeskWorld.Direct("k")));
        Assert.Equal(PlacedHow.Replayed, answer.How);
        Assert.Equal(_world.Phones.Placed[0].ProviderId, answer.Answer.ProviderCallId);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void The_first_worker_that_comes_back_after_a_take_over_does_not_ring()
    {
        // It stands still between its alarm and its commit.
        var thaw = new TaskCompletionSource();
        _world.OnStep = (step, _) => new ValueTask(step == CallStep.AlarmSet ? thaw.Task : Task.CompletedTask);
        var first = DeskWorld.Start(() => _world.Centre.Desk.Place(DeskWorld.Lead()));
        _world.OnStep = null;
        _world.Pass(TimeSpan.FromSeconds(31));
        var call = _world.Take(DeskWorld.Lead(), _world.NewWorker());
        DeskWorld.Start(() => { thaw.SetResult(); return 0; });
        var answer = Assert.IsType<PlaceResult.Placed>(_world.Finish(first));
        Assert.Equal((call.Id, PlacedHow.Replayed), (answer.Answer.Id, answer.How));
        Assert.Single(_world.Phones.Placed);
    }

    [Theory]
    [InlineData(CallStep.AlarmSet)]
    [InlineData(CallStep.Committed)]
    public void A_frozen_worker_does_not_ring_when_it_thaws_and_the_alarm_does(CallStep step)
    {
        var thaw = new TaskCompletionSource();
        _world.OnStep = (at, _) => new ValueTask(at == step ? thaw.Task : Task.CompletedTask);
        var placing = DeskWorld.Start(() => _world.Centre.Desk.Place(DeskWorld.Lead()));
        _world.OnStep = null;
        DeskWorld.Start(() => { _world.Clock.Advance(TimeSpan.FromSeconds(110)); thaw.SetResult(); return 0; });
        Assert.Equal(CallState.Scheduled, Assert.IsType<PlaceResult.Placed>(_world.Finish(placing)).Answer.State);
        Assert.Empty(_world.Phones.Placed);
        _world.Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(2, Assert.Single(_world.Phones.Placed).Attempt.Number);
    }

    [Fact]
    public void A_worker_that_stood_still_after_its_reservation_gives_way()
    {
        _world.Line.Readying = async _ =>
        {
            await Task.Delay(TimeSpan.FromSeconds(21), _world.Clock);
            return null;
        };
        Assert.IsType<PlaceResult.Busy>(_world.Place(DeskWorld.Lead()));
        Assert.Empty(_world.Phones.Placed);
        Assert.Equal(0, _world.Waiting());
    }

    [Theory]
    [InlineData("Table.Submit Intents", 1, typeof(PlaceResult.Unavailable), 0)]
    [InlineData("Queue.Put call-alarms", 1, typeof(PlaceResult.Unavailable), 0)]
    [InlineData("Table.Submit Calls", 1, typeof(PlaceResult.Busy), 0)]
    [InlineData("Table.Submit Calls", 2, typeof(PlaceResult.Placed), 1)]
    public void Storage_that_is_down_at_a_step_rings_nobody_behind_an_error(string operation, int nth, Type answer, int rings)
    {
        var seen = 0;
        _world.Storage.Hooks.Before = step =>
        {
            if ($"{step.Operation} {step.Name}" == operation)
                seen++;
            return seen >= nth ? throw new StorageException(StorageProblem.Unavailable, "503") : default;
        };
        Assert.IsType(answer, _world.Place(DeskWorld.Lead()));
        Assert.Equal(rings, _world.Phones.Placed.Count);
        _world.Storage.Hooks.Before = null;
        _world.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(rings, _world.Phones.Placed.Count);
        _world.Take(DeskWorld.Lead());
        Assert.Single(_world.Phones.Placed);
    }

    [Theory]
    [InlineData("Table.Submit Intents", 1)]
    [InlineData("Queue.Put call-alarms", 1)]
    [InlineData("Table.Submit Calls", 1)]
    [InlineData("Table.Submit Calls", 2)]
    public void A_lost_reply_of_storage_at_a_step_rings_at_most_once_and_loses_nothing(string operation, int nth)
    {
        var seen = 0;
        _world.Storage.Hooks.After = step => $"{step.Operation} {step.Name}" == operation && ++seen == nth
            ? throw new StorageException(StorageProblem.Unavailable, "The reply is lost.")
            : default;
        var result = _world.Place(DeskWorld.Lead());
        if (result is not PlaceResult.Placed)
        {
            Assert.Empty(_world.Phones.Placed);
            _world.Pass(TimeSpan.FromSeconds(31));
            _world.Take(DeskWorld.Lead());
        }

        _world.Pass(TimeSpan.FromSeconds(30));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_lead_that_took_a_dead_requests_place_was_as_old_as_that_one_and_expired_at_once()
    {
        // The first worker dies between its reservation and its commit; the CRM sends the lead again, of which half is left.
        var lead = DeskWorld.Lead("event") with { AnswerWhen = AnswerWhen.RecordedFirst, MaxAge = TimeSpan.FromMinutes(30) };
        _world.OnStep = (step, _) => new ValueTask(step == CallStep.IntentReserved ? DeskWorld.Death : Task.CompletedTask);
        DeskWorld.Start(() => _world.Centre.Desk.Place(lead));
        _world.OnStep = null;
        _world.Pass(TimeSpan.FromMinutes(16));
        var call = _world.Take(lead with { MaxAge = TimeSpan.FromMinutes(14) }, _world.NewWorker());
        Assert.True(call.CreatedAt < _world.Now.AddMinutes(-15), "It goes on under the id of the request that died.");
        Assert.InRange(call.ExpiresAt, _world.Now.AddMinutes(13.9), _world.Now.AddMinutes(14.1));
        _world.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void An_alarm_that_stood_still_in_the_evening_rang_at_night()
    {
        // 20:50 where the visitor is.
        _world.Clock.Advance(Office.Utc("2026-11-22 18:50") - _world.Now);
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.AgentBusy));
        var call = _world.Take(DeskWorld.Lead("a"));
        _world.Line.Sending = null;
        var stood = false;
        _world.Storage.Hooks.Before = step =>
        {
            if (!stood && step is { Operation: "Table.Get", Name: "Intents" })
            {
                stood = true;
                _world.Clock.Advance(TimeSpan.FromHours(5));
            }

            return default;
        };
        _world.Pass(TimeSpan.FromMinutes(2), sweep: false);
        Assert.True(stood);
        Assert.Empty(_world.Phones.Placed);
        Assert.Single(_world.Read(call.Id).Attempts);
    }
}
