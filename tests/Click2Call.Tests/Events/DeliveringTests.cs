using Click2Call.Calls;
using Click2Call.Events;
using Click2Call.Storage.Events;
using Click2Call.Storage.Rest;
using Click2Call.Testing;
using Click2Call.Tests.Calls;

namespace Click2Call.Tests.Events;

/// <summary>How deliveries fare: retries, refusals, crashes, slow receivers, receivers that never take anything.</summary>
public sealed class DeliveringTests
{
    private static readonly EventEndpoint Ended = EventWorld.Endpoint("one", CallEventType.Ended);

    [Fact]
    public void A_receiver_that_fails_is_tried_again_ever_later_for_a_day_and_then_given_up()
    {
        var world = new EventWorld(Ended) { Answer = (_, _) => new SendResult.Failed(500, "HTTP 500.") };
        world.Talk();
        world.Pass(TimeSpan.FromHours(25));
        var delivery = Assert.Single(world.To());
        Assert.Equal((DeliveryStatus.Failed, 500, "HTTP 500."), (delivery.Status, delivery.LastStatus, delivery.LastProblem));
        Assert.InRange(world.Sent.Count, 10, 16);
        var waits = world.Sent.Zip(world.Sent.Skip(1), (one, next) => (next.At - one.At).TotalSeconds).ToArray();
        Assert.InRange(waits[0], 4, 8);
        Assert.InRange(waits[1], 24, 38);
        Assert.InRange((world.Sent[^1].At - world.Sent[0].At).TotalHours, 23.9, 24.1);
        Assert.Single(world.Sent.Select(sent => sent.EventId).Distinct());
        Assert.Equal(0, world.Waiting());
    }

    [Fact]
    public void It_comes_back_and_the_event_is_delivered()
    {
        var world = new EventWorld(Ended);
        world.Answer = (_, _) => world.Sent.Count < 4 ? new SendResult.Failed(null, "Down.") : new SendResult.Done(204);
        world.Talk();
        world.Pass(TimeSpan.FromHours(1));
        Assert.Equal((DeliveryStatus.Delivered, 4, 204), (world.To()[0].Status, world.To()[0].Attempts, world.To()[0].LastStatus));
        Assert.Equal(EndpointHealth.Well, world.Health());
    }

    [Theory]
    [InlineData(1, 500, null, 4, 6)]
    [InlineData(1, 429, null, 48, 72)]
    [InlineData(1, 503, 120, 120, 120)]
    [InlineData(3, 429, 1, 96, 144)]
    [InlineData(40, 500, null, 11_520, 17_280)]
    public void Waits_are_as_the_receiver_asks_and_never_shorter_than_our_own(int attempts, int status, int? retryAfter, double least, double most)
    {
        foreach (var random in new[] { 0, 0.5, 1 })
        {
            var wait = RetryTimes.After(
                attempts, TimeSpan.Zero, new SendResult.Failed(status, "No.", retryAfter is { } s ? TimeSpan.FromSeconds(s) : null), random);
            Assert.InRange(wait!.Value.TotalSeconds, least, most);
        }
    }

    [Fact]
    public void The_last_attempt_is_at_the_end_of_the_day_however_long_the_receiver_wants_to_be_left_alone()
    {
        var failed = new SendResult.Failed(503, "No.", TimeSpan.FromDays(3));
        Assert.Equal(TimeSpan.FromHours(4), RetryTimes.After(9, TimeSpan.FromHours(20), failed, 0.5));
        Assert.Null(RetryTimes.After(9, TimeSpan.FromHours(24), failed, 0.5));
    }

    [Fact]
    public void Gone_switches_the_endpoint_off_at_once()
    {
        var world = new EventWorld(Ended) { Answer = (_, _) => new SendResult.Gone(410) };
        world.Talk();
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((DeliveryStatus.Failed, 410), (world.To()[0].Status, world.To()[0].LastStatus));
        Assert.NotNull(world.Health().SwitchedOffAt);
        Assert.Contains("410", world.Health().Reason, StringComparison.Ordinal);
        world.Talk(DeskWorld.Direct("second"));
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(world.Sent);
    }

    [Fact]
    public void An_endpoint_that_takes_nothing_for_a_day_is_switched_off_with_a_reason()
    {
        var world = new EventWorld(Ended) { Answer = (_, _) => new SendResult.Failed(500, "HTTP 500.") };
        for (var call = 0; call < EndpointWatch.GivenUpInARow; call++)
            world.Talk(DeskWorld.Direct($"k{call}"));
        world.Pass(TimeSpan.FromHours(23));
        Assert.Null(world.Health().SwitchedOffAt);
        Assert.NotNull(world.Health().FailingSince);
        world.Pass(TimeSpan.FromHours(2));
        Assert.NotNull(world.Health().SwitchedOffAt);
        Assert.Contains("HTTP 500", world.Health().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_call_in_a_day_is_too_little_to_switch_off_for_and_one_success_clears_the_slate()
    {
        var world = new EventWorld(Ended) { Answer = (_, _) => new SendResult.Failed(500, "HTTP 500.") };
        world.Talk();
        world.Pass(TimeSpan.FromHours(25));
        Assert.Equal((1, null), (world.Health().GivenUp, world.Health().SwitchedOffAt));
        world.Answer = (_, _) => new SendResult.Done(200);
        world.Talk(DeskWorld.Direct("second"));
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(EndpointHealth.Well, world.Health());
    }

    [Fact]
    public void A_slow_receiver_does_not_delay_another()
    {
        var world = new EventWorld(EventWorld.Endpoint("slow", CallEventType.Ended), EventWorld.Endpoint("quick", CallEventType.Ended));
        var never = new TaskCompletionSource();
        world.Thinking = endpoint => endpoint.Id == "slow" ? never.Task : Task.CompletedTask;
        world.Talk();
        List<Task> handled = [];
        for (var round = 0; round < 4; round++)
        {
            foreach (var message in world.Desk.Run(() => world.Queue.Receive(8, TimeSpan.FromMinutes(5), default)))
                handled.Add(DeskWorld.Start(() => world.Events.Handle(EventQueue.Read(message.Text)!, default)));
        }

        Assert.Equal(DeliveryStatus.Delivered, Assert.Single(world.To("quick")).Status);
        Assert.Equal(DeliveryStatus.Pending, Assert.Single(world.To("slow")).Status);
        DeskWorld.Start(() => { never.SetResult(); return 0; });
        Assert.All(handled, one => Assert.True(one.IsCompletedSuccessfully));
        Assert.Equal(DeliveryStatus.Delivered, Assert.Single(world.To("slow")).Status);
    }

    [Fact]
    public void No_more_than_four_deliveries_to_one_receiver_are_under_way_in_a_process()
    {
        var world = new EventWorld(Ended);

        // One promise for each: those who wait for the same one are woken on threads of their own.
        List<TaskCompletionSource> thoughts = [];
        world.Thinking = _ =>
        {
            thoughts.Add(new TaskCompletionSource());
            return thoughts[^1].Task;
        };
        for (var call = 0; call < 6; call++)
            world.Talk(DeskWorld.Direct($"k{call}"));
        List<Task> handled = [];
        for (var round = 0; round < 3; round++)
        {
            foreach (var message in world.Desk.Run(() => world.Queue.Receive(32, TimeSpan.FromMinutes(5), default)))
                handled.Add(DeskWorld.Start(() => world.Events.Handle(EventQueue.Read(message.Text)!, default)));
        }

        Assert.Equal(4, world.Sent.Count);
        world.Thinking = null;
        foreach (var thought in thoughts)
            DeskWorld.Start(() => { thought.SetResult(); return 0; });
        Assert.All(handled, one => Assert.True(one.IsCompletedSuccessfully));
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(6, world.To().Count(delivery => delivery.Status == DeliveryStatus.Delivered));
    }

    [Theory]
    [InlineData("Queue.Put", "events-out", 1)]
    [InlineData("Queue.Put", "events-out", 2)]
    [InlineData("Table.Insert", "Deliveries", 1)]
    [InlineData("Table.Insert", "Deliveries", 2)]
    [InlineData("Table.Merge", "Deliveries", 1)]
    [InlineData("Table.Get", "Deliveries", 1)]
    [InlineData("Table.Get", "Deliveries", 2)]
    public void A_worker_that_dies_around_any_step_leaves_nothing_out(string operation, string name, int which)
    {
        foreach (var after in new[] { false, true })
        {
            var world = new EventWorld(EventWorld.Endpoint("one", CallEventType.Ended), EventWorld.Endpoint("two", CallEventType.Ended));
            var id = world.Talk();
            var count = 0;
            ValueTask Strike(StorageStep step) => count < which && step.Operation == operation && step.Name == name && ++count == which ? new(DeskWorld.Death) : default;
            world.Desk.Storage.Hooks.Before = after ? null : Strike;
            world.Desk.Storage.Hooks.After = after ? Strike : null;
            for (var round = 0; round < 4 && count < which; round++)
            {
                foreach (var message in Receive(world))
                {
                    var handling = DeskWorld.Start(() => world.Events.Handle(EventQueue.Read(message.Text)!, default));
                    if (handling.IsCompletedSuccessfully)
                        world.Desk.Run(() => world.Queue.Delete(message.MessageId, message.PopReceipt, default));
                }
            }

            Assert.Equal(which, count);
            (world.Desk.Storage.Hooks.Before, world.Desk.Storage.Hooks.After) = (null, null);

            // The message of the dead one comes back by itself.
            world.Pass(TimeSpan.FromMinutes(15));
            Assert.Equal([$"{id}-1-ended"], world.To("one").Where(one => one.Status == DeliveryStatus.Delivered).Select(one => one.EventId));
            Assert.Equal([$"{id}-1-ended"], world.To("two").Where(one => one.Status == DeliveryStatus.Delivered).Select(one => one.EventId));
            Assert.Equal(0, world.Waiting());
        }

        static IReadOnlyList<QueueMessage> Receive(EventWorld world) => world.Desk.Run(() => world.Queue.Receive(8, TimeSpan.FromSeconds(30), default));
    }

    [Fact]
    public void A_delivery_can_be_sent_again_with_the_same_id_and_body()
    {
        var world = new EventWorld(Ended) { Answer = (_, _) => new SendResult.Done(200) };
        var id = world.Talk();
        world.Pass(TimeSpan.FromSeconds(5));
        var first = Assert.Single(world.To());
        var again = world.Desk.Run(() => world.Events.Resend(DeskWorld.AccountId, first.Id, default));
        Assert.Equal((DeliveryStatus.Pending, 0), (again!.Status, again.Attempts));
        world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal([$"{id}-1-ended", $"{id}-1-ended"], world.Sent.Select(sent => sent.EventId));
        Assert.Equal(DeliveryStatus.Delivered, Assert.Single(world.To()).Status);
        Assert.Null(world.Desk.Run(() => world.Events.Resend(DeskWorld.AccountId, first.Id with { Number = 9 }, default)));
    }

    [Fact]
    public void An_endpoint_that_was_removed_or_switched_off_gets_nothing_more()
    {
        var world = new EventWorld(Ended, EventWorld.Endpoint("two", CallEventType.Ended)) { Answer = (_, _) => new SendResult.Failed(500, "No.") };
        world.Talk();
        world.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(2, world.Sent.Count);
        world.Desk.Account = world.Desk.Account with { Endpoints = [Ended with { Enabled = false }] };
        world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(2, world.Sent.Count);
        Assert.Equal((DeliveryStatus.Failed, "It is switched off."), (world.To("one")[0].Status, world.To("one")[0].LastProblem));
        Assert.Equal((DeliveryStatus.Failed, "There is no such receiver any more."), (world.To("two")[0].Status, world.To("two")[0].LastProblem));
    }

    [Fact]
    public void An_endpoint_that_this_instance_does_not_know_yet_is_waited_for()
    {
        var world = new EventWorld(Ended);
        var id = world.Talk();
        var news = Assert.Single(world.Desk.Run(() => world.Queue.Receive(8, TimeSpan.FromMinutes(5), default)));
        world.Desk.Run(() => world.Events.Handle(EventQueue.Read(news.Text)!, default));
        world.Desk.Account = world.Desk.Account with { Endpoints = [] };
        world.Pass(TimeSpan.FromSeconds(5));
        world.Desk.Account = world.Desk.Account with { Endpoints = [Ended] };
        world.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal([$"{id}-1-ended"], world.Sent.Select(sent => sent.EventId));
    }

    [Fact]
    public void What_failed_too_often_is_put_back_by_the_sweep_and_garbage_removed()
    {
        var world = new EventWorld(Ended);
        var id = world.Talk();
        var poisoned = Assert.Single(world.Desk.Run(() => world.Queue.Receive(8, TimeSpan.FromMinutes(5), default)));
        world.Desk.Run(() => world.Poison.Put(poisoned.Text, TimeSpan.Zero, null, default));
        world.Desk.Run(() => world.Poison.Put("garbage", TimeSpan.Zero, null, default));
        world.Desk.Run(() => world.Queue.Delete(poisoned.MessageId, poisoned.PopReceipt, default));
        world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal([$"{id}-1-ended"], world.Sent.Select(sent => sent.EventId));
        Assert.Equal(0, world.Desk.Run(() => world.Poison.ApproximateCount(default)));
    }

    [Fact]
    public void A_delivery_whose_message_failed_for_a_day_stayed_pending_for_ever()
    {
        var world = new EventWorld(Ended);
        world.Talk();
        world.Desk.Run(() => world.Events.Handle(Taken(world), default));
        var deliver = Assert.IsType<EventsOutMessage.Deliver>(Taken(world));
        world.Desk.Run(() => world.Poison.Put(EventQueue.Text(deliver), TimeSpan.Zero, null, default));
        DeskWorld.Start(() => { world.Desk.Clock.Advance(TimeSpan.FromHours(25)); return 0; });
        world.Desk.Run(() => world.Events.Sweep(default));
        var delivery = Assert.Single(world.To());
        Assert.Equal((DeliveryStatus.Failed, "It failed here again and again for a day."), (delivery.Status, delivery.LastProblem));
        Assert.Equal(0, world.Desk.Run(() => world.Poison.ApproximateCount(default)));
    }

    [Fact]
    public void A_sweep_takes_more_than_one_batch_of_what_failed()
    {
        var world = new EventWorld(Ended);
        world.Talk();
        var text = EventQueue.Text(Taken(world));
        for (var copies = 0; copies < 100; copies++)
            world.Desk.Run(() => world.Poison.Put(text, TimeSpan.Zero, null, default));
        world.Desk.Run(() => world.Events.Sweep(default));
        Assert.Equal((0, 100), (world.Desk.Run(() => world.Poison.ApproximateCount(default)), world.Desk.Run(() => world.Queue.ApproximateCount(default))));
    }

    private static EventsOutMessage Taken(EventWorld world)
    {
        var message = Assert.Single(world.Desk.Run(() => world.Queue.Receive(8, TimeSpan.FromMinutes(5), default)));
        world.Desk.Run(() => world.Queue.Delete(message.MessageId, message.PopReceipt, default));
        return EventQueue.Read(message.Text)!;
    }
}
