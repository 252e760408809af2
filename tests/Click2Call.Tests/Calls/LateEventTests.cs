using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Tests.Calls;

/// <summary>Events under an id that no call of ours has, or none yet.</summary>
public sealed class LateEventTests
{
    private readonly DeskWorld _world = new();

    [Fact]
    public void An_event_under_an_id_that_is_not_known_yet_waits_for_its_call()
    {
        var told = new LineEvent(DeskWorld.AccountId, "main", [_world.Rings(LegPosition.First)]) { ProviderCallId = "pbx-1" };
        Assert.Equal(Heard.Waiting, _world.Run(() => _world.Centre.Events.Hear(told, default)));
        var call = _world.Take(DeskWorld.Lead());
        _world.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(CallState.Ringing, _world.Read(call.Id).State);
    }

    [Fact]
    public void An_event_that_finds_no_call_in_ten_minutes_is_kept_as_an_orphan()
    {
        var told = new LineEvent(DeskWorld.AccountId, "main", [_world.Rings(LegPosition.First)]) { ProviderCallId = "nobody's" };
        _world.Run(() => _world.Centre.Events.Hear(told, default));
        _world.Pass(TimeSpan.FromMinutes(15));
        Assert.Equal(0, _world.Run(() => _world.LateEvents.ApproximateCount(default)));
        Assert.StartsWith("x:", Assert.Single(_world.Run(() => _world.Calls.Query(null, null, null, null, default)).Rows).RowKey, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_the_host_gave_up_is_heard_a_minute_later()
    {
        var call = _world.Take(DeskWorld.Lead());
        var told = new LineEvent(DeskWorld.AccountId, "main", [_world.Rings(LegPosition.First)]) { Attempt = new AttemptId(call.Id, 1) };
        _world.Run(() => _world.Centre.PutBackLate(new LateEvent(told, 3), default));
        Assert.Equal(CallState.Dialing, _world.Read(call.Id).State);
        _world.Pass(TimeSpan.FromSeconds(61), sweep: false);
        Assert.Equal(CallState.Ringing, _world.Read(call.Id).State);
    }

    [Fact]
    public void An_event_that_the_host_gives_up_again_and_again_is_kept_as_an_orphan()
    {
        var told = new LineEvent(DeskWorld.AccountId, "main", [_world.Rings(LegPosition.First)]) { ProviderCallId = "nobody's" };
        _world.Run(() => _world.Centre.PutBackLate(new LateEvent(told, 7), default));
        Assert.Equal(0, _world.Run(() => _world.LateEvents.ApproximateCount(default)));
        Assert.StartsWith("x:", Assert.Single(_world.Run(() => _world.Calls.Query(null, null, null, null, default)).Rows).RowKey, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_was_named_before_midnight_is_found_after_it()
    {
        _world.Clock.Advance(_world.Now.UtcDateTime.Date.AddDays(1).AddSeconds(-1.5) - _world.Now.UtcDateTime);
        var told = new LineEvent(DeskWorld.AccountId, "main", [_world.Rings(LegPosition.First)]) { ProviderCallId = "pbx-1" };
        Assert.Equal(Heard.Waiting, _world.Run(() => _world.Centre.Events.Hear(told, default)));
        var call = _world.Take(DeskWorld.Direct());
        Assert.Equal(23, _world.Now.Hour);
        _world.Pass(TimeSpan.FromSeconds(3), sweep: false);
        Assert.Equal((0, CallState.Ringing), (_world.Now.Hour, _world.Read(call.Id).State));
    }

    [Fact]
    public void An_event_of_no_call_of_ours_is_looked_for_eight_times_in_twelve_minutes_and_a_half()
    {
        Dictionary<string, int> steps = [];
        _world.Storage.Hooks.Before = step =>
        {
            var name = $"{step.Operation} {step.Name}";
            steps[name] = steps.GetValueOrDefault(name) + 1;
            return default;
        };
        var told = new LineEvent(DeskWorld.AccountId, "main", [_world.Rings(LegPosition.First)]) { ProviderCallId = "nobody's" };
        _world.Run(() => _world.Centre.Events.Hear(told, default));
        _world.Pass(TimeSpan.FromMinutes(12), sweep: false);
        Assert.Equal(1, _world.Run(() => _world.LateEvents.ApproximateCount(default)));
        _world.Pass(TimeSpan.FromMinutes(1), sweep: false);
        Assert.Equal((9, 7, 1), (steps["Table.Get Calls"], steps["Queue.Put late-events"], steps["Table.Upsert Calls"]));
    }
}
