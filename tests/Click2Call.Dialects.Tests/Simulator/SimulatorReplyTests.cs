using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Simulator;

public sealed class SimulatorReplyTests
{
    [Theory]
    [InlineData("503", CallOutcome.LineUnavailable)]
    [InlineData("401", CallOutcome.LineRefused)]
    public async Task A_refusal_rings_nothing(string extension, CallOutcome outcome)
    {
        using var exchange = new Exchange();
        var attempt = exchange.NewAttempt();
        var result = await (await exchange.Ready(attempt, Exchange.Order(extension, "+972500000101"))).Send(Exchange.Ct);

        Assert.Equal(outcome, Assert.IsType<DialResult.Refused>(result).Outcome);
        Assert.IsType<LookUp.NeverPlaced>(await exchange.Line.LookUp(attempt, null, Exchange.Ct));
    }

    [Fact]
    public async Task The_targets_number_can_choose_the_reply_too()
    {
        using var exchange = new Exchange();
        var result = await (await exchange.Ready(exchange.NewAttempt(), Exchange.Order("101", "+972500000503"))).Send(Exchange.Ct);
        Assert.IsType<DialResult.Refused>(result);
    }

    [Fact]
    public async Task A_lost_reply_leaves_a_phone_that_rings()
    {
        using var exchange = new Exchange();
        var attempt = exchange.NewAttempt();
        var sending = (await exchange.Ready(attempt, Exchange.Order("504", "+972500000101"))).Send(Exchange.Ct);
        exchange.Wait(9.9);
        Assert.False(sending.IsCompleted);
        exchange.Wait(0.1);

        Assert.IsType<DialResult.Uncertain>(await sending);
        Assert.IsType<LookUp.Live>(await exchange.Line.LookUp(attempt, null, Exchange.Ct));
        Assert.Equal(1, await exchange.Switch.Invites("acme", "504", Exchange.Ct));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_uncertain_although_nothing_rings()
    {
        using var exchange = new Exchange();
        var attempt = exchange.NewAttempt();
        Assert.IsType<DialResult.Uncertain>(await (await exchange.Ready(attempt, Exchange.Order("502", "+972500000101"))).Send(Exchange.Ct));
        Assert.IsType<LookUp.NeverPlaced>(await exchange.Line.LookUp(attempt, null, Exchange.Ct));
    }

    [Fact]
    public async Task A_slow_reply_takes_eight_seconds_while_the_phone_rings()
    {
        using var exchange = new Exchange();
        var attempt = exchange.NewAttempt();
        var sending = (await exchange.Ready(attempt, Exchange.Order("202", "+972500000101"))).Send(Exchange.Ct);
        exchange.Wait(7.9);
        Assert.False(sending.IsCompleted);
        Assert.NotNull((await exchange.Now(attempt)).First.AnsweredAt);
        exchange.Wait(0.1);
        Assert.IsType<DialResult.Accepted>(await sending);
    }

    [Fact]
    public async Task A_slow_reply_that_is_not_waited_for_is_uncertain()
    {
        using var exchange = new Exchange();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), exchange.Clock);
        var sending = (await exchange.Ready(exchange.NewAttempt(), Exchange.Order("202", "+972500000101"))).Send(patience.Token);
        exchange.Wait(5);
        Assert.IsType<DialResult.Uncertain>(await sending);
    }

    [Fact]
    public async Task A_refused_connection_is_known_before_the_dial()
    {
        using var exchange = new Exchange();
        var readiness = await exchange.Line.GetReady(new(exchange.NewAttempt(), Exchange.Order("521", "+972500000101")), Exchange.Ct);
        Assert.Equal(CallOutcome.LineUnavailable, Assert.IsType<DialReadiness.NotReady>(readiness).Outcome);
    }

    [Fact]
    public async Task Switched_off_it_refuses_every_connection_and_is_back_when_switched_on()
    {
        using var exchange = new Exchange();
        var attempt = exchange.NewAttempt();
        var dial = await exchange.Ready(attempt, Exchange.Order("101", "+972500000101"));

        exchange.Switch.InService = false;
        Assert.NotNull(await exchange.Line.Probe(Exchange.Ct));
        Assert.IsType<DialResult.Refused>(await dial.Send(Exchange.Ct));
        Assert.IsType<LookUp.NotYet>(await exchange.Line.LookUp(attempt, null, Exchange.Ct));
        Assert.False(await exchange.Line.HangUp(attempt, null, Exchange.Ct));
        Assert.IsType<DialReadiness.NotReady>(await exchange.Line.GetReady(new(attempt, Exchange.Order("101", null)), Exchange.Ct));

        exchange.Switch.InService = true;
        Assert.Null(await exchange.Line.Probe(Exchange.Ct));
        Assert.IsType<DialResult.Accepted>(await dial.Send(Exchange.Ct));
    }

    [Fact]
    public async Task An_order_sent_twice_rings_once_and_gets_the_same_answer()
    {
        using var exchange = new Exchange();
        var attempt = exchange.NewAttempt();
        var order = Exchange.Order("101", "+972500000101");
        var first = await (await exchange.Ready(attempt, order)).Send(Exchange.Ct);
        exchange.Wait(10);
        var second = await (await exchange.Ready(attempt, order)).Send(Exchange.Ct);

        Assert.Equal(first, second);
        Assert.Equal(2, (await exchange.Find(attempt)).Orders);
        Assert.Equal(1, await exchange.Switch.Invites("acme", "101", Exchange.Ct));
        Assert.Equal(1, await exchange.Switch.Invites("acme", "+972500000101", Exchange.Ct));
    }

    [Fact]
    public async Task Two_attempts_to_the_same_phone_ring_twice_and_are_counted()
    {
        using var exchange = new Exchange();
        await exchange.Place("101", "+972500000101");
        await exchange.Place("101", "+972500000486");
        exchange.Wait(1);
        Assert.Equal(2, await exchange.Switch.Invites("acme", "101", Exchange.Ct));
        Assert.Equal(0, await exchange.Switch.Invites("acme", "+972500000101", Exchange.Ct));
        Assert.Equal(0, await exchange.Switch.Invites("other", "101", Exchange.Ct));
    }

    [Fact]
    public async Task An_unregistered_phone_is_told_beforehand_to_who_asked()
    {
        using var exchange = new Exchange();
        var order = Exchange.Order("404", "+972500000101");
        order = order with { First = order.First with { RequireOnline = true } };
        var readiness = await exchange.Line.GetReady(new(exchange.NewAttempt(), order), Exchange.Ct);
        Assert.Equal(CallOutcome.AgentOffline, Assert.IsType<DialReadiness.NotReady>(readiness).Outcome);
    }

    [Fact]
    public async Task It_has_no_groups()
    {
        using var exchange = new Exchange();
        var order = Exchange.Order("101", null) with { First = new(LegRole.Agent, new GroupDestination("sales")) };
        var readiness = await exchange.Line.GetReady(new(exchange.NewAttempt(), order), Exchange.Ct);
        Assert.Equal(CallOutcome.LineRefused, Assert.IsType<DialReadiness.NotReady>(readiness).Outcome);
    }
}
