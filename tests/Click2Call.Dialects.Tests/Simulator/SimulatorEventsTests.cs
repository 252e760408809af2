using Click2Call.Calls;
using Click2Call.Dialects.Simulator;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Simulator;

public sealed class SimulatorEventsTests
{
    [Fact]
    public async Task Everything_is_told_once_in_its_order_with_our_id_and_theirs()
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place("101", "+972500000101");
        await TellUntilQuiet(exchange);

        Assert.Equal((await exchange.Now(attempt)).Facts, exchange.Heard.SelectMany(told => told.Facts));
        Assert.All(exchange.Heard, told =>
        {
            Assert.Equal(("acme", "main", attempt), (told.Account, told.Line, told.Attempt));
            Assert.StartsWith("SIM-", told.ProviderCallId, StringComparison.Ordinal);
        });
        Assert.True((await exchange.Find(attempt)).Closed);
    }

    [Fact]
    public async Task The_next_look_is_when_something_happens_next()
    {
        using var exchange = new Exchange();
        await exchange.Place("101", "+972500000101");
        Assert.Equal(TimeSpan.FromSeconds(0.2), await exchange.Events.Tell(Exchange.Ct));
        exchange.Wait(0.2);
        Assert.Equal(TimeSpan.FromSeconds(2), await exchange.Events.Tell(Exchange.Ct));
        Assert.IsType<Fact.LegRinging>(Assert.Single(exchange.Heard).Facts.Single());
    }

    [Fact]
    public async Task What_is_not_heard_is_told_again()
    {
        using var exchange = new Exchange { Deaf = new StorageUnavailableException("down") };
        var attempt = await exchange.Place("486", "+972500000101");
        exchange.Wait(1);
        Assert.Equal(SimulatorEvents.Again, await exchange.Events.Tell(Exchange.Ct));
        Assert.False((await exchange.Find(attempt)).Closed);

        exchange.Deaf = null;
        await exchange.Events.Tell(Exchange.Ct);
        Assert.Contains(new Fact.LegEnded(LegPosition.First, EndCause.Busy, exchange.Clock.GetUtcNow().AddSeconds(-0.8)) { Attempt = 1 }, exchange.Heard.Single().Facts);
        Assert.True((await exchange.Find(attempt)).Closed);
    }

    [Fact]
    public async Task After_a_restart_the_phone_system_goes_on_from_its_memory()
    {
        using var before = new Exchange();
        var attempt = await before.Place("101", "+972500000101");
        before.Wait(1);
        await before.Events.Tell(Exchange.Ct);

        using var after = new Exchange(before.Memory, before.Clock);
        Assert.IsType<LookUp.Live>(await after.Line.LookUp(attempt, null, Exchange.Ct));
        await TellUntilQuiet(after);
        Assert.Equal((await after.Now(attempt)).Facts, after.Heard.SelectMany(told => told.Facts));
        Assert.Equal(new LookUp.Ended(CallOutcome.Answered), await after.Line.LookUp(attempt, null, Exchange.Ct));
    }

    [Theory]
    [InlineData("none", 0, LineCapabilities.None)]
    [InlineData("end", 3, LineCapabilities.ReportsEnd)]
    [InlineData("progress", 7, LineCapabilities.ReportsEnd | LineCapabilities.ReportsProgress)]
    public async Task A_poorer_line_tells_less(string reports, int facts, LineCapabilities capabilities)
    {
        using var exchange = new Exchange(options: ("reports", reports));
        var attempt = await exchange.Place("101", "+972500000101");
        await TellUntilQuiet(exchange);
        Assert.Equal(facts, exchange.Heard.Sum(told => told.Facts.Count));
        Assert.True((await exchange.Find(attempt)).Closed);
        Assert.Equal(capabilities, exchange.Line.Capabilities & (LineCapabilities.ReportsEnd | LineCapabilities.ReportsProgress));
    }

    [Fact]
    public async Task A_key_is_told_without_waiting_for_the_next_look()
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place("102", "+972500000102");
        exchange.Wait(0.2);
        using var stop = new CancellationTokenSource();
        var running = exchange.Events.Run(stop.Token);
        await exchange.HearNext();
        Assert.True(await exchange.Switch.Press(attempt, LegPosition.First, SimulatedKey.Answer, Exchange.Ct));

        await exchange.HearNext();
        Assert.IsType<Fact.LegAnswered>(exchange.Heard[1].Facts.Single());
        await stop.CancelAsync();
        await running;
    }

    private static async Task TellUntilQuiet(Exchange exchange)
    {
        for (var i = 0; i < 30; i++)
        {
            var wait = await exchange.Events.Tell(Exchange.Ct);
            exchange.Clock.Advance(wait);
        }
    }
}
