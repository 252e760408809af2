using System.Diagnostics;

namespace Click2Call.Telemetry;

/// <summary>Spans and measures of messages ("Semantic conventions for messaging spans").</summary>
public static class QueueTrace
{
    /// <summary>The system's name in spans; the conventions name none for Azure's storage queues.</summary>
    public const string System = "azure_storage_queues";

    /// <summary>A message is about to be put. What <see cref="Span.Context"/> says inside it goes into the message.</summary>
    public static Activity? Send(string queue)
    {
        // A sender is only worth a span inside a trace.
        if (Span.Context is null)
            return null;
        var span = Span.Inside("send " + queue, ActivityKind.Producer);
        return Describe(span, queue, "send");
    }

    /// <summary>A message is worked off, in the trace that it was put in.</summary>
    public static Activity? Process(string queue, string? trace) =>
        Describe(
            trace is null ? Span.AtTheDoor("process " + queue, ActivityKind.Consumer) : Span.In("process " + queue, ActivityKind.Consumer, trace), queue, "process");

    /// <summary>How late a message is now.</summary>
    public static void Late(string queue, DateTimeOffset dueAt, DateTimeOffset now) =>
        Signals.QueueAge.Record(Math.Max(0, (now - dueAt).TotalSeconds), new KeyValuePair<string, object?>(Signals.Queue, queue));

    private static Activity? Describe(Activity? span, string queue, string operation) => span?
        .SetTag("messaging.system", System)
        .SetTag(Signals.Queue, queue)
        .SetTag("messaging.operation.type", operation)
        .SetTag("messaging.operation.name", operation);
}
