using Click2Call.Storage.Rest;

namespace Click2Call.Functions.Calls;

/// <summary>Creates tables and queues that are not there yet. What exists is left alone, so every start may do it.</summary>
internal sealed class StorageSetUp(StorageAccount storage)
{
    /// <exception cref="StorageException">Storage did not let us.</exception>
    public Task Run(CancellationToken cancellation) => Task.WhenAll(
    [
        .. CallServices.Tables.Select(name => storage.Table(name).Create(cancellation)),
        .. CallServices.Queues.Select(name => storage.Queue(name).Create(cancellation)),
    ]);
}
