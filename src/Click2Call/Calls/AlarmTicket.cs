namespace Click2Call.Calls;

/// <summary>A handle on an alarm that was just set, so that who loses the race for the row can take it back.</summary>
/// <param name="Alarm">The alarm.</param>
/// <param name="MessageId">The queue's id of the message; null for one in the agenda.</param>
/// <param name="Receipt">The queue's receipt, or the agenda row's keys.</param>
public sealed record AlarmTicket(Alarm Alarm, string? MessageId, string Receipt);
