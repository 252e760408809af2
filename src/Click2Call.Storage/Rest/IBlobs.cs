namespace Click2Call.Storage.Rest;

/// <summary>One container of blobs. Every member throws <see cref="StorageException"/> with one of its closed reasons.</summary>
public interface IBlobs
{
    /// <summary>Creates the container; one that exists already is fine.</summary>
    Task Create(CancellationToken ct);

    /// <summary>Writes a blob whole, over whatever was there.</summary>
    Task Put(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken ct) => Put(name, content, contentType, null, ct);

    /// <summary>Writes a blob whole, over whatever was there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="contentType">Their type.</param>
    /// <param name="note">One ASCII text that is kept with it; null: none.</param>
    /// <param name="ct">Stops waiting for the answer.</param>
    Task Put(string name, ReadOnlyMemory<byte> content, string contentType, string? note, CancellationToken ct);

    /// <summary>Every blob whose name begins so, by name.</summary>
    Task<IReadOnlyList<BlobItem>> List(string prefix, CancellationToken ct);

    /// <summary>Reads a blob whole; null when there is none.</summary>
    Task<ReadOnlyMemory<byte>?> Get(string name, CancellationToken ct);

    /// <summary>Deletes a blob; one that is not there is not an error.</summary>
    Task Delete(string name, CancellationToken ct);
}
