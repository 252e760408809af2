using Click2Call.Events;
using Click2Call.Intake;
using Microsoft.Extensions.Logging;

namespace Click2Call.Calls;

/// <summary>Puts the desk together from its ports. The app and the simulation build the same thing.</summary>
public sealed class CallCentre
{
    private readonly CallEvents _events;

    /// <summary>Wires everything; no I/O.</summary>
    public CallCentre(CallPorts ports, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(ports);
        if (ports.Events is { } events)
            ports = ports with { Log = new AnnouncedLog(ports.Log, events, ports.Directory, time) };
        var screen = new Screen(ports.Directory, ports.Lines);
        var claims = new IntentClaims(ports.Intents, ports.Log, time);
        var throttle = new Throttle(ports.Slots, ports.Log, ports.Directory, time, loggers.CreateLogger<Throttle>());
        var doNotCall = new DoNotCallRule(ports.DoNotCall);
        var hunt = new Hunt(ports.Agents, ports.Log, ports.Directory, time, loggers.CreateLogger<Hunt>());
        var writer = new CallWriter(ports.Log, ports.Clock, ports.Directory, throttle, hunt, time, loggers.CreateLogger<CallWriter>());
        var takeDown = new CallTakeDown(writer, time);
        var dialler = new Dialler(
            ports.Log, ports.Clock, writer, takeDown, throttle, hunt, time, ports.Steps, loggers.CreateLogger<Dialler>());
        var withdrawal = new CallWithdrawal(screen, writer, takeDown, ports.Log, ports.Lines, time);
        Desk = new CallDesk(
            screen, doNotCall, claims, new UsageLimits(ports.Counters, time), dialler, writer, withdrawal, ports.Log, ports.Clock, time, ports.Steps,
            ports.NewId ?? (() => CallId.New(time)), loggers.CreateLogger<CallDesk>());
        _events = new CallEvents(ports.Log, writer, ports.LateEvents, ports.Directory, time, loggers.CreateLogger<CallEvents>());
        Alarm = new CallAlarm(
            ports.Log, ports.Clock, writer, takeDown, dialler, claims, ports.Directory, doNotCall, ports.Lines, time, loggers.CreateLogger<CallAlarm>());
        Sweep = new Sweep(ports.Log, ports.Clock, ports.Directory, Alarm, writer, hunt, time, loggers.CreateLogger<Sweep>());
    }

    /// <summary>Places calls.</summary>
    public ICallDesk Desk { get; }

    /// <summary>Hears phone systems.</summary>
    public ICallEvents Events => _events;

    /// <summary>Handles alarms.</summary>
    public CallAlarm Alarm { get; }

    /// <summary>The minute's sweep.</summary>
    public Sweep Sweep { get; }

    /// <summary>Hears an event that was put aside before.</summary>
    public Task<Heard> HearLate(LateEvent late, CancellationToken cancellation) => _events.Hear(late, cancellation);

    /// <summary>Puts back an event that was put aside and then failed too often for the host.</summary>
    /// <exception cref="StorageUnavailableException">Storage did not answer; nothing was done.</exception>
    public Task PutBackLate(LateEvent late, CancellationToken cancellation) => _events.PutBack(late, cancellation);
}
