using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenTelemetry;

namespace Click2Call.Hosting.Telemetry.Insights;

/// <summary>Spans as requests (server, consumer) and dependencies (all others).</summary>
internal sealed class InsightsSpans(InsightsChannel channel) : BaseExporter<Activity>
{
    public override ExportResult Export(in Batch<Activity> batch)
    {
        using var lines = new InsightsLines(channel.InstrumentationKey);
        foreach (var span in batch)
        {
            var isRequest = span.Kind is ActivityKind.Server or ActivityKind.Consumer;
            lines.Item(isRequest ? "Request" : "RemoteDependency", span.StartTimeUtc, span.TraceId, span.ParentSpanId, json => Write(json, span, isRequest));
        }

        return channel.Send(lines.Written) ? ExportResult.Success : ExportResult.Failure;
    }

    private static void Write(Utf8JsonWriter json, Activity span, bool isRequest)
    {
        var status = Convert.ToString(span.GetTagItem("http.response.status_code"), CultureInfo.InvariantCulture);
        json.WriteString("id", span.SpanId.ToHexString());
        json.WriteString("name", span.DisplayName);
        json.WriteString("duration", span.Duration.ToString(@"d\.hh\:mm\:ss\.fffffff", CultureInfo.InvariantCulture));
        json.WriteBoolean("success", span.Status != ActivityStatusCode.Error);
        json.WriteString(isRequest ? "responseCode" : "resultCode", string.IsNullOrEmpty(status) ? "0" : status);
        if (!isRequest)
        {
            json.WriteString("type", span.Kind switch { ActivityKind.Client => "Http", ActivityKind.Producer => "Queue Message", _ => "InProc" });
            json.WriteString("target", Convert.ToString(span.GetTagItem("server.address") ?? span.GetTagItem("messaging.destination.name") ?? "", CultureInfo.InvariantCulture));
            json.WriteString("data", Convert.ToString(span.GetTagItem("url.full") ?? "", CultureInfo.InvariantCulture));
        }

        var links = string.Join(',', span.Links.Select(link => $$"""{"operation_Id":"{{link.Context.TraceId}}","id":"{{link.Context.SpanId}}"}"""));
        InsightsLines.Properties(json, links.Length == 0 ? span.TagObjects : span.TagObjects.Append(new("_MS.links", $"[{links}]")));
    }
}
