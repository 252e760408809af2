using Click2Call.Storage.Rest;
using Click2Call.Telemetry;

namespace Click2Call.Functions.Calls;

/// <summary>Counts what is in the queues, each minute: with the sweep, whose timer runs on one instance of a function app, and on each that is stand-alone.</summary>
internal sealed class QueueLengths(StorageAccount storage)
{
    /// <summary>Counts; does nothing where nobody listens. A queue that cannot be counted now is not counted.</summary>
    public Task Record(CancellationToken cancellation) => Signals.QueueLength.Enabled
        ? Task.WhenAll(CallServices.Queues.Select(name => Record(name, cancellation)))
        : Task.CompletedTask;

    private async Task Record(string name, CancellationToken cancellation)
    {
        try
        {
            var count = await storage.Queue(name).ApproximateCount(cancellation);
            Signals.QueueLength.Record(count, new KeyValuePair<string, object?>(Signals.Queue, name));
        }
        catch (StorageException)
        {
            // The duration of storage operations tells of it.
        }
    }
}
