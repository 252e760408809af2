namespace Click2Call.Calls;

/// <summary>Wakes calls up: by a queue message soon, by the agenda later.</summary>
/// <remarks>Any member may throw <see cref="StorageUnavailableException"/>.</remarks>
public interface IAlarmClock
{
    /// <summary>
    /// Sets an alarm, durable when this returns. Up to 15 minutes away it is an invisible message, further away an
    /// agenda row that the sweep turns into one, because sleeping messages would make the platform scale out.
    /// </summary>
    Task<AlarmTicket> Set(Alarm alarm, DateTimeOffset dueAt, CancellationToken cancellation);

    /// <summary>Takes an alarm back. Best effort: one that cannot be taken back is stale when it comes.</summary>
    Task Withdraw(AlarmTicket ticket, CancellationToken cancellation);

    /// <summary>Turns agenda rows that are due into messages.</summary>
    /// <returns>How many.</returns>
    Task<int> PromoteDue(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Takes alarms that failed too often off the poison queue, at most 32.</summary>
    Task<IReadOnlyList<PoisonedAlarm>> Poisoned(CancellationToken cancellation);

    /// <summary>Removes one of them for good, once what it stood for is visible elsewhere.</summary>
    Task Bury(PoisonedAlarm poisoned, CancellationToken cancellation);
}
