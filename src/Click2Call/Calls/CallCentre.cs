using Click2Call.Intake;
using Click2Call.Lines;
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
        var screen = new Screen(ports.Directory, ports.Lines);
        var claims = new IntentClaims(ports.Intents, ports.Log, time);
        var throttle = new Throttle(ports.Slots, ports.Log, ports.Directory, time, loggers.CreateLogger<Throttle>());
        var writer = new CallWriter(ports.Log, ports.Clock, throttle, time, loggers.CreateLogger<CallWriter>());
        var takeDown = new CallTakeDown(writer, time);
        var dialler = new Dialler(
            ports.Log, ports.Clock, writer, takeDown, throttle, time, ports.Steps, loggers.CreateLogger<Dialler>());
        Desk = new CallDesk(
            screen, claims, dialler, writer, takeDown, ports.Log, ports.Clock, ports.Lines, time, ports.Steps,
            ports.NewId ?? (() => CallId.New(time)), loggers.CreateLogger<CallDesk>());
        _events = new CallEvents(ports.Log, writer, ports.LateEvents, loggers.CreateLogger<CallEvents>());
        Alarm = new CallAlarm(
            ports.Log, ports.Clock, writer, takeDown, dialler, claims, ports.Lines, time, loggers.CreateLogger<CallAlarm>());
        Sweep = new Sweep(ports.Log, ports.Clock, ports.Directory, Alarm, writer, time, loggers.CreateLogger<Sweep>());
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
    public Task<Heard> HearLate(LineEvent told, int tries, CancellationToken cancellation) => _events.Hear(told, tries, cancellation);
}
