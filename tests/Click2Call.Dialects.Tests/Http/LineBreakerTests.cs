using System.Diagnostics.Metrics;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>When a phone system is left alone.</summary>
public sealed class LineBreakerTests
{
    private const string Account = "breaker-gauge";
    private readonly ManualClock _clock = new();
    private readonly LineBreaker _breaker;

    public LineBreakerTests() => _breaker = new(_clock);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public async Task A_run_of_bad_luck_was_taken_for_an_outage_and_every_lead_waited(int taken, bool closed)
    {
        for (var i = 0; i < LineBreaker.FewestRequests; i++)
            await Dial(i < taken ? new LineReply.Answered(200, "text/html", "") : new LineReply.Answered(503, "text/html", ""));
        Assert.Equal(closed, _breaker.Closed);
    }

    [Fact]
    public async Task A_phone_system_that_takes_no_order_any_more_is_left_alone_though_it_has_taken_some()
    {
        await Dial(new LineReply.Answered(200, "text/html", ""));
        await Dial(new LineReply.Answered(200, "text/html", ""));
        for (var i = 0; i < 2 * LineBreaker.FewestRequests; i++)
            await Dial(new LineReply.Answered(503, "text/html", ""));
        Assert.False(_breaker.Closed);
    }

    [Fact]
    public async Task An_instance_that_saw_it_open_once_said_so_for_ever()
    {
        using var lines = new LineConnections(_clock);
        var breaker = lines.Of(Account, new LineSettings { Id = "main", Dialect = "technoline", BaseUrl = new("https://pbx.example/") }).Breaker;
        Assert.Equal(0, Gauge());
        for (var i = 0; i < LineBreaker.FewestRequests; i++)
            await breaker.Dial(_ => Task.FromResult<LineReply>(new LineReply.Answered(503, "text/html", "")), Ct);
        Assert.Equal(1, Gauge());
        _clock.Advance(LineBreaker.News);
        Assert.Equal(0, Gauge());
        Assert.False(breaker.Closed);

        // The next call asks whether the phone system is back; it is not, and that is news.
        Assert.NotNull(await breaker.Check(_ => Task.FromResult<LineReply>(new LineReply.Answered(503, "text/html", "")), Ct));
        Assert.Equal(1, Gauge());
        _clock.Advance(LineBreaker.Break);
        Assert.Null(await breaker.Check(_ => Task.FromResult<LineReply>(new LineReply.Answered(200, "text/html", "")), Ct));
        Assert.Equal(0, Gauge());
    }

    private static int? Gauge()
    {
        int? told = null;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "click2call.line.breaker.open")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => told = tags[0].Value as string == Account ? value : told);
        listener.Start();
        listener.RecordObservableInstruments();
        return told;
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<LineReply> Dial(LineReply reply) => _breaker.Dial(_ => Task.FromResult(reply), TestContext.Current.CancellationToken);
}
