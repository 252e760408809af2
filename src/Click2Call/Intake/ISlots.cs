namespace Click2Call.Intake;

/// <summary>The slots of click-to-calls: each call in flight of a throttled click-to-call holds one.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface ISlots
{
    /// <summary>The slots that are held now.</summary>
    Task<IReadOnlyList<Slot>> Held(string account, string clickToCall, CancellationToken cancellation);

    /// <summary>
    /// Takes a slot: one without a tag must be free, one with a tag must still be as it was read. A write that meets
    /// itself because its reply was lost counts as done.
    /// </summary>
    /// <returns>False when somebody else was faster.</returns>
    Task<bool> Take(string account, string clickToCall, Slot slot, CancellationToken cancellation);

    /// <summary>Gives a slot back if it still is as it was read.</summary>
    Task Free(string account, string clickToCall, Slot slot, CancellationToken cancellation);
}
