using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Calls;

/// <summary>A table whose next write is applied and whose reply is lost: sent again, it meets itself; or nobody knows.</summary>
internal sealed class FlakyTable(ITable inner) : ITable
{
    /// <summary>The next write's reply is lost and the write is sent again.</summary>
    public bool RepeatNextWrite { get; set; }

    /// <summary>The next write's reply is lost.</summary>
    public bool LoseNextReply { get; set; }

    /// <summary>What others do before the write is sent again.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public int Writes { get; private set; }

    public string Name => inner.Name;

    public Task Create(CancellationToken ct) => inner.Create(ct);

    public Task<string> Insert(TableRow row, CancellationToken ct) => inner.Insert(row, ct);

    public Task<TableRow?> Get(string partitionKey, string rowKey, CancellationToken ct) => inner.Get(partitionKey, rowKey, ct);

    public Task<string> Upsert(TableRow row, CancellationToken ct) => inner.Upsert(row, ct);

    public Task<string> Replace(TableRow row, string ifMatch, CancellationToken ct) => inner.Replace(row, ifMatch, ct);

    public Task<string> Merge(TableRow row, string ifMatch, CancellationToken ct) => inner.Merge(row, ifMatch, ct);

    public Task Delete(string partitionKey, string rowKey, string ifMatch, CancellationToken ct) => inner.Delete(partitionKey, rowKey, ifMatch, ct);

    public Task<TablePage> Query(string? filter, int? top, string? continuation, IReadOnlyList<string>? select, CancellationToken ct) =>
        inner.Query(filter, top, continuation, select, ct);

    public async Task<TransactionResult> Submit(IReadOnlyList<TableOperation> operations, CancellationToken ct)
    {
        Writes++;
        var done = await inner.Submit(operations, ct);
        var (repeat, lose) = (RepeatNextWrite, LoseNextReply);
        (RepeatNextWrite, LoseNextReply) = (false, false);
        if ((repeat || lose) && Meanwhile is { } meanwhile)
            await meanwhile();
        if (lose)
            throw new StorageException(StorageProblem.Unavailable, "The reply is lost.");
        return repeat ? await inner.Submit(operations, ct) : done;
    }
}
