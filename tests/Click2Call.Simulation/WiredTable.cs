using Click2Call.Storage.Rest;

namespace Click2Call.Simulation;

/// <summary>A table at the other end of a wire.</summary>
internal sealed class WiredTable(ITable inner, Wire wire, Judge judge) : ITable
{
    public string Name => inner.Name;

    public Task Create(CancellationToken ct) => inner.Create(ct);

    public Task<string> Insert(TableRow row, CancellationToken ct) => wire.Exchange(Said("insert", row.RowKey), true, () =>
    {
        var etag = Now(inner.Insert(row, default));
        judge.AgentWritten(Name, row);
        judge.SlotWritten(Name, row);
        return etag;
    });

    public Task<string> Replace(TableRow row, string ifMatch, CancellationToken ct) => wire.Exchange(Said("replace", row.RowKey), true, () =>
    {
        var etag = Now(inner.Replace(row, ifMatch, default));
        judge.SlotWritten(Name, row);
        return etag;
    });

    public Task<string> Merge(TableRow row, string ifMatch, CancellationToken ct) => wire.Exchange(Said("merge", row.RowKey), true, () =>
    {
        var etag = Now(inner.Merge(row, ifMatch, default));
        judge.AgentWritten(Name, row);
        return etag;
    });

    public Task<TableRow?> Get(string partitionKey, string rowKey, CancellationToken ct) =>
        wire.Exchange(Said("get"), false, () => Now(inner.Get(partitionKey, rowKey, default)));

    public Task<string> Upsert(TableRow row, CancellationToken ct) => wire.Exchange(Said("upsert"), true, () =>
    {
        var etag = Now(inner.Upsert(row, default));
        judge.RowUpserted(Name, row);
        return etag;
    });

    public Task Delete(string partitionKey, string rowKey, string ifMatch, CancellationToken ct) => wire.Exchange(Said("delete"), true, () =>
    {
        inner.Delete(partitionKey, rowKey, ifMatch, default).GetAwaiter().GetResult();
        judge.RowDeleted(Name, partitionKey, rowKey);
        return true;
    });

    public Task<TablePage> Query(string? filter, int? top, string? continuation, IReadOnlyList<string>? select, CancellationToken ct) =>
        wire.Exchange(Said("query"), false, () => Now(inner.Query(filter, top, continuation, select, default)));

    public Task<TransactionResult> Submit(IReadOnlyList<TableOperation> operations, CancellationToken ct) =>
        wire.Exchange(Said("submit"), true, () =>
        {
            var done = Now(inner.Submit(operations, default));
            judge.Submitted(Name, operations, wire.Flow);
            return done;
        });

    // Words are for the trace; most runs have none.
    private string Said(string what, string? row = null) => wire.IsTraced ? $"{what} {Name} {row}".TrimEnd() : what;

    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
