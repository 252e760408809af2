using Click2Call.Hosting.Catalog;
using Click2Call.Storage.Rest;

namespace Click2Call.Hosting.StandAlone;

/// <summary>All queues and timers of the catalog: begun when the server is up, drained when the process is asked to end.</summary>
internal sealed partial class StandAloneWork(
    FunctionCatalog catalog, StorageAccount storage, StandAloneOptions options, StorageWatch watch, TimeProvider clock, ILogger<StandAloneWork> log)
    : IDisposable
{
    private const string Poison = "-poison";

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Dictionary<string, QueueBell> _bells = catalog.Queues.ToDictionary(function => function.Queue, _ => new QueueBell());
    private Task _work = Task.CompletedTask;

    /// <summary>Begins.</summary>
    public void Start()
    {
        storage.MessagePut += Ring;
        _work = Task.WhenAll(
        [
            .. catalog.Queues.Select(queue => Pump(queue).Run(_stop.Token, _giveUp.Token)),
            .. catalog.Timers.Select(timer => new TimerLoop(timer, options.FunctionTimeout, clock, log).Run(_stop.Token, _giveUp.Token)),
        ]);
    }

    /// <summary>Takes nothing new; returns when what is in work is done, or after the drain time.</summary>
    public async Task Drain()
    {
        storage.MessagePut -= Ring;
        await _stop.CancelAsync();
        try
        {
            await _work.WaitAsync(options.DrainTime, clock);
        }
        catch (TimeoutException)
        {
            Log.NotDrained(log, options.DrainTime);
            await _giveUp.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _giveUp.Dispose();
    }

    private void Ring(string queue)
    {
        if (_bells.TryGetValue(queue, out var bell))
            bell.Ring();
    }

    private QueuePump Pump(QueueFunction function) =>
        new(function, storage.Queue(function.Queue), PoisonOf(function.Queue), _bells[function.Queue], options, watch, clock, log);

    // As the Functions host does it: what fails in a queue of poisoned messages comes back there until it succeeds.
    private IQueue? PoisonOf(string queue) => queue.EndsWith(Poison, StringComparison.Ordinal) ? null : storage.Queue(queue + Poison);

    private static partial class Log
    {
        [LoggerMessage(128, LogLevel.Warning, "Not all work was done within {DrainTime}; unfinished messages come back.")]
        public static partial void NotDrained(ILogger log, TimeSpan drainTime);
    }
}
