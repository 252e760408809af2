using Click2Call.Calls;
using Click2Call.Orders;
using Click2Call.Storage.Rest;

namespace Click2Call.Tests.Calls;

/// <summary>Orders that are written down first, and then dialled by whoever took them, or else by their alarm.</summary>
public sealed class RecordedFirstTests
{
    private static readonly CallOrder Order = DeskWorld.Lead() with { AnswerWhen = AnswerWhen.RecordedFirst };
    private readonly DeskWorld _world = new();

    private void Begin(Call call, CallCentre? worker = null) => _world.Run(() => (worker ?? _world.Centre).Alarm.Begin(call));

    [Fact]
    public void It_is_dialled_at_once_and_its_alarm_finds_it_done()
    {
        var call = _world.Take(Order);
        Assert.Equal(CallState.Scheduled, call.State);
        Assert.Empty(_world.Phones.Placed);
        Begin(call);
        Assert.Single(_world.Phones.Placed);
        Assert.Equal(CallState.Dialing, _world.Read(call.Id).State);
        _world.Pass(TimeSpan.FromSeconds(10));
        Assert.Single(_world.Phones.Placed);
        Assert.Equal(1, _world.Waiting());
    }

    [Fact]
    public void Whoever_took_it_and_died_leaves_it_to_the_alarm()
    {
        var call = _world.Take(Order);
        _world.Pass(TimeSpan.FromSeconds(4), sweep: false);
        Assert.Empty(_world.Phones.Placed);
        _world.Pass(TimeSpan.FromSeconds(2), sweep: false);
        Assert.Equal(call.Id, Assert.Single(_world.Phones.Placed).Attempt.Call);
    }

    [Fact]
    public void Storage_that_fails_now_is_no_error_and_the_alarm_dials()
    {
        var call = _world.Take(Order);
        _world.Storage.Hooks.Before = _ => throw new StorageException(StorageProblem.Unavailable, "Down.");
        Begin(call);
        _world.Storage.Hooks.Before = null;
        Assert.Empty(_world.Phones.Placed);
        _world.Pass(TimeSpan.FromSeconds(10), sweep: false);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void Two_who_begin_it_and_its_alarm_dial_once()
    {
        var call = _world.Take(Order);
        var other = _world.NewWorker();
        _world.OnStep = (step, _) =>
        {
            _world.OnStep = null;
            if (step == CallStep.AlarmSet)
                DeskWorld.Start(() => other.Alarm.Begin(call));
            return default;
        };
        Begin(call);
        Begin(call, other);
        _world.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void What_is_not_due_or_was_not_to_be_begun_is_left_alone()
    {
        var later = _world.Take(Order with { NotBefore = _world.Now + TimeSpan.FromHours(1) });
        var batch = _world.Take(DeskWorld.Lead("nonce-2", "+972502345679") with { AnswerWhen = AnswerWhen.Recorded });
        var waiting = _world.Waiting();
        Begin(later);
        Begin(batch);
        Assert.Empty(_world.Phones.Placed);
        Assert.Equal(waiting, _world.Waiting());
    }
}
