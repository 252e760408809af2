using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Click2Call.Hosting.Telemetry.Insights;

/// <summary>Writes items as Application Insights reads them: an envelope a line ("Application Insights telemetry data model").</summary>
internal sealed class InsightsLines(string instrumentationKey) : IDisposable
{
    private static readonly string Instance = Environment.MachineName;
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private Utf8JsonWriter? _json;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Writes one item.</summary>
    /// <param name="kind">Its kind, such as <c>Request</c>.</param>
    /// <param name="time">When it was.</param>
    /// <param name="trace">The trace it belongs to, or default.</param>
    /// <param name="parent">The span above it, or default.</param>
    /// <param name="data">Writes what is special about the kind.</param>
    public void Item(string kind, DateTime time, ActivityTraceId trace, ActivitySpanId parent, Action<Utf8JsonWriter> data)
    {
        _json ??= new Utf8JsonWriter(_buffer);
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("name", "Microsoft.ApplicationInsights." + kind);
        _json.WriteString("time", time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
        _json.WriteString("iKey", instrumentationKey);
        _json.WriteStartObject("tags");
        _json.WriteString("ai.cloud.role", "click2call");
        _json.WriteString("ai.cloud.roleInstance", Instance);
        _json.WriteString("ai.internal.sdkVersion", "click2call:1");
        if (trace != default)
            _json.WriteString("ai.operation.id", trace.ToHexString());
        if (parent != default)
            _json.WriteString("ai.operation.parentId", parent.ToHexString());
        _json.WriteEndObject();
        _json.WriteStartObject("data");
        _json.WriteString("baseType", kind + "Data");
        _json.WriteStartObject("baseData");
        _json.WriteNumber("ver", 2);
        data(_json);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
    }

    /// <summary>Writes attributes as the item's properties.</summary>
    public static void Properties(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> tags)
    {
        json.WriteStartObject("properties");
        foreach (var (name, value) in tags)
        {
            if (value is not null)
                json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }

    public void Dispose() => _json?.Dispose();
}
