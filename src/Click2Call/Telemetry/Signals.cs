using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Click2Call.Telemetry;

/// <summary>
/// What the app tells of itself, by the platform's own <see cref="ActivitySource"/> and <see cref="Meter"/>: nobody here
/// knows who listens, and where nobody does it costs next to nothing. Account, line and click-to-call ids are in it;
/// phone numbers, keys, tokens, names and addresses with a query never are.
/// </summary>
public static class Signals
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "Click2Call";

    /// <summary>The attribute that holds an account's id.</summary>
    public const string Account = "click2call.account";

    /// <summary>The attribute that holds a click-to-call's id.</summary>
    public const string ClickToCall = "click2call.click_to_call";

    /// <summary>The attribute that holds a line's id.</summary>
    public const string Line = "click2call.line";

    /// <summary>The attribute that holds a call's id.</summary>
    public const string CallId = "click2call.call.id";

    /// <summary>The attribute that says how something came out.</summary>
    public const string Outcome = "click2call.outcome";

    /// <summary>The attribute of a queue's or topic's name ("Semantic conventions for messaging", messaging.destination.name).</summary>
    public const string Queue = "messaging.destination.name";

    /// <summary>The spans.</summary>
    public static readonly ActivitySource Source = new(Name);

    /// <summary>The metrics.</summary>
    public static readonly Meter Meter = new(Name);

    /// <summary>Requests for calls by front, account, click-to-call and what the desk said.</summary>
    public static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "click2call.requests", "{request}", "Requests for calls, by what the desk said.");

    /// <summary>Calls that are over, by outcome, line and click-to-call.</summary>
    public static readonly Counter<long> Ended = Meter.CreateCounter<long>("click2call.calls.ended", "{call}", "Calls that are over, by outcome.");

    /// <summary>Seconds from when a call was asked for until the first phone rang.</summary>
    public static readonly Histogram<double> TimeToRing = Seconds(
        "click2call.call.time_to_ring", "From when a call was asked for until the first phone rang.", [0.25, 0.5, 1, 2, 3, 5, 8, 12, 20, 40, 80, 160, 600, 3600]);

    /// <summary>Seconds from when a call was asked for until both parties were connected.</summary>
    public static readonly Histogram<double> TimeToConnect = Seconds(
        "click2call.call.time_to_connect", "From when a call was asked for until it was connected.", [1, 2, 5, 10, 15, 20, 30, 45, 60, 120, 300, 900, 3600]);

    /// <summary>Seconds that a phone system took for one order.</summary>
    public static readonly Histogram<double> Dial = Seconds(
        "click2call.line.dial.duration", "How long a phone system took for one order.", [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 40, 80, 150]);

    /// <summary>Seconds between when a message was due and when its work began.</summary>
    public static readonly Histogram<double> QueueAge = Seconds(
        "click2call.queue.age", "How late a message was when its work began.", [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900]);

    /// <summary>How many messages a queue holds, hidden ones included; the queues of poisoned ones too.</summary>
    public static readonly Gauge<long> QueueLength = Meter.CreateGauge<long>("click2call.queue.length", "{message}", "Messages in a queue, hidden ones included.");

    /// <summary>Seconds of one storage operation with all its tries.</summary>
    public static readonly Histogram<double> Storage = Seconds(
        "click2call.storage.duration", "How long one storage operation took, with all its tries.", [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25]);

    private static Histogram<double> Seconds(string name, string description, double[] bounds) =>
        Meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
