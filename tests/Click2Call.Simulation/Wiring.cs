using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Events;
using Click2Call.Intake;

namespace Click2Call.Simulation;

/// <summary>
/// Switches that break one rule of the protocol between the desk and its ports, to show that the judge notices. They
/// exist only here.
/// </summary>
internal sealed record Wiring
{
    /// <summary>As the app is wired.</summary>
    public static Wiring Real { get; } = new();

    public Func<Flow, ICallLog, ICallLog> Log { get; init; } = (_, log) => log;

    public Func<Flow, IIntents, IIntents> Intents { get; init; } = (_, intents) => intents;

    public Func<Flow, IAgents, IAgents> Agents { get; init; } = (_, agents) => agents;

    public Func<Flow, ISlots, ISlots> Slots { get; init; } = (_, slots) => slots;

    public Func<Flow, IDirectory, IDirectory> Directory { get; init; } = (_, directory) => directory;

    public Func<Flow, IAlarmClock, IAlarmClock> Clock { get; init; } = (_, clock) => clock;

    public Func<World, Flow, IEventsOut, IEventsOut> Events { get; init; } = (_, _, events) => events;

    /// <summary>The phone system takes a call that it cannot find for one that it never placed.</summary>
    public bool UnknownIsNever { get; init; }
}
