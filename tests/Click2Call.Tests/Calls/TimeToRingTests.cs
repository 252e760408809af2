using System.Diagnostics.Metrics;
using Click2Call.Calls;
using Click2Call.Storage.Calls;
using Click2Call.Telemetry;

namespace Click2Call.Tests.Calls;

/// <summary>How long people waited for their phone: from when it could ring at the earliest.</summary>
public sealed class TimeToRingTests : IDisposable
{
    private const string Account = "night-watch";
    private static readonly TimeSpan Night = TimeSpan.FromHours(12);
    private readonly DeskWorld _world = new();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _told = [];

    public TimeToRingTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Signals.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: Signals.Account, Value: Account })
                    _told[instrument.Name] = value;
            }
        });
        _listener.Start();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_call_that_was_put_off_to_opening_hours_did_not_ring_a_night_late() =>
        Assert.Equal((2, 7), await Told(putOff: Night, rings: Night + TimeSpan.FromSeconds(2), answered: Night + TimeSpan.FromSeconds(7)));

    [Fact]
    public async Task One_that_rang_and_is_tried_again_another_day_rang_when_it_rang() =>
        Assert.Equal((3, 8), await Told(putOff: Night, rings: TimeSpan.FromSeconds(3), answered: Night + TimeSpan.FromSeconds(8)));

    [Fact]
    public async Task A_call_that_was_not_put_off_is_counted_from_when_it_was_asked_for() =>
        Assert.Equal((20, 30), await Told(putOff: null, rings: TimeSpan.FromSeconds(20), answered: TimeSpan.FromSeconds(30)));

    private async Task<(double Ring, double Connect)> Told(TimeSpan? putOff, TimeSpan rings, TimeSpan answered)
    {
        var call = _world.Take(DeskWorld.Lead());
        var start = call.CreatedAt;
        var leg = new LegFacts { RingingAt = start + rings, AnsweredAt = start + answered };
        var log = new WatchedCallLog(new CallLog(_world.Storage.Table("Watched"), _world.Clock));
        await _world.Storage.Table("Watched").Create(Ct);
        await log.Insert(
            call with
            {
                Order = call.Order with { Account = Account },
                PutOffUntil = start + putOff,
                Attempts = [new Attempt { Number = 1, Line = "main", StartedAt = start, DialUntil = start, First = leg, Second = leg }],
            },
            Ct);
        return (_told["click2call.call.time_to_ring"], _told["click2call.call.time_to_connect"]);
    }
}
