using System.Diagnostics;
using System.Globalization;
using Click2Call.Telemetry;

namespace Click2Call.Storage.Rest;

/// <summary>Times one operation on storage. What it was done to is a table, a queue or a container, never a row: a row's key can be a phone number.</summary>
/// <param name="where">What and where, as errors say it: <c>Table Calls, get</c>.</param>
/// <param name="clock">The clock.</param>
internal sealed class WatchedOperation(string where, TimeProvider clock) : IDisposable
{
    private readonly long _started = clock.GetTimestamp();
    private bool _done;

    /// <summary>The status of an answer that is no success.</summary>
    public int? Status { get; set; }

    /// <summary>It was done.</summary>
    public T? Done<T>(T? result)
    {
        _done = true;
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Signals.Storage.Enabled)
            return;
        var (service, name, operation) = Read(where);
        var tags = new TagList { { "click2call.storage.service", service }, { "click2call.storage.name", name }, { "click2call.storage.operation", operation } };
        if (!_done)
            tags.Add("error.type", Status?.ToString(CultureInfo.InvariantCulture) ?? "no_answer");
        Signals.Storage.Record(clock.GetElapsedTime(_started).TotalSeconds, tags);
    }

    private static (string Service, string Name, string Operation) Read(string where)
    {
        var space = where.IndexOf(' ', StringComparison.Ordinal);
        var comma = where.IndexOf(", ", StringComparison.Ordinal);
        return space > 0 && comma > space
            ? (where[..space] switch { "Queue" => "queue", "Container" => "blob", _ => "table" }, where[(space + 1)..comma], where[(comma + 2)..])
            : ("other", "", "");
    }
}
