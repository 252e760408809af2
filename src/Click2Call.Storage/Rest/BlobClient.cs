using Azure.Core;

namespace Click2Call.Storage.Rest;

/// <summary>One container over REST ("Blob service REST API"), with the few operations that we use. Safe for use by several threads.</summary>
public sealed class BlobClient : IBlobs
{
    // The one piece of metadata that we keep.
    private const string Note = "note";

    private readonly StoragePipeline _pipeline;
    private readonly string _name;

    internal BlobClient(StoragePipeline pipeline, string name)
    {
        if (name is not { Length: >= 3 and <= 63 } || !name.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '-'))
            throw new ArgumentException($"'{name}' cannot name a container: 3 to 63 lower-case letters, digits and dashes.", nameof(name));
        _pipeline = pipeline;
        _name = name;
    }

    /// <inheritdoc/>
    public async Task Create(CancellationToken ct)
    {
        try
        {
            await _pipeline.Send(_pipeline.Request(RequestMethod.Put, $"/{_name}?restype=container"), $"Container {_name}, create", response => response.Status, ct).ConfigureAwait(false);
        }
        catch (StorageException e) when (e.Problem == StorageProblem.AlreadyExists)
        {
            // As wished.
        }
    }

    /// <inheritdoc/>
    public Task Put(string name, ReadOnlyMemory<byte> content, string contentType, string? note, CancellationToken ct)
    {
        var message = _pipeline.Request(RequestMethod.Put, Path(name), content);
        message.Request.Headers.SetValue("Content-Type", contentType);
        message.Request.Headers.SetValue("x-ms-blob-type", "BlockBlob");
        if (note is not null)
            message.Request.Headers.SetValue("x-ms-meta-" + Note, note);
        return _pipeline.Send(message, $"Container {_name}, put", response => response.Status, ct);
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> Get(string name, CancellationToken ct) => await _pipeline.Send<ReadOnlyMemory<byte>?>(
        _pipeline.Request(RequestMethod.Get, Path(name)), $"Container {_name}, get", response => response.Content.ToMemory(), ct, missingIsFine: true).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BlobItem>> List(string prefix, CancellationToken ct)
    {
        var found = new List<BlobItem>();
        string? marker = null;
        do
        {
            var path = $"/{_name}?restype=container&comp=list&include=metadata&prefix={Uri.EscapeDataString(prefix)}{(marker is null ? "" : "&marker=" + Uri.EscapeDataString(marker))}";
            var (items, next) = await _pipeline.Send(
                _pipeline.Request(RequestMethod.Get, path), $"Container {_name}, list", response => BlobXml.ReadList(response.Content.ToMemory(), Note), ct).ConfigureAwait(false);
            found.AddRange(items);
            marker = next;
        }
        while (marker is not null);
        return found;
    }

    /// <inheritdoc/>
    public Task Delete(string name, CancellationToken ct) =>
        _pipeline.Send(_pipeline.Request(RequestMethod.Delete, Path(name)), $"Container {_name}, delete", response => response.Status, ct, missingIsFine: true);

    private string Path(string name) => $"/{_name}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}";
}
