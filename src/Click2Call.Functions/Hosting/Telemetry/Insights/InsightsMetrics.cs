using System.Text.Json;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Click2Call.Hosting.Telemetry.Insights;

/// <summary>Metric points; of histograms their sum, count, least and most. Must read deltas.</summary>
internal sealed class InsightsMetrics(InsightsChannel channel) : BaseExporter<Metric>
{
    // DataPointType of the ingestion's schema; without it a point counts as a single measurement (0), and least, most and count are not read.
    private const int Aggregation = 1;

    public override ExportResult Export(in Batch<Metric> batch)
    {
        using var lines = new InsightsLines(channel.InstrumentationKey);
        foreach (var metric in batch)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
                Write(lines, metric, point);
        }

        return lines.Written.IsEmpty || channel.Send(lines.Written) ? ExportResult.Success : ExportResult.Failure;
    }

    private static void Write(InsightsLines lines, Metric metric, MetricPoint point)
    {
        List<KeyValuePair<string, object?>> tags = [];
        foreach (var tag in point.Tags)
            tags.Add(tag);
        lines.Item("Metric", point.EndTime.UtcDateTime, default, default, json =>
        {
            json.WriteStartArray("metrics");
            json.WriteStartObject();
            json.WriteString("name", metric.Name);
            json.WriteNumber("kind", Aggregation);
            Value(json, metric, point);
            json.WriteEndObject();
            json.WriteEndArray();
            InsightsLines.Properties(json, tags);
        });
    }

    private static void Value(Utf8JsonWriter json, Metric metric, MetricPoint point)
    {
        switch (metric.MetricType)
        {
            case MetricType.Histogram:
                json.WriteNumber("value", point.GetHistogramSum());
                json.WriteNumber("count", (int)Math.Min(int.MaxValue, point.GetHistogramCount()));
                if (point.TryGetHistogramMinMaxValues(out var least, out var most))
                {
                    json.WriteNumber("min", least);
                    json.WriteNumber("max", most);
                }

                break;
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                json.WriteNumber("value", point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                json.WriteNumber("value", point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                json.WriteNumber("value", point.GetGaugeLastValueLong());
                break;
            default:
                json.WriteNumber("value", point.GetGaugeLastValueDouble());
                break;
        }
    }
}
