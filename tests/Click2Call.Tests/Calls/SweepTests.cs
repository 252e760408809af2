using Click2Call.Calls;
using Click2Call.Orders;
using Click2Call.Storage.Calls;

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

    /// <summary>The index of a day is looked at each minute while it is today or yesterday, twice an hour for a month, and then once a day.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 29)]
    [InlineData(30, 29)]
    [InlineData(31, 1440)]
    [InlineData(98, 1440)]
    public void A_call_whose_alarm_was_lost_is_found_however_old_it_is(int days, int withinMinutes)
    {
        var call = Assert.Single(Leads(1));
        LoseAlarms();
        _world.Clock.Advance(TimeSpan.FromDays(days));
        var minutes = 0;
        while (_world.Read(call).State != CallState.Ended)
        {
            Assert.InRange(++minutes, 1, withinMinutes);

            // Another process each time: nothing is remembered.
            var centre = _world.NewWorker();
            _world.Run(() => centre.Sweep.Run(default));
            _world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(CallOutcome.Expired, _world.Read(call).Outcome);
    }

    /// <summary>Two questions to storage of each account a minute are the least, one for an older day comes to it, and never thirty or a hundred at once.</summary>
    [Fact]
    public void No_sweep_looks_at_all_older_days_at_once()
    {
        var (most, all) = (0, 0);
        for (var minute = 0; minute < 1440; minute++)
        {
            var asked = 0;
            _world.Storage.Hooks.Before = step =>
            {
                asked += step is { Operation: "Table.Query", Name: CallLog.TableName } ? 1 : 0;
                return ValueTask.CompletedTask;
            };
            _world.Run(() => _world.Centre.Sweep.Run(default));
            (most, all) = (Math.Max(most, asked), all + asked);
            _world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((4, (3 * 1440) + 72), (most, all));
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
