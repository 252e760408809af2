using System.Text.Json;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Click2Call.Hosting.Telemetry.Insights;

/// <summary>Log records as messages, and as exceptions where they have one.</summary>
internal sealed class InsightsLogs(InsightsChannel channel) : BaseExporter<LogRecord>
{
    public override ExportResult Export(in Batch<LogRecord> batch)
    {
        using var lines = new InsightsLines(channel.InstrumentationKey);
        foreach (var record in batch)
            lines.Item(record.Exception is null ? "Message" : "Exception", record.Timestamp, record.TraceId, record.SpanId, json => Write(json, record));
        return channel.Send(lines.Written) ? ExportResult.Success : ExportResult.Failure;
    }

    private static void Write(Utf8JsonWriter json, LogRecord record)
    {
        var message = record.FormattedMessage ?? record.Body ?? "";
        json.WriteNumber("severityLevel", record.LogLevel switch
        {
            LogLevel.Critical => 4,
            LogLevel.Error => 3,
            LogLevel.Warning => 2,
            LogLevel.Information => 1,
            _ => 0,
        });
        if (record.Exception is { } exception)
        {
            json.WriteStartArray("exceptions");
            json.WriteStartObject();
            json.WriteString("typeName", exception.GetType().FullName);
            json.WriteString("message", message + " " + exception.Message);
            json.WriteBoolean("hasFullStack", true);
            json.WriteString("stack", exception.ToString());
            json.WriteEndObject();
            json.WriteEndArray();
        }
        else
        {
            json.WriteString("message", message);
        }

        InsightsLines.Properties(json, [new("CategoryName", record.CategoryName), new("EventId", record.EventId.Id)]);
    }
}
