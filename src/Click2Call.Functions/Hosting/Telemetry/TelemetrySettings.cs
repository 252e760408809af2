using System.Globalization;
using Click2Call.Hosting.Telemetry.Insights;

namespace Click2Call.Hosting.Telemetry;

/// <summary>
/// Where telemetry goes; nowhere unless one of the first two is set. The names are our own: those of OpenTelemetry and of
/// Application Insights would also switch on the Functions host's telemetry, which records addresses with their query.
/// </summary>
/// <param name="OtlpEndpoint">A collector that takes OTLP over HTTP, such as <c>http://collector:4318</c>.</param>
/// <param name="Insights">Application Insights.</param>
/// <param name="OtlpHeaders">Headers for the collector, <c>name=value,name=value</c>.</param>
/// <param name="InsightsIdentity">Whether Application Insights wants the app's identity (local authentication off).</param>
/// <param name="MetricInterval">How often metrics are sent, 1 s to 10 min.</param>
internal sealed record TelemetrySettings(
    Uri? OtlpEndpoint, InsightsConnection? Insights, string? OtlpHeaders, bool InsightsIdentity, TimeSpan MetricInterval)
{
    public const string OtlpEndpointSetting = "Telemetry:OtlpEndpoint";
    public const string OtlpHeadersSetting = "Telemetry:OtlpHeaders";
    public const string InsightsSetting = "Telemetry:ApplicationInsights";
    public const string CredentialSetting = "Telemetry:Credential";
    public const string MetricIntervalSetting = "Telemetry:MetricInterval";

    public static readonly TimeSpan DefaultMetricInterval = TimeSpan.FromSeconds(30);

    /// <summary>Whether anything is sent at all.</summary>
    public bool On => OtlpEndpoint is not null || Insights is not null;

    /// <summary>Reads them. What is wrong counts as not there: the check of the settings tells of it before anything runs.</summary>
    public static TelemetrySettings Read(IConfiguration settings) => new(
        Uri.TryCreate(settings[OtlpEndpointSetting], UriKind.Absolute, out var endpoint) ? endpoint : null,
        InsightsConnection.Parse(settings[InsightsSetting]),
        settings[OtlpHeadersSetting] is { Length: > 0 } headers ? headers : null,
        string.Equals(settings[CredentialSetting], "managedidentity", StringComparison.OrdinalIgnoreCase),
        TimeSpan.TryParse(settings[MetricIntervalSetting], CultureInfo.InvariantCulture, out var interval) && interval >= TimeSpan.FromSeconds(1) ? interval : DefaultMetricInterval);
}
