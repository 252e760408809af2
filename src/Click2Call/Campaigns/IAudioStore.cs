namespace Click2Call.Campaigns;

/// <summary>Keeps the audio of an account.</summary>
/// <remarks>Any member may throw <see cref="Calls.StorageUnavailableException"/>.</remarks>
public interface IAudioStore
{
    /// <summary>Keeps a file under a name, over whatever was there.</summary>
    Task Save(string account, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation);

    /// <summary>Reads a file; null when there is none.</summary>
    Task<ReadOnlyMemory<byte>?> Find(string account, string name, CancellationToken cancellation);

    /// <summary>Removes a file; one that is not there is no error.</summary>
    Task Delete(string account, string name, CancellationToken cancellation);
}
