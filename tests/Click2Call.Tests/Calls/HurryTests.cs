using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Orders;
using Click2Call.Storage.Rest;
using Click2Call.Tests.Accounts.Hours;

namespace Click2Call.Tests.Calls;

/// <summary>
/// A person who asks to be called now joins a call of theirs that waits, and used to wait with it: for the morning, or for the
/// next try of a schedule, with agents free.
/// </summary>
public sealed class HurryTests
{
    private readonly DeskWorld _world = new(hasLists: true);

    [Fact]
    public void Who_asks_for_now_is_called_now_although_an_earlier_lead_waits_for_the_morning()
    {
        GoTo("2026-11-20 20:30"); // 22:30 in Jerusalem
        var lead = _world.Take(DeskWorld.Lead("crm") with { Front = "hubspot" });
        Assert.Equal(CallState.Scheduled, lead.State);
        _world.Pass(TimeSpan.FromMinutes(5));
        var joined = Ask("form-1");
        Assert.Equal((lead.Id, PlacedHow.Joined), (joined.Answer.Id, joined.How));
        Assert.Equal("Thank you. We are looking for someone to talk to you.", VisitorWords.Of(joined.Answer.Call));
        _world.Pass(TimeSpan.FromSeconds(2), sweep: false);
        Assert.Equal(lead.Id, Assert.Single(_world.Phones.Placed).Attempt.Call);

        // They asked for one call: what follows it waits for the morning again.
        FailAgent(lead.Id, 1);
        Assert.InRange(_world.Read(lead.Id).NextTryAt!.Value, Office.Utc("2026-11-21 06:00"), Office.Utc("2026-11-21 06:15"));
    }

    [Fact]
    public void Who_asks_again_between_two_tries_does_not_wait_for_the_schedule()
    {
        var call = _world.Take(DeskWorld.Lead("first"));
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            FailAgent(call.Id, attempt);
            _world.Pass(_world.Read(call.Id).NextTryAt!.Value - _world.Now + TimeSpan.FromSeconds(12));
        }

        FailAgent(call.Id, 4);
        Assert.True(_world.Read(call.Id).NextTryAt > _world.Now.AddMinutes(10));
        Assert.Equal(PlacedHow.Joined, Ask("second").How);
        _world.Pass(TimeSpan.FromSeconds(2), sweep: false);
        Assert.Equal(5, _world.Phones.Placed.Count);

        // And the schedule begins anew, as it does for whoever asks for the first time.
        FailAgent(call.Id, 5);
        Assert.InRange(_world.Read(call.Id).NextTryAt!.Value - _world.Now, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(66));
    }

    /// <summary>At night, too: the second agent of the group waited for the morning.</summary>
    [Fact]
    public void Who_asks_for_now_has_the_whole_group_rung()
    {
        var bench = new HuntBench();
        bench.World.Clock.Advance(Office.Utc("2026-11-20 20:30") - bench.World.Now);
        var call = bench.World.Take(HuntBench.Lead() with { Front = "hubspot" });
        Assert.Equal(CallState.Scheduled, call.State);
        bench.World.Pass(TimeSpan.FromMinutes(5));
        bench.World.Take(HuntBench.Lead() with { AskedForNow = true, Key = new OrderKey("form", "again", null) });
        bench.World.Pass(TimeSpan.FromSeconds(2), sweep: false);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            bench.World.Hear(call.Id, attempt, bench.World.Ends(LegPosition.First, EndCause.Busy));
            bench.World.Pass(TimeSpan.FromSeconds(1), sweep: false);
        }

        Assert.Equal(["101", "102", "104"], bench.Rung());
        Assert.InRange(bench.World.Read(call.Id).NextTryAt!.Value, Office.Utc("2026-11-21 06:00"), Office.Utc("2026-11-21 06:15"));
    }

    [Fact]
    public void A_call_that_rings_or_is_over_is_not_hurried()
    {
        var call = _world.Take(DeskWorld.Lead("first"));
        Ask("second");
        _world.Pass(TimeSpan.FromSeconds(5), sweep: false);
        Assert.Single(_world.Phones.Placed);
        Assert.Null(_world.Read(call.Id).HurriedAt);
    }

    [Fact]
    public void Outside_opening_hours_there_is_nothing_to_hurry()
    {
        _world.Account = _world.Account with
        {
            ClickToCalls = [_world.Account.ClickToCalls[0] with { Hours = Office.Of("Asia/Jerusalem", "sun-thu 09:00-17:00") }],
        };
        GoTo("2026-11-20 15:00"); // A Friday.
        var call = _world.Take(DeskWorld.Lead("crm"));
        var before = _world.Read(call.Id);
        Assert.Equal(before.NextTryAt, Ask("form").Answer.Call.NextTryAt);
        Assert.Equal(before.ExpiresAt, _world.Read(call.Id).ExpiresAt);
    }

    /// <summary>Else a form that anybody may send rings a number as often as it is sent.</summary>
    [Fact]
    public void To_hurry_counts_as_a_call()
    {
        _world.Account = _world.Account with { ClickToCalls = [_world.Account.ClickToCalls[0] with { Limits = new CallLimits(2, 0, 0) }] };
        var call = _world.Take(DeskWorld.Lead("first"));
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            FailAgent(call.Id, attempt);
            _world.Pass(_world.Read(call.Id).NextTryAt!.Value - _world.Now + TimeSpan.FromSeconds(12));
        }

        FailAgent(call.Id, 3);
        Ask("second");
        _world.Pass(TimeSpan.FromSeconds(2), sweep: false);
        Assert.Equal(4, _world.Phones.Placed.Count);
        FailAgent(call.Id, 4);
        var waits = _world.Read(call.Id).NextTryAt;
        Assert.Equal(PlacedHow.Joined, Ask("third").How);
        _world.Pass(TimeSpan.FromSeconds(2), sweep: false);
        Assert.Equal((4, waits), (_world.Phones.Placed.Count, _world.Read(call.Id).NextTryAt));
    }

    /// <summary>The write may have been done although its reply is lost: whoever is told of an error is not rung.</summary>
    [Fact]
    public void Who_has_joined_is_told_no_error_when_the_hurry_cannot_be_written()
    {
        GoTo("2026-11-20 20:30");
        var lead = _world.Take(DeskWorld.Lead("crm"));
        var puts = 0;
        _world.Storage.Hooks.Before = step =>
        {
            if (step.Name != "call-alarms")
                return default;
            puts++;
            throw new StorageException(StorageProblem.Unavailable, "503");
        };
        var joined = Assert.IsType<PlaceResult.Placed>(_world.Place(DeskWorld.Lead("form") with { AskedForNow = true }));
        Assert.Equal((lead.Id, PlacedHow.Joined, CallState.Scheduled), (joined.Answer.Id, joined.How, joined.Answer.Call.State));
        Assert.True(puts > 0, "It was not tried.");
    }

    [Fact]
    public void The_same_form_sent_twice_hurries_nothing()
    {
        GoTo("2026-11-20 20:30");
        var call = _world.Take(DeskWorld.Lead("one"));
        Assert.Equal(PlacedHow.Replayed, Ask("one").How);
        Assert.Null(_world.Read(call.Id).HurriedAt);
    }

    private PlaceResult.Placed Ask(string key)
    {
        _world.Pass(TimeSpan.FromSeconds(1), sweep: false);
        return Assert.IsType<PlaceResult.Placed>(_world.Place(DeskWorld.Lead(key) with { AskedForNow = true }));
    }

    private void FailAgent(CallId id, int attempt) => _world.Hear(id, attempt, _world.Rings(LegPosition.First), _world.Ends(LegPosition.First, EndCause.NoAnswer));

    private void GoTo(string utc) => _world.Clock.Advance(Office.Utc(utc) - _world.Now);
}
