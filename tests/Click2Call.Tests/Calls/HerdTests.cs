using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Tests.Calls;

/// <summary>A line that is down, and the calls that wait for it.</summary>
public sealed class HerdTests
{
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(8);
    private readonly DeskWorld _world = new();

    [Fact]
    public void A_thousand_that_waited_are_all_rung_once_and_never_more_at_a_time_than_the_line_may_have()
    {
        const int Most = 50;
        const int Calls = 1000;
        _world.Account = _world.Account with { Lines = [new LineSettings { Id = "main", Dialect = "fake", MaxDials = Most }] };
        var back = _world.Now + TimeSpan.FromMinutes(3);
        BreakUntil(back);
        var readied = 0;
        var (highest, tooEarly) = (0, 0);
        _world.Line.Sending = order =>
        {
            var result = _world.Line.Accept(order);
            highest = Math.Max(highest, _world.Phones.Live.Count());
            tooEarly += _world.Now < back ? 1 : 0;
            return Task.FromResult<DialResult>(result);
        };
        for (var i = 0; i < Calls; i++)
            Assert.Equal(CallState.Scheduled, _world.Take(DeskWorld.Lead($"nonce-{i}", $"+97254{7_650_000 + i}")).State);
        Assert.Empty(_world.Phones.Placed);

        Dictionary<AttemptId, DateTimeOffset> begun = [];
        for (var seconds = 0; seconds < 1800 && (_world.Phones.Placed.Count < Calls || _world.Phones.Live.Any()); seconds += 2)
        {
            readied = _world.Phones.Placed.Count;
            _world.Pass(TimeSpan.FromSeconds(2), sweep: false);
            for (; readied < _world.Phones.Placed.Count; readied++)
                begun[_world.Phones.Placed[readied].Attempt] = _world.Now;
            foreach (var call in _world.Phones.Live.Where(call => begun[call.Attempt] + Talk <= _world.Now).ToList())
                Talked(call.Attempt);
        }

        Assert.Equal(0, tooEarly);
        Assert.Equal(Calls, _world.Phones.Placed.Select(call => call.Attempt.Call).Distinct().Count());
        Assert.Equal(Calls, _world.Phones.Placed.Count);
        Assert.InRange(highest, Most / 2, Most);
        Assert.Equal(0, _world.OpenRows());
        Assert.Empty(_world.Run(() => _world.Slots.Query(null, null, null, null, default)).Rows);
    }

    [Fact]
    public void A_line_that_is_left_alone_burns_no_try_and_is_dialled_when_it_is_back()
    {
        var back = _world.Now + TimeSpan.FromMinutes(10);
        BreakUntil(back);
        var call = _world.Take(DeskWorld.Lead());
        _world.Pass(TimeSpan.FromMinutes(9));
        Assert.Empty(_world.Read(call.Id).Attempts);
        Assert.Equal(CallState.Scheduled, _world.Read(call.Id).State);

        _world.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(1, Assert.Single(_world.Phones.Placed).Attempt.Number);
    }

    [Fact]
    public void A_direct_order_is_told_at_once_that_the_line_is_down()
    {
        BreakUntil(_world.Now + TimeSpan.FromMinutes(10));
        var refused = Assert.IsType<PlaceResult.Refused>(_world.Place(DeskWorld.Direct()));
        Assert.Equal(CallOutcome.LineUnavailable, refused.Refusal.Outcome);
    }

    [Fact]
    public void Who_waits_for_a_line_expires_in_time_and_not_later()
    {
        BreakUntil(DateTimeOffset.MaxValue);
        var call = _world.Take(DeskWorld.Lead() with { ExpiresAt = _world.Now + TimeSpan.FromMinutes(30) });
        _world.Pass(TimeSpan.FromMinutes(31));
        Assert.Equal(CallOutcome.Expired, _world.Read(call.Id).Outcome);
        Assert.Empty(_world.Phones.Placed);
    }

    [Fact]
    public void A_direct_order_over_the_limit_of_its_line_is_refused_and_its_click_to_call_loses_no_slot()
    {
        _world.Account = _world.Account with
        {
            Lines = [new LineSettings { Id = "main", Dialect = "fake", MaxDials = 1 }],
            ClickToCalls = [.. _world.Account.ClickToCalls.Select(click => click with { Throttle = 2 })],
        };
        var first = _world.Take(DeskWorld.Lead());
        var refused = Assert.IsType<PlaceResult.Refused>(_world.Place(DeskWorld.Direct() with { ClickToCall = "contact" }));
        Assert.Equal(CallOutcome.Throttled, refused.Refusal.Outcome);
        Assert.Equal(2, Slots());

        _world.Phones.End(new AttemptId(first.Id, 1));
        Talked(new AttemptId(first.Id, 1));
        Assert.Equal(0, Slots());
        _world.Take(DeskWorld.Direct() with { ClickToCall = "contact" });
    }

    private int Slots() => _world.Run(() => _world.Slots.Query(null, null, null, null, default)).Rows.Count;

    private void BreakUntil(DateTimeOffset back) => _world.Line.Readying = _ => Task.FromResult(_world.Now < back
        ? new DialReadiness.NotReady(CallOutcome.LineUnavailable, "Down.") { LineBackIn = TimeSpan.FromSeconds(15) }
        : null);

    private void Talked(AttemptId attempt)
    {
        _world.Phones.End(attempt);
        _world.Hear(attempt.Call, attempt.Number, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second), _world.Ends(LegPosition.Second, EndCause.HungUp));
    }
}
