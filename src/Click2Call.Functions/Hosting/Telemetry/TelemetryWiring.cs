using System.Reflection;
using Azure.Core;
using Click2Call.Hosting.Telemetry.Insights;
using Click2Call.Storage.Rest;
using Click2Call.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Click2Call.Hosting.Telemetry;

/// <summary>
/// Traces, metrics and logs by OpenTelemetry, where the settings say so. Listened to is our own source alone: the spans of
/// the web server and of HTTP clients hold whole addresses.
/// </summary>
internal static class TelemetryWiring
{
    // Our process can be killed without warning: what is not sent by then is lost.
    private const int DelayMilliseconds = 2000;
    private const int LongestQueue = 2048;

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var settings = TelemetrySettings.Read(builder.Configuration);
        if (!settings.On)
            return;
        var resource = ResourceBuilder.CreateEmpty().AddService("click2call", serviceVersion: Version);
        var channel = settings.Insights is { } insights ? new InsightsChannel(insights, Identity(settings, builder.Configuration)) : null;
        builder.Services.AddSingleton(_ => new TelemetryProviders(Traces(settings, channel, resource), Metrics(settings, channel, resource)));
        builder.Services.AddHostedService(services => services.GetRequiredService<TelemetryProviders>());
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(resource).IncludeFormattedMessage = true;
            if (channel is not null)
                logs.AddProcessor(new BatchLogRecordExportProcessor(new InsightsLogs(channel), LongestQueue, DelayMilliseconds));
            if (settings.OtlpEndpoint is { } endpoint)
            {
                logs.AddOtlpExporter((otlp, batch) =>
                {
                    Send(otlp, endpoint, "v1/logs", settings);
                    batch.BatchExportProcessorOptions.ScheduledDelayMilliseconds = DelayMilliseconds;
                });
            }
        });
    }

    private static string Version => typeof(TelemetryWiring).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    private static TokenCredential? Identity(TelemetrySettings settings, ConfigurationManager configuration) => settings.InsightsIdentity
        ? AppIdentity.FromSettings(name => configuration[name.Replace("__", ":", StringComparison.Ordinal)])
        : null;

    private static TracerProvider Traces(TelemetrySettings settings, InsightsChannel? channel, ResourceBuilder resource)
    {
        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Signals.Name);
        if (channel is not null)
            traces.AddProcessor(new BatchActivityExportProcessor(new InsightsSpans(channel), LongestQueue, DelayMilliseconds));
        if (settings.OtlpEndpoint is { } endpoint)
        {
            traces.AddOtlpExporter(otlp =>
            {
                Send(otlp, endpoint, "v1/traces", settings);
                otlp.BatchExportProcessorOptions.ScheduledDelayMilliseconds = DelayMilliseconds;
            });
        }

        return traces.Build();
    }

    private static MeterProvider Metrics(TelemetrySettings settings, InsightsChannel? channel, ResourceBuilder resource)
    {
        // The web server's own durations are by route, not by path.
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Signals.Name, "Microsoft.AspNetCore.Hosting");
        var interval = (int)settings.MetricInterval.TotalMilliseconds;
        if (channel is not null)
        {
            metrics.AddReader(new PeriodicExportingMetricReader(new InsightsMetrics(channel), interval)
            {
                TemporalityPreference = MetricReaderTemporalityPreference.Delta,
            });
        }

        if (settings.OtlpEndpoint is { } endpoint)
        {
            metrics.AddOtlpExporter((otlp, reader) =>
            {
                Send(otlp, endpoint, "v1/metrics", settings);
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = interval;
            });
        }

        return metrics.Build();
    }

    private static void Send(OtlpExporterOptions otlp, Uri endpoint, string signal, TelemetrySettings settings)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + signal);
        otlp.Headers = settings.OtlpHeaders;
    }
}
