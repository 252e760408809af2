using System.Collections.Concurrent;

namespace Click2Call.Testing;

/// <summary>A storage account in memory: tables and queues by name, with one clock and one set of hooks.</summary>
public sealed class MemoryStorage(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, MemoryTable> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, MemoryQueue> _queues = new(StringComparer.Ordinal);

    /// <summary>What happens around every request to any table or queue.</summary>
    public StorageHooks Hooks { get; } = new();

    /// <summary>The table of this name (upper and lower case are the same); still to be created, as with the service.</summary>
    public MemoryTable Table(string name) => _tables.GetOrAdd(name, key => new MemoryTable(key, clock, Hooks));

    /// <summary>The queue of this name; still to be created, as with the service.</summary>
    public MemoryQueue Queue(string name) => _queues.GetOrAdd(name, key => new MemoryQueue(key, clock, Hooks));
}
