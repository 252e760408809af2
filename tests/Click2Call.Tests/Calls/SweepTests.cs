using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Tests.Calls;

/// <summary>The sweep has a limited time: what it cannot begin in it, the next run does.</summary>
public sealed class SweepTests
{
    private readonly DeskWorld _world = new();

    [Fact]
    public void A_sweep_with_much_to_do_ran_until_the_host_killed_it_and_all_that_it_was_dialling()
    {
        var calls = Leads(200);
        LoseAlarms();
        _world.Line.Sending = async dial =>
        {
            // A phone system that answers when the agent picks up.
            await Task.Delay(TimeSpan.FromSeconds(10), _world.Clock);
            return _world.Line.Accept(dial);
        };
        for (var runs = 1; _world.Phones.Placed.Count < calls.Count; runs++)
        {
            Assert.InRange(runs, 1, 4);
            var (before, started) = (_world.Phones.Placed.Count, _world.Now);
            _world.Run(() => _world.Centre.Sweep.Run(default));
            Assert.InRange(_world.Now - started, TimeSpan.Zero, TimeSpan.FromMinutes(4));
            Assert.True(_world.Phones.Placed.Count > before, "A run did nothing.");
        }

        Assert.Equal(calls, _world.Phones.Placed.Select(call => call.Attempt.Call).ToHashSet());
        Assert.Equal(calls.Count, _world.Phones.Placed.Count);
    }

    [Fact]
    public void A_sweep_that_missed_the_full_hour_left_old_days_out_for_another()
    {
        var call = Assert.Single(Leads(1));
        LoseAlarms();
        _world.Clock.Advance(TimeSpan.FromDays(5));
        Assert.NotEqual(0, _world.Now.Minute);
        _world.Run(() => _world.Centre.Sweep.Run(default));
        Assert.Equal(CallState.Scheduled, _world.Read(call).State);

        // The next run that there is comes an hour and a half later, not on the hour.
        _world.Clock.Advance(TimeSpan.FromMinutes(90));
        _world.Run(() => _world.Centre.Sweep.Run(default));
        Assert.Equal((CallState.Ended, CallOutcome.Expired), (_world.Read(call).State, _world.Read(call).Outcome));
    }

    private HashSet<CallId> Leads(int count) =>
        [.. Enumerable.Range(0, count).Select(i => _world.Take(DeskWorld.Lead($"n{i}", $"+97254{7_650_000 + i}") with { AnswerWhen = AnswerWhen.Recorded }).Id)];

    private void LoseAlarms()
    {
        while (_world.Run(() => _world.Alarms.Receive(32, TimeSpan.FromMinutes(5), default)) is { Count: > 0 } some)
        {
            foreach (var message in some)
                _world.Run(() => _world.Alarms.Delete(message.MessageId, message.PopReceipt, default));
        }

        Assert.Equal(0, _world.Waiting());
        DeskWorld.Start(() => { _world.Clock.Advance(TimeSpan.FromMinutes(2)); return 0; });
    }
}
