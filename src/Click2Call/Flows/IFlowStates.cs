namespace Click2Call.Flows;

/// <summary>Keeps where calls are in their flows.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface IFlowStates
{
    /// <summary>Where a call is; null when it is new.</summary>
    Task<StoredFlowState?> Find(FlowCallKey call, CancellationToken cancellation);

    /// <summary>Writes where a call is; false when somebody was faster.</summary>
    /// <param name="call">The call.</param>
    /// <param name="state">Its place.</param>
    /// <param name="read">What was read before, or null when there was nothing.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<bool> Save(FlowCallKey call, FlowState state, StoredFlowState? read, CancellationToken cancellation);
}
