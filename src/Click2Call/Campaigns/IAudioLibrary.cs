namespace Click2Call.Campaigns;

/// <summary>The audio of an account as people look after it: beside keeping, reading and removing, lists and owners.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface IAudioLibrary : IAudioStore
{
    /// <summary>Keeps a file, over whatever was there, and under whom it lies.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="file">Its name, type and owner; the rest is found out.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task Keep(string account, AudioFile file, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Every file of the account, by name.</summary>
    Task<IReadOnlyList<AudioFile>> List(string account, CancellationToken cancellation);
}
