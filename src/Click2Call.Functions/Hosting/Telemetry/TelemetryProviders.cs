using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Click2Call.Hosting.Telemetry;

/// <summary>Keeps what collects spans and metrics for as long as the app runs; what is left is sent when it ends in good order.</summary>
internal sealed class TelemetryProviders(TracerProvider traces, MeterProvider metrics) : IHostedService, IDisposable
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        traces.Dispose();
        metrics.Dispose();
    }
}
