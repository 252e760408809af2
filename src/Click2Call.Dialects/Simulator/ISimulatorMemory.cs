using Click2Call.Calls;

namespace Click2Call.Dialects.Simulator;

/// <summary>
/// What the simulated phone system remembers. A phone system lives on when we are killed, so outside of tests this
/// is durable. Nothing is ever removed: whoever asks for a call that is not there may conclude that it was never placed.
/// </summary>
/// <remarks>Any member may throw <see cref="StorageUnavailableException"/>; then nobody knows whether it was done.</remarks>
public interface ISimulatorMemory
{
    /// <summary>Reads one call; null when there is none.</summary>
    Task<StoredSimulatedCall?> Find(AttemptId attempt, CancellationToken cancellation);

    /// <summary>Writes a new call. This is the moment in which it is placed.</summary>
    /// <returns>The stored call, or null when one of that id is there already.</returns>
    Task<StoredSimulatedCall?> Insert(SimulatedCall call, CancellationToken cancellation);

    /// <summary>Writes a change.</summary>
    /// <returns>The stored call, or null when somebody else has changed it since it was read.</returns>
    Task<StoredSimulatedCall?> Replace(StoredSimulatedCall read, SimulatedCall changed, CancellationToken cancellation);

    /// <summary>The calls that are not <see cref="SimulatedCall.Closed"/>.</summary>
    IAsyncEnumerable<SimulatedCall> Open(CancellationToken cancellation);

    /// <summary>Every call of every account, newest first.</summary>
    IAsyncEnumerable<SimulatedCall> All(CancellationToken cancellation);
}
