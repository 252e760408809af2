using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Click2Call.Calls;

namespace Click2Call.Dialects.Simulator;

/// <summary>A memory that ends with the process: for tests. Threads may share it.</summary>
public sealed class SimulatorMemory : ISimulatorMemory
{
    private readonly ConcurrentDictionary<AttemptId, StoredSimulatedCall> _calls = new();
    private long _version;

    /// <inheritdoc/>
    public Task<StoredSimulatedCall?> Find(AttemptId attempt, CancellationToken cancellation) =>
        Task.FromResult(_calls.GetValueOrDefault(attempt));

    /// <inheritdoc/>
    public Task<StoredSimulatedCall?> Insert(SimulatedCall call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        var stored = Tagged(call);
        return Task.FromResult(_calls.TryAdd(call.Attempt, stored) ? stored : null);
    }

    /// <inheritdoc/>
    public Task<StoredSimulatedCall?> Replace(StoredSimulatedCall read, SimulatedCall changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(changed);
        var stored = Tagged(changed);
        return Task.FromResult(_calls.TryUpdate(changed.Attempt, stored, read) ? stored : null);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SimulatedCall> Open(CancellationToken cancellation) => Walk(call => !call.Closed, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<SimulatedCall> All(CancellationToken cancellation) => Walk(_ => true, cancellation);

    private async IAsyncEnumerable<SimulatedCall> Walk(Func<SimulatedCall, bool> wanted, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var call in _calls.Values.Select(stored => stored.Call).Where(wanted).OrderByDescending(call => call.PlacedAt))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return call;
        }
    }

    private StoredSimulatedCall Tagged(SimulatedCall call) =>
        new(call, Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture));
}
