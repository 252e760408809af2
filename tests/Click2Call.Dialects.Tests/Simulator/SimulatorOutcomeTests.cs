using Click2Call.Calls;
using Click2Call.Dialects.Simulator;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Simulator;

public sealed class SimulatorOutcomeTests
{
    [Theory]
    [InlineData("101", "+972500000101", CallOutcome.Answered)]
    [InlineData("103", "+12025550103", CallOutcome.Answered)]
    [InlineData("777", "+972541234567", CallOutcome.Answered)]
    [InlineData("486", "+972500000101", CallOutcome.AgentBusy)]
    [InlineData("404", "+972500000101", CallOutcome.AgentOffline)]
    [InlineData("480", "+972500000101", CallOutcome.AgentNoAnswer)]
    [InlineData("603", "+972500000101", CallOutcome.AgentDeclined)]
    [InlineData("403", "+972500000101", CallOutcome.AgentBlocked)]
    [InlineData("487", "+972500000101", CallOutcome.Canceled)]
    [InlineData("102", "+972500000101", CallOutcome.AgentNoAnswer)]
    [InlineData("101", "+972500000486", CallOutcome.TargetBusy)]
    [InlineData("101", "+972500000404", CallOutcome.TargetUnreachable)]
    [InlineData("101", "+972500000480", CallOutcome.TargetNoAnswer)]
    [InlineData("101", "+972500000603", CallOutcome.TargetRejected)]
    [InlineData("101", "+972500000403", CallOutcome.TargetRejected)]
    [InlineData("101", "+12025550102", CallOutcome.TargetNoAnswer)]
    [InlineData("101", "+972500000487", CallOutcome.Answered)]
    [InlineData("sip:486@pbx.example", "+972500000101", CallOutcome.AgentBusy)]
    [InlineData("0990880486", "+972500000101", CallOutcome.AgentBusy)]
    public async Task What_is_dialled_decides_how_the_call_ends(string agent, string target, CallOutcome outcome)
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place(agent, target);
        Assert.IsType<LookUp.Live>(await exchange.Line.LookUp(attempt, null, Exchange.Ct));

        exchange.Wait(120);

        Assert.Equal(new LookUp.Ended(outcome), await exchange.Line.LookUp(attempt, null, Exchange.Ct));
    }

    [Theory]
    [InlineData("+972541230486")]
    [InlineData("+12025550486")]
    public void A_number_is_a_test_number_by_a_zero_and_three_digits(string number) =>
        Assert.Equal(SimulatedPhone.Busy, SimulatorNumbers.Find(number)?.Phone);

    [Theory]
    [InlineData("+972541231486")]
    [InlineData("+972541234567")]
    [InlineData("48")]
    [InlineData("+")]
    [InlineData("")]
    public void Other_numbers_are_not_in_the_table(string number) => Assert.Null(SimulatorNumbers.Find(number));

    [Fact]
    public async Task A_call_rings_the_agent_then_the_target_then_talks_for_twenty_seconds()
    {
        using var exchange = new Exchange();
        var start = exchange.Clock.GetUtcNow();
        var attempt = await exchange.Place("101", "+972500000101");
        exchange.Wait(60);

        Assert.Equal(
            [
                new Fact.LegRinging(LegPosition.First, start.AddMilliseconds(200)) { Attempt = 1 },
                new Fact.LegAnswered(LegPosition.First, start.AddMilliseconds(2200)) { Attempt = 1 },
                new Fact.LegRinging(LegPosition.Second, start.AddMilliseconds(2400)) { Attempt = 1 },
                new Fact.LegAnswered(LegPosition.Second, start.AddMilliseconds(4400)) { Attempt = 1 },
                new Fact.LegEnded(LegPosition.First, EndCause.HungUp, start.AddMilliseconds(24400)) { Attempt = 1 },
                new Fact.LegEnded(LegPosition.Second, EndCause.HungUp, start.AddMilliseconds(24400)) { Attempt = 1 },
                new Fact.Recorded(TimeSpan.FromSeconds(20), null, "ANSWERED", start.AddMilliseconds(24400)),
            ],
            (await exchange.Now(attempt)).Facts);
    }

    [Theory]
    [InlineData(CallKind.Message, 5)]
    [InlineData(CallKind.Conference, 20)]
    [InlineData(CallKind.Flash, 0)]
    public async Task A_call_of_one_leg_lasts_as_long_as_its_kind(CallKind kind, int seconds)
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place("101", null, kind);
        exchange.Wait(60);

        var leg = (await exchange.Now(attempt)).First;
        Assert.Equal(TimeSpan.FromSeconds(seconds), leg.EndedAt - leg.AnsweredAt);
        Assert.Equal(new LookUp.Ended(CallOutcome.Answered), await exchange.Line.LookUp(attempt, null, Exchange.Ct));
    }

    [Fact]
    public async Task Nobody_talks_longer_than_the_order_permits()
    {
        using var exchange = new Exchange();
        var attempt = exchange.NewAttempt();
        var dial = await exchange.Ready(attempt, Exchange.Order("101", "+972500000101") with { MaxDuration = TimeSpan.FromSeconds(7) });
        await dial.Send(Exchange.Ct);
        exchange.Wait(60);

        Assert.Equal(TimeSpan.FromSeconds(7), (await exchange.Now(attempt)).Facts.OfType<Fact.Recorded>().Single().Talked);
    }
}
