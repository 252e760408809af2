using System.Globalization;
using System.Runtime.CompilerServices;
using Click2Call.Calls;
using Click2Call.Dialects.Simulator;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions.Simulator;

/// <summary>
/// The simulated phone system's memory in a table of its own, apart from ours: it must know what it did when we have
/// lost what we knew. One partition, newest first; made for trying out and tests, not for load.
/// </summary>
internal sealed class SimulatorTable(ITable table) : ISimulatorMemory
{
    /// <summary>The table's name.</summary>
    public const string Name = "Simulator";

    private const string Calls = "calls";
    private const string Text = "Call";
    private const string Open = "Open";

    /// <inheritdoc/>
    public Task<StoredSimulatedCall?> Find(AttemptId attempt, CancellationToken cancellation) => Ask(async () =>
        await table.Get(Calls, Key(attempt), cancellation) is { } row ? Read(row) : null);

    /// <inheritdoc/>
    public Task<StoredSimulatedCall?> Insert(SimulatedCall call, CancellationToken cancellation) => Ask(async () =>
    {
        var row = Row(call);
        try
        {
            return new StoredSimulatedCall(call, await table.Insert(row, cancellation));
        }
        catch (StorageException e) when (e.Problem == StorageProblem.AlreadyExists)
        {
            return await Mine(row, cancellation);
        }
    });

    /// <inheritdoc/>
    public Task<StoredSimulatedCall?> Replace(StoredSimulatedCall read, SimulatedCall changed, CancellationToken cancellation) => Ask(async () =>
    {
        var row = Row(changed);
        try
        {
            return new StoredSimulatedCall(changed, await table.Replace(row, read.ETag, cancellation));
        }
        catch (StorageException e) when (e.Problem == StorageProblem.Stale)
        {
            return await Mine(row, cancellation);
        }
    });

    /// <inheritdoc/>
    IAsyncEnumerable<SimulatedCall> ISimulatorMemory.Open(CancellationToken cancellation) =>
        Walk(Filter.And(Filter.Partition(Calls), Filter.Eq(Open, true)), cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<SimulatedCall> All(CancellationToken cancellation) => Walk(Filter.Partition(Calls), cancellation);

    // The call's id begins with its time; turned round, so that the newest row comes first.
    private static string Key(AttemptId attempt) => string.Create(
        CultureInfo.InvariantCulture,
        $"{long.MaxValue - attempt.Call.CreatedAt.ToUnixTimeMilliseconds():x16}-{attempt.Call.ToHex()}-{9999 - attempt.Number:d4}");

    private static TableRow Row(SimulatedCall call) => new(Calls, Key(call.Attempt))
    {
        [Text] = SimulatedCallJson.Write(call),
        [Open] = !call.Closed,
    };

    private static StoredSimulatedCall Read(TableRow row) => new(SimulatedCallJson.Read(row.GetString(Text) ?? ""), row.ETag ?? "");

    /// <summary>A write whose reply was lost meets itself when it is sent again: the same text is ours, another is not.</summary>
    private async Task<StoredSimulatedCall?> Mine(TableRow written, CancellationToken cancellation) =>
        await table.Get(written.PartitionKey, written.RowKey, cancellation) is { } row && row.GetString(Text) == written.GetString(Text)
            ? Read(row)
            : null;

    private async IAsyncEnumerable<SimulatedCall> Walk(string filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? continuation = null;
        do
        {
            var from = continuation;
            var page = await Ask(() => table.Query(filter, top: null, from, select: null, cancellation));
            foreach (var row in page.Rows)
                yield return Read(row).Call;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>Asks the table; makes it when it is not there yet.</summary>
    private async Task<T> Ask<T>(Func<Task<T>> ask)
    {
        try
        {
            try
            {
                return await ask();
            }
            catch (StorageException e) when (e.Problem == StorageProblem.Missing)
            {
                await table.Create(CancellationToken.None);
                return await ask();
            }
        }
        catch (StorageException e)
        {
            throw new StorageUnavailableException("The simulated phone system cannot reach its memory. " + e.Message, e, e.RetryAfter);
        }
    }
}
