using System.Diagnostics;
using Click2Call.Hosting.Catalog;
using Click2Call.Telemetry;

namespace Click2Call.Hosting.Telemetry;

/// <summary>Queue messages and timer ticks as spans, the same on both hosts.</summary>
internal static class FunctionTrace
{
    /// <summary>Works a message off inside its span.</summary>
    public static async Task Run(this QueueFunction function, string text, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Signals.Source.HasListeners() && !Signals.QueueAge.Enabled)
        {
            await function.Handler(text, cancellation);
            return;
        }

        var context = MessageContext.Read(text);
        if (context.DueAt is { } due)
            QueueTrace.Late(function.Queue, due, clock.GetUtcNow());
        using var span = QueueTrace.Process(function.Queue, context.Traceparent);
        span?.SetTag("faas.name", function.Name).SetTag("faas.trigger", "pubsub");
        await Watch(span, () => function.Handler(text, cancellation));
    }

    /// <summary>Runs a timer's work inside its span.</summary>
    public static async Task Run(this TimerFunction function, CancellationToken cancellation)
    {
        using var span = Span.AtTheDoor("timer " + function.Name, ActivityKind.Internal);
        span?.SetTag("faas.name", function.Name).SetTag("faas.trigger", "timer");
        await Watch(span, () => function.Handler(cancellation));
    }

    private static async Task Watch(Activity? span, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            span.Fail(e.GetType().Name);
            throw;
        }
    }
}
