using Click2Call.Accounts;
using Click2Call.Events;
using Click2Call.Intake;
using Click2Call.Lines;

namespace Click2Call.Calls;

/// <summary>What the desk stands on.</summary>
/// <param name="Log">The calls.</param>
/// <param name="Intents">The reservations.</param>
/// <param name="Slots">The slots of throttled click-to-calls.</param>
/// <param name="Agents">Who is in a call, and who is paused.</param>
/// <param name="Clock">The alarms.</param>
/// <param name="LateEvents">Events that wait for their call.</param>
/// <param name="Directory">Accounts and keys.</param>
/// <param name="Lines">Phone systems.</param>
/// <param name="Steps">Told between durable steps.</param>
public sealed record CallPorts(
    ICallLog Log, IIntents Intents, ISlots Slots, IAgents Agents, IAlarmClock Clock, ILateEvents LateEvents, IDirectory Directory, ILines Lines, IStepWatch Steps)
{
    /// <summary>Makes the ids of new calls; absent: from the clock, with random bits. A simulation seeds them, so that a run can be repeated exactly.</summary>
    public Func<CallId>? NewId { get; init; }

    /// <summary>The do-not-call lists; absent: there are none.</summary>
    public IDoNotCall? DoNotCall { get; init; }

    /// <summary>Counts what click-to-calls are used for; absent: they have no limits.</summary>
    public ICounters? Counters { get; init; }

    /// <summary>Hears of every event of a call before it is written; absent: nobody listens.</summary>
    public IEventsOut? Events { get; init; }
}
