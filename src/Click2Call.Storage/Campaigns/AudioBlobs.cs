using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Campaigns;

/// <summary>Audio in the container <c>audio</c>, under <c>{account}/{name}</c>.</summary>
/// <param name="blobs">The container; null where there is no Blob service.</param>
public sealed class AudioBlobs(IBlobs? blobs) : IAudioLibrary
{
    /// <summary>The container's name.</summary>
    public const string Container = "audio";

    /// <inheritdoc/>
    public Task Save(string account, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation) =>
        Keep(account, new AudioFile(name, contentType, content.Length, default, null), content, cancellation);

    /// <inheritdoc/>
    public Task Keep(string account, AudioFile file, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        return StorageDown.Translate(async () =>
        {
            var container = Blobs();
            try
            {
                await container.Put($"{account}/{file.Name}", content, file.ContentType, file.Owner, cancellation);
            }
            catch (StorageException e) when (e.Problem == StorageProblem.Missing)
            {
                // The first file of this installation.
                await container.Create(cancellation);
                await container.Put($"{account}/{file.Name}", content, file.ContentType, file.Owner, cancellation);
            }
        });
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AudioFile>> List(string account, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        try
        {
            var found = await Blobs().List(account + "/", cancellation);
            return (IReadOnlyList<AudioFile>)[.. found.Select(blob => new AudioFile(blob.Name[(account.Length + 1)..], blob.ContentType, blob.Bytes, blob.ChangedAt, blob.Note))];
        }
        catch (StorageException e) when (e.Problem == StorageProblem.Missing)
        {
            return [];
        }
    });

    /// <inheritdoc/>
    public Task Delete(string account, string name, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        try
        {
            await Blobs().Delete($"{account}/{name}", cancellation);
        }
        catch (StorageException e) when (e.Problem == StorageProblem.Missing)
        {
            // No container: no file.
        }
    });

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> Find(string account, string name, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        try
        {
            return await Blobs().Get($"{account}/{name}", cancellation);
        }
        catch (StorageException e) when (e.Problem == StorageProblem.Missing)
        {
            return null;
        }
    });

    private IBlobs Blobs() => blobs ?? throw new StorageUnavailableException("The storage account has no Blob service; name its blobServiceUri.");
}
