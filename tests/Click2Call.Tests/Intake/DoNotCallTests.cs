using Click2Call.Calls;
using Click2Call.Intake;
using Click2Call.Orders;
using Click2Call.Tests.Calls;

namespace Click2Call.Tests.Intake;

/// <summary>Numbers that an account does not call.</summary>
public sealed class DoNotCallTests
{
    private readonly DeskWorld _world = new(hasLists: true);

    [Fact]
    public void Leads_and_direct_orders_about_a_listed_number_are_refused_before_anything_rings()
    {
        List();
        foreach (var order in new[] { DeskWorld.Lead(), DeskWorld.Direct() })
        {
            var refused = Assert.IsType<PlaceResult.Refused>(_world.Place(order)).Refusal;
            Assert.Equal((CallOutcome.NotAllowed, RefusalReason.Blocked, LegPosition.Second), (refused.Outcome, refused.Reason, refused.Leg));
        }

        Assert.Empty(_world.Phones.Placed);
    }

    [Fact]
    public void A_direct_order_that_says_so_is_placed_all_the_same()
    {
        List();
        var order = DeskWorld.Direct();
        _world.Take(order with { Second = order.Second! with { IgnoreDnc = true } });
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_lead_that_waits_for_its_next_try_is_not_called_once_its_number_is_listed()
    {
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.AgentBusy));
        var call = _world.Take(DeskWorld.Lead());
        Assert.Equal(CallState.Scheduled, call.State);
        List();
        _world.Line.Sending = null;
        _world.Pass(TimeSpan.FromMinutes(3));

        var ended = _world.Read(call.Id);
        Assert.Equal((CallState.Ended, CallOutcome.NotAllowed), (ended.State, ended.Outcome));
        Assert.Empty(_world.Phones.Placed);
        Assert.Equal(0, _world.OpenRows());
    }

    [Fact]
    public void A_number_that_is_taken_off_the_list_is_called_again()
    {
        List();
        Assert.True(_world.Run(() => _world.DoNotCall!.Remove(DeskWorld.AccountId, DeskWorld.Visitor, default)));
        Assert.False(_world.Run(() => _world.DoNotCall!.Remove(DeskWorld.AccountId, DeskWorld.Visitor, default)));
        _world.Take(DeskWorld.Lead());
    }

    [Fact]
    public void The_list_of_another_account_counts_for_nothing()
    {
        _world.Run(() => _world.DoNotCall!.Add("other", Entry(), default));
        _world.Take(DeskWorld.Lead());
    }

    [Fact]
    public void The_list_is_read_page_by_page_in_the_order_of_its_numbers()
    {
        foreach (var number in new[] { "+972502345678", "+972547654321", "+441632960001" })
            _world.Run(() => _world.DoNotCall!.Add(DeskWorld.AccountId, Entry() with { Number = number }, default));
        var first = _world.Run(() => _world.DoNotCall!.List(DeskWorld.AccountId, 2, null, default));
        var second = _world.Run(() => _world.DoNotCall!.List(DeskWorld.AccountId, 2, first.Continuation, default));
        Assert.Equal(["+441632960001", "+972502345678"], first.Entries.Select(entry => entry.Number));
        Assert.Equal("+972547654321", Assert.Single(second.Entries).Number);
        Assert.Null(second.Continuation);
    }

    private DoNotCallEntry Entry() => new(DeskWorld.Visitor, _world.Now, "asked us not to");

    private void List() => _world.Run(() => _world.DoNotCall!.Add(DeskWorld.AccountId, Entry(), default));
}
