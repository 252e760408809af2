using System.Diagnostics;
using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Telemetry;

/// <summary>One order to a phone system, as a span in the call's trace and a duration.</summary>
internal sealed class WatchedDial : IDisposable
{
    private readonly Call _call;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly Activity? _span;

    private WatchedDial(Call call, TimeProvider time)
    {
        (_call, _time, _started) = (call, time, time.GetTimestamp());
        _span = Span.In("dial", ActivityKind.Internal, call.Order.Trace);
        _span?.SetTag(Signals.Account, call.Account)
            .SetTag(Signals.ClickToCall, call.Order.ClickToCall)
            .SetTag(Signals.Line, call.Line)
            .SetTag(Signals.CallId, call.Id.ToString())
            .SetTag("click2call.attempt", call.Latest?.Number);
    }

    public static WatchedDial Begin(Call call, TimeProvider time) => new(call, time);

    /// <summary>Tells how it went: accepted, uncertain, or the outcome of a refusal.</summary>
    public void End(DialResult result)
    {
        var outcome = result switch
        {
            DialResult.Accepted => "accepted",
            DialResult.Refused refused => TracedDesk.Words(refused.Outcome),
            _ => "uncertain",
        };
        _span?.SetTag(Signals.Outcome, outcome);
        if (result is not DialResult.Accepted)
            _span.Fail(outcome);
        Signals.Dial.Record(
            _time.GetElapsedTime(_started).TotalSeconds, new(Signals.Account, _call.Account), new(Signals.Line, _call.Line), new(Signals.Outcome, outcome));
    }

    public void Dispose() => _span?.Dispose();
}
