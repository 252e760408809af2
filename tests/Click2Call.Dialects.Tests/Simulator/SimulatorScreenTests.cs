using Click2Call.Calls;
using Click2Call.Dialects.Simulator;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Simulator;

public sealed class SimulatorScreenTests
{
    private const string Visitor = "+972500000102";

    [Fact]
    public async Task Both_phones_are_answered_by_hand_and_hung_up_by_hand()
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place("102", Visitor);
        exchange.Wait(5);
        Assert.True(await exchange.Switch.Press(attempt, LegPosition.First, SimulatedKey.Answer, Exchange.Ct));
        exchange.Wait(5);
        Assert.True(await exchange.Switch.Press(attempt, LegPosition.Second, SimulatedKey.Answer, Exchange.Ct));
        exchange.Wait(600);
        Assert.IsType<LookUp.Live>(await exchange.Line.LookUp(attempt, null, Exchange.Ct));
        Assert.True(await exchange.Switch.Press(attempt, LegPosition.Second, SimulatedKey.HangUp, Exchange.Ct));

        var moment = await exchange.Now(attempt);
        Assert.True(moment.Over);
        Assert.Equal(EndCause.HungUp, moment.First.Cause);
        Assert.Equal(TimeSpan.FromMinutes(10), moment.Facts.OfType<Fact.Recorded>().Single().Talked);
        Assert.Equal(new LookUp.Ended(CallOutcome.Answered), await exchange.Line.LookUp(attempt, null, Exchange.Ct));
    }

    [Fact]
    public async Task The_agent_declines()
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place("102", Visitor);
        exchange.Wait(1);
        Assert.True(await exchange.Switch.Press(attempt, LegPosition.First, SimulatedKey.Decline, Exchange.Ct));
        Assert.Equal(new LookUp.Ended(CallOutcome.AgentDeclined), await exchange.Line.LookUp(attempt, null, Exchange.Ct));
        Assert.Equal(0, await exchange.Switch.Invites("acme", Visitor, Exchange.Ct));
    }

    [Fact]
    public async Task The_agent_hangs_up_while_the_visitor_rings()
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place("102", Visitor);
        exchange.Wait(1);
        await exchange.Switch.Press(attempt, LegPosition.First, SimulatedKey.Answer, Exchange.Ct);
        exchange.Wait(1);
        Assert.True(await exchange.Switch.Press(attempt, LegPosition.First, SimulatedKey.HangUp, Exchange.Ct));

        Assert.Equal(EndCause.Canceled, (await exchange.Now(attempt)).Second.Cause);
        Assert.Equal(new LookUp.Ended(CallOutcome.Canceled), await exchange.Line.LookUp(attempt, null, Exchange.Ct));
    }

    [Fact]
    public async Task Keys_do_nothing_where_a_real_phone_would_not_react()
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place("102", Visitor);
        exchange.Wait(1);
        Assert.False(await exchange.Switch.Press(attempt, LegPosition.First, SimulatedKey.HangUp, Exchange.Ct));
        Assert.False(await exchange.Switch.Press(attempt, LegPosition.Second, SimulatedKey.Answer, Exchange.Ct));
        await exchange.Switch.Press(attempt, LegPosition.First, SimulatedKey.Answer, Exchange.Ct);
        Assert.False(await exchange.Switch.Press(attempt, LegPosition.First, SimulatedKey.Answer, Exchange.Ct));
        Assert.False(await exchange.Switch.Press(attempt, LegPosition.First, SimulatedKey.Decline, Exchange.Ct));
        exchange.Wait(120);
        Assert.False(await exchange.Switch.Press(attempt, LegPosition.Second, SimulatedKey.Answer, Exchange.Ct));
        Assert.False(await exchange.Switch.Press(exchange.NewAttempt(), LegPosition.First, SimulatedKey.Answer, Exchange.Ct));
    }

    [Fact]
    public async Task A_phone_that_is_not_on_the_screen_has_no_keys()
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place("480", Visitor);
        exchange.Wait(1);
        Assert.False(await exchange.Switch.Press(attempt, LegPosition.First, SimulatedKey.Answer, Exchange.Ct));
    }

    [Fact]
    public async Task The_option_others_puts_every_other_phone_on_the_screen()
    {
        using var exchange = new Exchange(options: ("others", "screen"));
        var attempt = await exchange.Place("101", "+972541234567");
        exchange.Wait(3);
        Assert.True(await exchange.Switch.Press(attempt, LegPosition.Second, SimulatedKey.Answer, Exchange.Ct));
    }

    [Theory]
    [InlineData(0.1, CallOutcome.Canceled)]
    [InlineData(1, CallOutcome.Canceled)]
    [InlineData(3, CallOutcome.Canceled)]
    [InlineData(10, CallOutcome.Answered)]
    public async Task A_call_can_be_taken_down_in_every_state(double after, CallOutcome outcome)
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place("101", "+972500000101");
        exchange.Wait(after);
        Assert.True(await exchange.Line.HangUp(attempt, null, Exchange.Ct));
        Assert.Equal(new LookUp.Ended(outcome), await exchange.Line.LookUp(attempt, null, Exchange.Ct));
    }

    [Fact]
    public async Task Taking_down_what_is_over_or_was_never_there_changes_nothing()
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place("486", Visitor);
        exchange.Wait(5);
        var before = await exchange.Find(attempt);
        Assert.True(await exchange.Line.HangUp(attempt, null, Exchange.Ct));
        Assert.Same(before, await exchange.Find(attempt));
        Assert.True(await exchange.Line.HangUp(exchange.NewAttempt(), null, Exchange.Ct));
    }

    [Fact]
    public async Task An_extension_is_taken_down_out_of_whatever_it_is_in()
    {
        using var exchange = new Exchange();
        var mine = await exchange.Place("102", Visitor);
        var other = await exchange.Place("101", Visitor);
        exchange.Wait(1);
        Assert.True(await exchange.Line.HangUpExtension("102", Exchange.Ct));
        Assert.True((await exchange.Now(mine)).Over);
        Assert.False((await exchange.Now(other)).Over);
    }

    [Fact]
    public async Task What_was_true_of_a_moment_stays_true_whatever_is_pressed_later()
    {
        string[] phones = ["101", "102", "103", "480", "603", "486", "487"];
        SimulatedKey[] keys = [SimulatedKey.Answer, SimulatedKey.Decline, SimulatedKey.HangUp];
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            using var exchange = new Exchange();
            var attempt = await exchange.Place(phones[random.Next(phones.Length)], phones[random.Next(phones.Length)]);
            IReadOnlyList<Fact> seen = [];
            for (var step = 0; step < 20; step++)
            {
                exchange.Wait(random.NextDouble() * 6);
                await exchange.Switch.Press(attempt, random.Next(2) == 0 ? LegPosition.First : LegPosition.Second, keys[random.Next(3)], Exchange.Ct);
                if (random.Next(25) == 0)
                    await exchange.Line.HangUp(attempt, null, Exchange.Ct);
                var facts = (await exchange.Now(attempt)).Facts;
                Assert.Empty(seen.Except(facts));
                seen = facts;
            }
        }
    }
}
