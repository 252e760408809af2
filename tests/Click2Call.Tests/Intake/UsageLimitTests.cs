using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Orders;
using Click2Call.Storage.Rest;
using Click2Call.Tests.Calls;

namespace Click2Call.Tests.Intake;

/// <summary>How often a click-to-call may be used.</summary>
public sealed class UsageLimitTests
{
    private readonly DeskWorld _world = new(hasLists: true);
    private int _nonce;

    public UsageLimitTests() => _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.LineRefused));

    [Fact]
    public void One_number_is_called_so_often_a_day_and_again_on_the_next()
    {
        Limit(new CallLimits(2, 0, 0));
        Assert.Equal(["placed", "placed", "throttled"], [Ask(), Ask(), Ask()]);
        Assert.Equal("placed", Ask("+972547654321"));
        _world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("placed", Ask());
    }

    [Fact]
    public void One_address_asks_so_often_an_hour_and_a_network_of_IPv6_is_one_address()
    {
        Limit(new CallLimits(0, 2, 0));
        Assert.Equal(["placed", "placed", "throttled"], [Ask(from: "203.0.113.7"), Ask(from: "203.0.113.7"), Ask(from: "203.0.113.7")]);
        Assert.Equal(["placed", "placed", "throttled"], [Ask(from: "2001:db8:1:2::1"), Ask(from: "2001:db8:1:2::2"), Ask(from: "2001:db8:1:2:ffff::3")]);
        Assert.Equal("placed", Ask(from: "203.0.113.8"));
        Assert.Equal("placed", Ask(from: null));
        _world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("placed", Ask(from: "203.0.113.7"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(501)]
    public void So_many_are_called_a_day_and_not_one_more(int most)
    {
        Limit(new CallLimits(0, 0, most));
        var placed = Enumerable.Range(0, most + 5).Count(i => Ask($"+97254{7_650_000 + i}") == "placed");
        Assert.Equal(most, placed);
    }

    [Fact]
    public void A_refusal_says_when_to_come_back_and_its_repetition_is_refused_too()
    {
        Limit(new CallLimits(1, 0, 0));
        Ask();
        var order = DeskWorld.Lead("the-last");
        var refused = Assert.IsType<PlaceResult.Refused>(_world.Place(order)).Refusal;
        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Assert.Contains("tomorrow", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(CallOutcome.Throttled, _world.Read(refused.CallId!.Value).Outcome);
        Assert.Equal(refused.Detail, Assert.IsType<PlaceResult.Refused>(_world.Place(order)).Refusal.Detail);
    }

    /// <summary>Ten errors of ours were ten calls, and the lead was refused as one too many although nobody had been called.</summary>
    [Fact]
    public void A_repetition_after_an_error_of_ours_counts_once()
    {
        Limit(new CallLimits(2, 2, 2));
        _world.Storage.Hooks.Before = step => step.Name == "call-alarms" ? throw new StorageException(StorageProblem.Unavailable, "503") : default;
        var order = DeskWorld.Lead("one-form") with { AskedFrom = "203.0.113.7" };
        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<PlaceResult.Unavailable>(_world.Place(order));
            _world.Clock.Advance(TimeSpan.FromSeconds(31));
        }

        _world.Storage.Hooks.Before = null;
        _world.Take(order);
        Assert.Equal("placed", Ask(from: "203.0.113.7"));
        Assert.Equal("throttled", Ask(from: "203.0.113.7"));
    }

    [Fact]
    public void A_count_whose_reply_was_lost_counts_once()
    {
        Limit(new CallLimits(2, 0, 0));
        _world.Storage.Hooks.After = step =>
        {
            if (step is not { Operation: "Table.Submit", Name: "Intents" } || !Rows("limit:number:").Any())
                return default;
            _world.Storage.Hooks.After = null;
            throw new StorageException(StorageProblem.AlreadyExists, "Our own write, sent again.");
        };
        Assert.Equal("placed", Ask());
        Assert.Null(_world.Storage.Hooks.After);
        Assert.Equal(1, Rows("limit:number:").Single().GetInt32("Count"));
    }

    [Fact]
    public void A_repetition_counts_once()
    {
        Limit(new CallLimits(2, 0, 0));
        for (var i = 0; i < 5; i++)
            _world.Take(DeskWorld.Lead("one-form"));
        Assert.Equal("placed", Ask());
        Assert.Equal("throttled", Ask());
    }

    [Fact]
    public void Where_it_cannot_be_counted_nobody_is_called()
    {
        Limit(new CallLimits(2, 0, 0));
        _world.Storage.Hooks.Before = step => step.Name == "Intents" && step.Operation == "Table.Submit" && _world.Intents.Query(null, null, null, null, default).Result.Rows.Count > 0
            ? throw new StorageException(StorageProblem.Unavailable, "Down.")
            : ValueTask.CompletedTask;
        Assert.IsType<PlaceResult.Unavailable>(_world.Place(DeskWorld.Lead()));
        Assert.Empty(_world.Phones.Placed);
    }

    [Fact]
    public void Somebody_who_counts_at_the_same_time_is_not_overwritten()
    {
        Limit(new CallLimits(0, 0, 2));
        Ask("+972547654321");
        var once = false;
        _world.Storage.Hooks.Before = async step =>
        {
            if (once || step.Name != "Intents" || step.Operation != "Table.Submit")
                return;
            var rows = (await _world.Intents.Query(null, null, null, null, default)).Rows;
            if (rows.Count(row => row.RowKey.StartsWith("person:", StringComparison.Ordinal)) < 2)
                return;
            once = true;
            var row = rows.Single(found => found.RowKey.StartsWith("limit:day:", StringComparison.Ordinal));
            row["Count"] = 2;
            await _world.Intents.Replace(row, "*", default);
        };
        Assert.Equal("throttled", Ask());
        Assert.True(once);
    }

    [Fact]
    public void Doors_that_anybody_may_use_have_limits_when_they_say_nothing_and_orders_with_a_key_have_none()
    {
        Assert.Equal(10, Enumerable.Range(0, 12).Count(_ => Ask() == "placed"));
        _world.Account = _world.Account with { ClickToCalls = [.. _world.Account.ClickToCalls.Select(click => click with { AuthRequired = true })] };
        Assert.Equal("throttled", Ask()); // A tool's lead.
        Assert.Equal("placed", Ask(front: CallOrder.NativeFront));
    }

    private IEnumerable<TableRow> Rows(string prefix) =>
        _world.Run(() => _world.Intents.Query(null, null, null, null, default)).Rows.Where(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal));

    private void Limit(CallLimits limits) =>
        _world.Account = _world.Account with { ClickToCalls = [.. _world.Account.ClickToCalls.Select(click => click with { Limits = limits })] };

    private string Ask(string number = DeskWorld.Visitor, string? from = null, string front = "lead-form")
    {
        var order = DeskWorld.Lead($"nonce-{_nonce++}", number) with { Front = front, Lead = new Lead { Address = from } };
        return _world.Place(order) switch
        {
            PlaceResult.Placed => "placed",
            PlaceResult.Refused { Refusal.Outcome: CallOutcome.Throttled } => "throttled",
            var other => other.GetType().Name,
        };
    }

    [Fact]
    public void Refused_posts_of_strangers_filled_the_history_one_row_each()
    {
        Limit(new CallLimits(1, 0, 0));
        Ask();
        for (var i = 0; i < 20; i++)
            Assert.Equal("throttled", Ask());
        Assert.Single(_world.Run(() => _world.Log.List(new CallQuery(DeskWorld.AccountId), default)).Calls, call => call.Outcome == CallOutcome.Throttled);

        // Each day has its own first.
        _world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["placed", "throttled", "throttled"], [Ask(), Ask(), Ask()]);
        Assert.Equal(2, _world.Run(() => _world.Log.List(new CallQuery(DeskWorld.AccountId), default)).Calls.Count(call => call.Outcome == CallOutcome.Throttled));
    }

    [Fact]
    public void Come_back_tomorrow_could_never_succeed_from_the_same_page()
    {
        Limit(new CallLimits(0, 1, 0));
        Ask("+972547654321", "203.0.113.7");
        foreach (var nonce in new[] { "the-first-to-meet-it", "the-second" })
        {
            var order = DeskWorld.Lead(nonce) with { Lead = new Lead { Address = "203.0.113.7" } };
            Assert.IsType<PlaceResult.Refused>(_world.Place(order));
            _world.Clock.Advance(TimeSpan.FromHours(1));
            Assert.IsType<PlaceResult.Placed>(_world.Place(order));
        }
    }

    [Fact]
    public void Too_often_was_told_to_one_request_while_its_repetition_rang()
    {
        Limit(new CallLimits(10, 0, 0));
        _world.Line.Sending = null;
        var slow = new TaskCompletionSource();
        var first = true;
        _world.Storage.Hooks.Before = step => step is { Name: "Intents", Operation: "Table.Get" } && step.RowKey?.StartsWith("limit:", StringComparison.Ordinal) == true && first
            ? Hang()
            : ValueTask.CompletedTask;
        var hanging = DeskWorld.Start(() => _world.Centre.Desk.Place(DeskWorld.Lead("n")));
        _world.Clock.Advance(TimeSpan.FromSeconds(31));
        _world.Take(DeskWorld.Lead("n"), _world.NewWorker());
        Limit(new CallLimits(1, 0, 0));
        DeskWorld.Start(() => { slow.SetResult(); return 0; });
        Assert.IsNotType<PlaceResult.Refused>(_world.Finish(hanging));
        Assert.Single(_world.Phones.Placed);

        async ValueTask Hang()
        {
            first = false;
            await slow.Task;
        }
    }
}
