namespace Click2Call.Intake;

/// <summary>Counts, the same for all instances.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface ICounters
{
    /// <summary>The count of that name; null when nothing was counted.</summary>
    Task<Counter?> Find(string account, string name, CancellationToken cancellation);

    /// <summary>Writes counts, all or none: one without a tag must be new, one with a tag must still be as it was read.</summary>
    /// <returns>False when somebody else was faster; then none is written.</returns>
    Task<bool> Write(string account, IReadOnlyList<Counter> counters, CancellationToken cancellation);
}
