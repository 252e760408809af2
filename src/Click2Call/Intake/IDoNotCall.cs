namespace Click2Call.Intake;

/// <summary>
/// The numbers that an account does not call, apart from its configuration so that there may be millions: asking about one
/// is one read.
/// </summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>; then nobody is called.</remarks>
public interface IDoNotCall
{
    /// <summary>The entry of a number; null when it may be called.</summary>
    Task<DoNotCallEntry?> Find(string account, string number, CancellationToken cancellation);

    /// <summary>Adds a number.</summary>
    /// <returns>False when it was there before; its entry stays as it is.</returns>
    Task<bool> Add(string account, DoNotCallEntry entry, CancellationToken cancellation);

    /// <summary>Removes a number.</summary>
    /// <returns>False when it was not there.</returns>
    Task<bool> Remove(string account, string number, CancellationToken cancellation);

    /// <summary>One page of the list.</summary>
    /// <exception cref="ArgumentException">The continuation is not one that we handed out.</exception>
    Task<DoNotCallPage> List(string account, int top, string? continuation, CancellationToken cancellation);
}
