using System.Diagnostics;

namespace Click2Call.Telemetry;

/// <summary>Begins spans where they belong: in the trace of the call, whoever brought us to it.</summary>
public static class Span
{
    /// <summary>
    /// The W3C trace context to hand on (<c>traceparent</c>), or null when nobody records. Only our own: the web server makes
    /// one for every request even where there is no telemetry, and takes it over from whoever sends one.
    /// </summary>
    public static string? Context => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } current && current.Source.Name == Signals.Name
        ? current.Id
        : null;

    /// <summary>Whether what goes on now is a part of a trace whose context was written down.</summary>
    public static bool IsIn(string? trace) => Context is not null && TryParse(trace)?.TraceId == Activity.Current?.TraceId;

    /// <summary>A span inside the one that goes on.</summary>
    public static Activity? Inside(string name, ActivityKind kind = ActivityKind.Internal) => Signals.Source.StartActivity(name, kind);

    /// <summary>
    /// A span at the door: the beginning of a trace of its own. A stranger's trace is linked to and not adopted, else a
    /// stranger could put our spans where he likes.
    /// </summary>
    /// <param name="name">Its name, without ids.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="stranger">The <c>traceparent</c> that came with the request, if one did.</param>
    public static Activity? AtTheDoor(string name, ActivityKind kind, string? stranger = null) =>
        Begin(name, kind, default, TryParse(stranger) is { } other ? [new ActivityLink(other)] : null);

    /// <summary>
    /// A span in the trace whose context was written down. Where the present goes on in another trace (an event, a
    /// sweep), that one is linked to.
    /// </summary>
    /// <param name="name">Its name, without ids.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="trace">What <see cref="Context"/> was; null: a span inside the one that goes on.</param>
    /// <param name="startedAt">When it began, if that was earlier than now.</param>
    public static Activity? In(string name, ActivityKind kind, string? trace, DateTimeOffset startedAt = default)
    {
        if (!Signals.Source.HasListeners())
            return null;
        var parent = TryParse(trace);
        var now = Activity.Current;
        if (parent is null || now?.TraceId == parent.Value.TraceId)
            return Signals.Source.StartActivity(name, kind, default(ActivityContext), startTime: startedAt);
        return Begin(name, kind, parent.Value, Context is null ? null : [new ActivityLink(now!.Context)], startedAt);
    }

    /// <summary>Says that it failed, and of what kind; nothing of the error's text.</summary>
    public static void Fail(this Activity? span, string kind)
    {
        span?.SetStatus(ActivityStatusCode.Error);
        span?.SetTag("error.type", kind);
    }

    private static Activity? Begin(string name, ActivityKind kind, ActivityContext parent, ActivityLink[]? links, DateTimeOffset startedAt = default)
    {
        if (!Signals.Source.HasListeners())
            return null;

        // Where no parent is given, the current one would be taken, when it is made and again when it is started. A root
        // ends with no current span at all, which its async method keeps to itself.
        var before = Activity.Current;
        Activity.Current = null;
        var span = Signals.Source.CreateActivity(name, kind, parent, tags: null, links);
        if (span is null || parent != default)
            Activity.Current = before;
        if (startedAt != default)
            span?.SetStartTime(startedAt.UtcDateTime);
        return span?.Start();
    }

    private static ActivityContext? TryParse(string? trace) => ActivityContext.TryParse(trace, null, isRemote: true, out var context) ? context : null;
}
