namespace Click2Call.Intake;

/// <summary>
/// Reservations: who sent this before, and who is being called already. All rows of one order are written in one
/// transaction of the account's partition.
/// </summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface IIntents
{
    /// <summary>
    /// Writes the rows, all or none: a row without a tag is inserted, one with a tag replaces what was read. A write
    /// that meets itself because its reply was lost counts as done.
    /// </summary>
    /// <returns>Null when all are written; else what stands there now, in the order asked, null where nothing does.</returns>
    Task<IReadOnlyList<Reservation?>?> Reserve(string account, IReadOnlyList<Reservation> rows, CancellationToken cancellation);

    /// <summary>What stands under a name; null when nothing does.</summary>
    Task<Reservation?> Find(string account, string name, CancellationToken cancellation);
}
