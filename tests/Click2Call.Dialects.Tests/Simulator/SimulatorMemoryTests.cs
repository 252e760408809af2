using Click2Call.Calls;
using Click2Call.Dialects.Simulator;

namespace Click2Call.Dialects.Tests.Simulator;

public sealed class SimulatorMemoryTests
{
    [Fact]
    public async Task Of_two_changes_to_one_reading_only_the_first_is_written()
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place("102", null);
        var read = (await exchange.Memory.Find(attempt, Exchange.Ct))!;
        Assert.NotNull(await exchange.Memory.Replace(read, read.Call with { Orders = 2 }, Exchange.Ct));
        Assert.Null(await exchange.Memory.Replace(read, read.Call with { Orders = 3 }, Exchange.Ct));
        Assert.Equal(2, (await exchange.Find(attempt)).Orders);
    }

    [Fact]
    public async Task A_call_is_the_same_after_it_was_written_as_text_and_read()
    {
        using var exchange = new Exchange();
        var attempt = await exchange.Place("102", "+972500000102");
        exchange.Wait(1);
        await exchange.Switch.Press(attempt, LegPosition.First, SimulatedKey.Answer, Exchange.Ct);
        await exchange.Line.HangUp(attempt, null, Exchange.Ct);
        var call = await exchange.Find(attempt);

        var read = SimulatedCallJson.Read(SimulatedCallJson.Write(call));

        Assert.Equal(call.Presses, read.Presses);
        Assert.Equal(call, read with { Presses = call.Presses });
        Assert.Equal((await exchange.Now(attempt)).Facts, read.At(exchange.Clock.GetUtcNow()).Facts);
    }

    [Fact]
    public async Task Twenty_orders_at_once_with_one_id_make_one_call()
    {
        using var exchange = new Exchange();
        var attempt = exchange.NewAttempt();
        var dials = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => exchange.Ready(attempt, Exchange.Order("101", null))));
        var results = await Task.WhenAll(dials.Select(dial => Task.Run(() => dial.Send(Exchange.Ct))));
        Assert.Single(results.Distinct());
        Assert.Equal(1, await exchange.Switch.Invites("acme", "101", Exchange.Ct));
    }
}
