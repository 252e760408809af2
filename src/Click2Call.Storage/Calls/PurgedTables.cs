using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>The tables that are purged.</summary>
/// <param name="Calls">Calls, by account and day.</param>
/// <param name="Deliveries">Deliveries of events, by account and day.</param>
/// <param name="Intents">Reservations and limits.</param>
/// <param name="Slots">Slots.</param>
/// <param name="Agenda">Wake-ups.</param>
/// <param name="Simulator">The simulated phone system's own books.</param>
/// <param name="FlowCalls">Where calls are in their flows, by account and day; null where there are no flows.</param>
public sealed record PurgedTables(ITable Calls, ITable Deliveries, ITable Intents, ITable Slots, ITable Agenda, ITable Simulator, ITable? FlowCalls = null);
