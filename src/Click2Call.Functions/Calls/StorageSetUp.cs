using Click2Call.Hosting.Start;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions.Calls;

/// <summary>
/// Creates tables and queues that are not there yet; what exists is left alone, so every start may do it. Alone we
/// wait for it; the Functions host waits for our first answer, so there it goes on beside it.
/// </summary>
internal sealed partial class StorageSetUp(StorageAccount storage, HostChoice host, ILogger<StorageSetUp> logger) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var creation = Create(cancellationToken);
        return host.IsFunctionsHost ? Task.CompletedTask : creation;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Create(CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(
            [
                .. CallServices.Tables.Select(name => storage.Table(name).Create(cancellation)),
                .. CallServices.Queues.Select(name => storage.Queue(name).Create(cancellation)),
            ]);
        }
        catch (StorageException problem)
        {
            // Requests will say 503 and readiness why; the next start tries again.
            Log.NotCreated(logger, problem.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Error, "Tables and queues could not be created: {Problem}")]
        public static partial void NotCreated(ILogger logger, string problem);
    }
}
