using Click2Call.Storage.Rest;

namespace Click2Call.Simulation;

/// <summary>A table at the other end of a wire.</summary>
internal sealed class WiredTable(ITable inner, Wire wire, Judge judge) : ITable
{
    public string Name => inner.Name;

    public Task Create(CancellationToken ct) => inner.Create(ct);

    public Task<string> Insert(TableRow row, CancellationToken ct) => throw new NotSupportedException();

    public Task<string> Replace(TableRow row, string ifMatch, CancellationToken ct) => throw new NotSupportedException();

    public Task<string> Merge(TableRow row, string ifMatch, CancellationToken ct) => throw new NotSupportedException();

    public Task<TableRow?> Get(string partitionKey, string rowKey, CancellationToken ct) =>
        wire.Exchange($"get {Name}", false, () => Now(inner.Get(partitionKey, rowKey, default)));

    public Task<string> Upsert(TableRow row, CancellationToken ct) => wire.Exchange($"upsert {Name}", true, () =>
    {
        var etag = Now(inner.Upsert(row, default));
        judge.RowUpserted(Name, row);
        return etag;
    });

    public Task Delete(string partitionKey, string rowKey, string ifMatch, CancellationToken ct) => wire.Exchange($"delete {Name}", true, () =>
    {
        inner.Delete(partitionKey, rowKey, ifMatch, default).GetAwaiter().GetResult();
        judge.RowDeleted(Name, partitionKey, rowKey);
        return true;
    });

    public Task<TablePage> Query(string? filter, int? top, string? continuation, IReadOnlyList<string>? select, CancellationToken ct) =>
        wire.Exchange($"query {Name}", false, () => Now(inner.Query(filter, top, continuation, select, default)));

    public Task<TransactionResult> Submit(IReadOnlyList<TableOperation> operations, CancellationToken ct) =>
        wire.Exchange($"submit {Name}", true, () =>
        {
            var done = Now(inner.Submit(operations, default));
            judge.Submitted(Name, operations, wire.Flow);
            return done;
        });

    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
