using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Simulator;

public sealed class SimulatorOptionsTests
{
    [Fact]
    public void Without_options_it_can_do_all_but_ring_several_phones_at_once() => Assert.Equal(
        Enum.GetValues<LineCapabilities>().Aggregate((all, one) => all | one) & ~LineCapabilities.RingsSeveral,
        new Exchange().Line.Capabilities);

    [Theory]
    [InlineData("lookUp", LineCapabilities.LookUp)]
    [InlineData("hangUp", LineCapabilities.HangUp)]
    [InlineData("message", LineCapabilities.Message)]
    [InlineData("conference", LineCapabilities.Conference)]
    [InlineData("flash", LineCapabilities.Flash)]
    [InlineData("deviceState", LineCapabilities.DeviceState)]
    public void Each_capability_can_be_switched_off(string option, LineCapabilities capability)
    {
        Assert.False(new Exchange(options: (option, "false")).Line.Capabilities.HasFlag(capability));
        Assert.True(new Exchange(options: (option, "true")).Line.Capabilities.HasFlag(capability));
    }

    [Fact]
    public async Task A_line_that_cannot_look_up_knows_nothing_and_one_that_cannot_hang_up_does_not()
    {
        using var exchange = new Exchange(options: [("lookUp", "false"), ("hangUp", "false")]);
        var attempt = await exchange.Place("101", "+972500000101");
        Assert.IsType<LookUp.Unknown>(await exchange.Line.LookUp(attempt, null, Exchange.Ct));
        Assert.False(await exchange.Line.HangUp(attempt, null, Exchange.Ct));
        Assert.Null(await exchange.Line.HangUpExtension("101", Exchange.Ct));
        Assert.False((await exchange.Now(attempt)).Over);
    }

    [Fact]
    public async Task The_seconds_of_talk_and_of_the_time_out_can_be_set()
    {
        using var exchange = new Exchange(options: [("talk", "3"), ("timeout", "140")]);
        var attempt = await exchange.Place("101", "+972500000101");
        exchange.Wait(60);
        Assert.Equal(TimeSpan.FromSeconds(3), (await exchange.Now(attempt)).Facts.OfType<Calls.Fact.Recorded>().Single().Talked);
        Assert.Equal(TimeSpan.FromSeconds(140), exchange.Line.DialTimeout(new(attempt, Exchange.Order("101", null))));
    }

    [Theory]
    [InlineData("reports", "some")]
    [InlineData("lookUp", "no")]
    [InlineData("others", "ring")]
    [InlineData("talk", "0")]
    [InlineData("timeout", "141")]
    [InlineData("timeout", "ten")]
    [InlineData("lookup", "false")]
    public void A_wrong_option_is_told_in_one_sentence_that_names_it(string name, string value) =>
        Assert.Contains($"'{name}'", Assert.Single(new Exchange(options: (name, value)).Problems), StringComparison.Ordinal);

    [Fact]
    public void Right_options_are_no_problem() =>
        Assert.Empty(new Exchange(options: [("reports", "end"), ("others", "screen"), ("talk", "60"), ("flash", "false")]).Problems);
}
