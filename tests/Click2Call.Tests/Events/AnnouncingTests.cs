using Click2Call.Calls;
using Click2Call.Events;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Rest;
using Click2Call.Tests.Calls;

namespace Click2Call.Tests.Events;

/// <summary>Which events a call has, and that each is announced before it is written and told only when it was.</summary>
public sealed class AnnouncingTests
{
    private readonly EventWorld _world = new();

    [Fact]
    public void An_answered_call_rings_twice_is_connected_and_ends()
    {
        var id = _world.Talk();
        _world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(
            [$"{id}-1-ringing-first", $"{id}-1-ringing-second", $"{id}-1-connected", $"{id}-1-ended"], _world.To().Select(delivery => delivery.EventId));
        Assert.Equal([1, 2, 3, 4], _world.To().Select(delivery => delivery.Id.Number));
        Assert.All(_world.To(), delivery => Assert.Equal((DeliveryStatus.Delivered, 200, 1), (delivery.Status, delivery.LastStatus, delivery.Attempts)));
        Assert.Equal(0, _world.Waiting());
    }

    [Fact]
    public void A_record_that_tells_all_at_once_tells_all_events_and_what_comes_after_the_end_is_an_update()
    {
        var call = _world.Take(DeskWorld.Direct());
        _world.Hear(call.Id, 1, _world.Desk.Answers(LegPosition.First), _world.Desk.Answers(LegPosition.Second), _world.Desk.Ends(LegPosition.First, EndCause.HungUp));
        _world.Hear(call.Id, 1, new Fact.Recorded(TimeSpan.FromSeconds(60), null, null, _world.Desk.Now));
        _world.Hear(call.Id, 1, new Fact.Recorded(TimeSpan.FromSeconds(60), new Uri("https://rec.example.com/1"), null, _world.Desk.Now));
        _world.Hear(call.Id, 1, new Fact.Recorded(TimeSpan.FromSeconds(60), new Uri("https://rec.example.com/1"), null, _world.Desk.Now));
        _world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(
            [$"{call.Id}-1-connected", $"{call.Id}-1-ended", $"{call.Id}-1-updated", $"{call.Id}-2-updated"], _world.To().Select(delivery => delivery.EventId));
    }

    [Fact]
    public void A_lead_that_is_tried_again_is_scheduled_between_its_attempts()
    {
        var call = _world.Take(DeskWorld.Lead());
        _world.Hear(call.Id, 1, _world.Desk.Rings(LegPosition.First));
        _world.Hear(call.Id, 1, _world.Desk.Ends(LegPosition.First, EndCause.NoAnswer));
        _world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal([$"{call.Id}-1-ringing-first", $"{call.Id}-1-scheduled"], _world.To().Select(delivery => delivery.EventId));
    }

    [Fact]
    public void An_order_for_later_is_scheduled_and_its_cancellation_ends_it()
    {
        var call = _world.Take(DeskWorld.Direct() with { NotBefore = _world.Desk.Now.AddHours(1) });
        _world.Desk.Run(() => _world.Centre.Desk.HangUp(new HangUpOrder(DeskWorld.AccountId, call.Id)));
        _world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal([$"{call.Id}-0-scheduled", $"{call.Id}-0-ended"], _world.To().Select(delivery => delivery.EventId));
    }

    [Fact]
    public void A_lost_answer_is_uncertain_and_later_ended()
    {
        _world.Desk.Line.Sending = _ => Task.FromResult<DialResult>(new DialResult.Uncertain("No answer in time."));
        var call = _world.Take(DeskWorld.Lead());
        _world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal([$"{call.Id}-1-uncertain"], _world.To().Select(delivery => delivery.EventId));
    }

    [Fact]
    public void A_refused_order_of_a_caller_with_a_key_ends_at_once()
    {
        _world.Desk.Account = _world.Desk.Account with { BlockList = [DeskWorld.Visitor] };
        _world.Desk.Place(DeskWorld.Direct(), _world.Centre);
        _world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal([CallEventType.Ended], _world.To().Select(delivery => delivery.Type));
    }

    [Fact]
    public void A_lead_that_is_written_down_and_never_dialled_is_rejected()
    {
        var now = _world.Desk.Now;
        var lead = new Call { Id = CallId.New(_world.Desk.Clock), Order = DeskWorld.Lead(), Line = "main", Seq = 0, WakeAt = now };
        var rejected = lead.Apply(new Fact.Closed(CallOutcome.NotAllowed, "It has no number that can be called.", now));
        var told = Assert.Single(CallNews.Of(null, rejected, now));
        Assert.Equal((CallEventType.Rejected, $"{lead.Id}-0-rejected"), (told.Type, told.IdIn(lead.Id)));
    }

    [Fact]
    public void Only_what_somebody_listens_to_is_announced_and_an_account_without_endpoints_pays_nothing()
    {
        _world.Desk.Account = _world.Desk.Account with { Endpoints = [EventWorld.Endpoint("one", CallEventType.Ended), EventWorld.Endpoint("off") with { Enabled = false }] };
        List<string> puts = [];
        _world.Desk.Storage.Hooks.Before = step => { if (step.Name == "events-out") puts.Add(step.Operation); return default; };
        var id = _world.Talk();
        Assert.Equal(["Queue.Put"], puts);
        Assert.Equal([CallEventType.Ended], _world.Desk.Read(id).Told.Select(told => told.Type));

        puts.Clear();
        _world.Desk.Account = _world.Desk.Account with { Endpoints = [] };
        Assert.Empty(_world.Desk.Read(_world.Talk(DeskWorld.Direct("second"))).Told);
        Assert.Empty(puts);
    }

    [Fact]
    public void With_endpoints_a_call_still_costs_four_requests_before_its_front_is_answered()
    {
        var steps = 0;
        _world.Desk.Storage.Hooks.Before = _ => { steps++; return default; };
        _world.Take(DeskWorld.Direct());
        Assert.Equal(4, steps);
    }

    [Fact]
    public void A_write_that_never_happened_is_never_told()
    {
        var call = _world.Take(DeskWorld.Direct());
        var down = false;
        _world.Desk.Storage.Hooks.Before = step => down && step.Operation == "Table.Submit"
            ? throw new StorageException(StorageProblem.Unavailable, "503") : default;
        down = true;
        Assert.Throws<StorageUnavailableException>(() => _world.Hear(call.Id, 1, _world.Desk.Rings(LegPosition.First)));
        down = false;
        Assert.Equal(1, _world.Waiting());
        _world.Pass(TimeSpan.FromMinutes(15));
        Assert.Empty(_world.Sent);
        Assert.Equal(0, _world.Waiting());
    }

    [Fact]
    public void Without_the_message_there_is_no_write()
    {
        var call = _world.Take(DeskWorld.Direct());
        _world.Desk.Storage.Hooks.Before = step => step.Name == "events-out" ? throw new StorageException(StorageProblem.Unavailable, "503") : default;
        Assert.Throws<StorageUnavailableException>(() => _world.Hear(call.Id, 1, _world.Desk.Rings(LegPosition.First)));
        _world.Desk.Storage.Hooks.Before = null;
        Assert.False(_world.Desk.Read(call.Id).Latest!.First.Seen);
    }

    [Fact]
    public void A_message_that_overtakes_its_write_waits_for_it()
    {
        var call = _world.Take(DeskWorld.Direct());
        var early = false;
        _world.Desk.Storage.Hooks.After = step =>
        {
            // The queue function is quicker than the write.
            if (step is { Operation: "Queue.Put", Name: "events-out" } && !early)
            {
                early = true;
                DeskWorld.Start(() => { _world.Drain(); return 0; });
            }

            return default;
        };
        _world.Hear(call.Id, 1, _world.Desk.Rings(LegPosition.First));
        Assert.Empty(_world.Sent);
        _world.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal([$"{call.Id}-1-ringing-first"], _world.Sent.Select(sent => sent.EventId));
    }
}
