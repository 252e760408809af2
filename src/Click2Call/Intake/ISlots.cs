namespace Click2Call.Intake;

/// <summary>Slots: each call in flight of a click-to-call or a line that has a limit holds one.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface ISlots
{
    /// <summary>The slots that are held now.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="group">The click-to-call's id, or <see cref="SlotGroup.OfLine"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<Slot>> Held(string account, string group, CancellationToken cancellation);

    /// <summary>
    /// Takes a slot: one without a tag must be free, one with a tag must still be as it was read. A write that meets
    /// itself because its reply was lost counts as done.
    /// </summary>
    /// <returns>False when somebody else was faster.</returns>
    Task<bool> Take(string account, string group, Slot slot, CancellationToken cancellation);

    /// <summary>Gives a slot back if it still is as it was read.</summary>
    Task Free(string account, string group, Slot slot, CancellationToken cancellation);
}
