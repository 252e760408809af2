using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Click2Call.Lines;
using Click2Call.Telemetry;

namespace Click2Call.Dialects.Http;

/// <summary>Keeps each line's connection, so that opening a line is cheap and its breaker remembers.</summary>
public sealed class LineConnections : IDisposable
{
    private readonly TimeProvider clock;
    private readonly bool allowPrivate;
    private readonly LineHttp publicHttp;
    private readonly LineHttp privateHttp;
    private readonly Meter meter = new(Signals.Name);
    private readonly ConcurrentDictionary<(string Account, string Line), (LineSettings Settings, bool Private, LineConnection Connection)> kept = [];

    /// <summary>Opens nothing yet.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="allowPrivate">Whether every line may connect to private addresses: the operator's own setting.</param>
    public LineConnections(TimeProvider clock, bool allowPrivate = false)
    {
        this.clock = clock;
        this.allowPrivate = allowPrivate;
        publicHttp = new(clock, new LineNetwork(allowPrivate: false));
        privateHttp = new(clock, new LineNetwork(allowPrivate: true));
        meter.CreateObservableGauge("click2call.line.breaker.open", Breakers, "{breaker}", "1 when a line's circuit breaker is open and has opened within the last minute, else 0.");
    }

    /// <summary>The connection of a line; a new one when its address or dialect has changed.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="settings">The line.</param>
    /// <param name="isOutage">What the breaker counts as a failure; absent: <see cref="LineBreaker.IsOutage"/>.</param>
    public LineConnection Of(string account, LineSettings settings, Func<LineReply, bool>? isOutage = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var inside = allowPrivate || LineAddress.AllowsPrivate(settings);
        return kept.AddOrUpdate(
            (account, settings.Id),
            _ => Make(),
            (_, known) => known.Settings.BaseUrl == settings.BaseUrl && known.Settings.Dialect == settings.Dialect && known.Private == inside ? known : Make()).Connection;

        (LineSettings, bool, LineConnection) Make() =>
            (settings, inside, new(inside ? privateHttp : publicHttp, new LineBreaker(clock, isOutage)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        meter.Dispose();
        publicHttp.Dispose();
        privateHttp.Dispose();
    }

    private IEnumerable<Measurement<int>> Breakers() =>
        [.. kept.Select(line => new Measurement<int>(
            line.Value.Connection.Breaker.OpenedLately ? 1 : 0, new(Signals.Account, line.Key.Account), new(Signals.Line, line.Key.Line)))];
}
