using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Calls;

public sealed class ThrottleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(49)]
    public async Task Fifty_racing_requests_never_exceed_it(int throttle)
    {
        var exchange = new Exchange(throttle);
        await exchange.Create();
        Interleave(exchange);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(visitor => Task.Run(() => exchange.Centre.Desk.Place(Exchange.Order(visitor)))));

        var placed = results.OfType<PlaceResult.Placed>().ToList();
        Assert.Equal(throttle, exchange.Most);
        Assert.Equal(throttle, placed.Count);
        Assert.Equal(throttle, await exchange.Held());
        foreach (var refused in results.OfType<PlaceResult.Refused>())
            Assert.Equal((CallOutcome.Throttled, RefusalReason.Throttle), (refused.Refusal.Outcome, refused.Refusal.Reason));
        Assert.Equal(50 - throttle, results.OfType<PlaceResult.Refused>().Count());

        // Waves of hanging up and calling again, all at once.
        var visitors = 50;
        for (var wave = 0; wave < 3; wave++)
        {
            var more = await Task.WhenAll(placed
                .Select(call => Task.Run(async () =>
                {
                    await exchange.HangUp(call.Answer.Call);
                    return (PlaceResult)call;
                }))
                .Concat(Enumerable.Range(visitors, 20).Select(visitor => Task.Run(() => exchange.Centre.Desk.Place(Exchange.Order(visitor))))));
            visitors += 20;
            placed = [.. more.OfType<PlaceResult.Placed>().Except(placed)];
            Assert.Equal(throttle, exchange.Most);
            Assert.Equal(placed.Count, await exchange.Held());
        }
    }

    [Fact]
    public async Task A_hung_up_call_makes_room_at_once()
    {
        var exchange = new Exchange(1);
        await exchange.Create();
        var first = Assert.IsType<PlaceResult.Placed>(await exchange.Centre.Desk.Place(Exchange.Order(1)));
        Assert.IsType<PlaceResult.Refused>(await exchange.Centre.Desk.Place(Exchange.Order(2)));
        await exchange.HangUp(first.Answer.Call);
        Assert.Equal(0, await exchange.Held());
        Assert.IsType<PlaceResult.Placed>(await exchange.Centre.Desk.Place(Exchange.Order(2)));
    }

    [Fact]
    public async Task A_refused_dial_makes_room_at_once()
    {
        var exchange = new Exchange(1) { Result = new DialResult.Refused(CallOutcome.AgentBusy) };
        await exchange.Create();
        Assert.Equal(CallOutcome.AgentBusy, Assert.IsType<PlaceResult.Refused>(await exchange.Centre.Desk.Place(Exchange.Order(1))).Refusal.Outcome);
        Assert.Equal(0, await exchange.Held());
    }

    [Fact]
    public async Task A_throttled_order_is_in_the_history_and_was_not_dialled()
    {
        var exchange = new Exchange(1);
        await exchange.Create();
        await exchange.Centre.Desk.Place(Exchange.Order(1));
        var refused = Assert.IsType<PlaceResult.Refused>(await exchange.Centre.Desk.Place(Exchange.Order(2)));
        var call = await exchange.Centre.Desk.Find("acme", refused.Refusal.CallId!.Value, Exchange.None);
        Assert.Equal((CallState.Ended, CallOutcome.Throttled), (call!.State, call.Outcome));
        Assert.Equal(1, exchange.Dials);
    }

    [Fact]
    public async Task The_same_key_gets_the_same_refusal()
    {
        var exchange = new Exchange(1);
        await exchange.Create();
        await exchange.Centre.Desk.Place(Exchange.Order(1));
        var order = Exchange.Order(2) with { Key = new OrderKey("api", "k", "f") };
        var refused = Assert.IsType<PlaceResult.Refused>(await exchange.Centre.Desk.Place(order));
        Assert.Equal(refused, await exchange.Centre.Desk.Place(order));
    }

    [Theory]
    [InlineData(CallStep.AlarmSet)]
    [InlineData(CallStep.Committed)]
    [InlineData(CallStep.Sent)]
    public async Task A_crash_does_not_leak_a_slot(CallStep step)
    {
        var exchange = new Exchange(1);
        await exchange.Create();
        exchange.Steps.Step = step;
        await Assert.ThrowsAsync<OperationCanceledException>(() => exchange.Centre.Desk.Place(Exchange.Order(1)));
        exchange.Steps.Step = null;
        Assert.Equal(1, await exchange.Held());

        // While it may ring, nobody else may.
        exchange.Time.Advance(CallTiming.SlotReclaim / 2);
        Assert.Equal(RefusalReason.Throttle, Assert.IsType<PlaceResult.Refused>(await exchange.Centre.Desk.Place(Exchange.Order(2))).Refusal.Reason);

        // Its alarm, or the lack of its row, gives the slot back.
        for (var minutes = 0; minutes < 180; minutes++)
        {
            exchange.Time.Advance(TimeSpan.FromMinutes(1));
            await RingAlarms(exchange);
        }

        Assert.IsType<PlaceResult.Placed>(await exchange.Centre.Desk.Place(Exchange.Order(3)));
        Assert.Equal(1, await exchange.Held());
    }

    [Fact]
    public async Task A_slot_that_could_not_be_given_back_is_reclaimed()
    {
        var exchange = new Exchange(1);
        await exchange.Create();
        var first = Assert.IsType<PlaceResult.Placed>(await exchange.Centre.Desk.Place(Exchange.Order(1)));
        exchange.Storage.Hooks.Before = step => step is { Operation: "Table.Delete", Name: SlotTable.TableName }
            ? throw new StorageException(StorageProblem.Unavailable, "503")
            : ValueTask.CompletedTask;
        await exchange.HangUp(first.Answer.Call);
        exchange.Storage.Hooks.Before = null;
        Assert.Equal(1, await exchange.Held());
        exchange.Time.Advance(CallTiming.SlotReclaim + TimeSpan.FromSeconds(1));
        Assert.IsType<PlaceResult.Placed>(await exchange.Centre.Desk.Place(Exchange.Order(2)));
    }

    [Fact]
    public async Task A_lost_reply_does_not_take_two()
    {
        var exchange = new Exchange(2);
        await exchange.Create();
        exchange.Storage.Hooks.After = step => step is { Operation: "Table.Insert", Name: SlotTable.TableName }
            ? throw new StorageException(StorageProblem.Unavailable, "The reply is lost.")
            : ValueTask.CompletedTask;
        Assert.IsType<PlaceResult.Placed>(await exchange.Centre.Desk.Place(Exchange.Order(1)));
        Assert.Equal(1, await exchange.Held());
    }

    [Fact]
    public async Task A_lead_waits_for_its_turn()
    {
        var exchange = new Exchange(1);
        await exchange.Create();
        var first = Assert.IsType<PlaceResult.Placed>(await exchange.Centre.Desk.Place(Exchange.Order(1)));
        var lead = Assert.IsType<PlaceResult.Placed>(await exchange.Centre.Desk.Place(Exchange.Order(2, CallIntent.Lead)));
        Assert.Equal(CallState.Scheduled, lead.Answer.State);
        exchange.Time.Advance(TimeSpan.FromSeconds(15));
        await RingAlarms(exchange);
        Assert.Equal(1, exchange.Dials);

        await exchange.HangUp(first.Answer.Call);
        exchange.Time.Advance(TimeSpan.FromSeconds(15));
        await RingAlarms(exchange);
        Assert.Equal(2, exchange.Dials);
        Assert.Equal(CallState.Dialing, (await exchange.Centre.Desk.Find("acme", lead.Answer.Id, Exchange.None))!.State);
        Assert.Equal(1, exchange.Most);
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_held()
    {
        var exchange = new Exchange(0);
        await exchange.Create();
        for (var visitor = 0; visitor < 5; visitor++)
            Assert.IsType<PlaceResult.Placed>(await exchange.Centre.Desk.Place(Exchange.Order(visitor)));
        Assert.Equal(0, await exchange.Held());
    }

    [Fact]
    public async Task Refusals_at_an_open_door_are_not_kept()
    {
        var exchange = new Exchange(0);
        await exchange.Create();
        exchange.Account = exchange.Account with
        {
            ClickToCalls = [exchange.Account.ClickToCalls[0] with { AuthRequired = false, Whitelist = ["^\\+1212"] }],
        };
        var refused = Assert.IsType<PlaceResult.Refused>(await exchange.Centre.Desk.Place(Exchange.Order(1)));
        Assert.Equal((RefusalReason.Whitelist, null), (refused.Refusal.Reason, refused.Refusal.CallId));
        Assert.Empty((await exchange.Centre.Desk.List(new CallQuery("acme"), Exchange.None)).Calls);
    }

    private static async Task RingAlarms(Exchange exchange)
    {
        var queue = exchange.Storage.Queue(AlarmClock.QueueName);
        await exchange.Clock.PromoteDue(exchange.Time.GetUtcNow(), Exchange.None);
        while (await queue.Receive(32, TimeSpan.FromMinutes(1), Exchange.None) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                await exchange.Centre.Alarm.Handle(AlarmClock.Read(message.Text)!, Exchange.None);
                await queue.Delete(message, Exchange.None);
            }
        }
    }

    // Every request to storage gives way to others before and after it.
    private static void Interleave(Exchange exchange)
    {
        exchange.Storage.Hooks.Before = Yield;
        exchange.Storage.Hooks.After = Yield;

        static async ValueTask Yield(StorageStep step)
        {
            for (var turns = Random.Shared.Next(3); turns > 0; turns--)
                await Task.Yield();
        }
    }
}
