using Click2Call.Storage.Rest;

namespace Click2Call.Simulation;

/// <summary>A table at the other end of a wire.</summary>
internal sealed class WiredTable(ITable inner, Wire wire, Judge judge) : ITable
{
    public string Name => inner.Name;

    public Task Create(CancellationToken ct) => inner.Create(ct);

    public Task<string> Insert(TableRow row, CancellationToken ct) => wire.Exchange(Said("insert", row.RowKey), true, () => inner.Insert(row, default), _ =>
    {
        judge.AgentWritten(Name, row);
        judge.SlotWritten(Name, row);
    });

    public Task<string> Replace(TableRow row, string ifMatch, CancellationToken ct) =>
        wire.Exchange(Said("replace", row.RowKey), true, () => inner.Replace(row, ifMatch, default), _ => judge.SlotWritten(Name, row));

    public Task<string> Merge(TableRow row, string ifMatch, CancellationToken ct) =>
        wire.Exchange(Said("merge", row.RowKey), true, () => inner.Merge(row, ifMatch, default), _ => judge.AgentWritten(Name, row));

    public Task<TableRow?> Get(string partitionKey, string rowKey, CancellationToken ct) =>
        wire.Exchange(Said("get"), false, () => inner.Get(partitionKey, rowKey, default));

    public Task<string> Upsert(TableRow row, CancellationToken ct) =>
        wire.Exchange(Said("upsert"), true, () => inner.Upsert(row, default), _ => judge.RowUpserted(Name, row));

    public Task Delete(string partitionKey, string rowKey, string ifMatch, CancellationToken ct) =>
        wire.Exchange(Said("delete"), () => inner.Delete(partitionKey, rowKey, ifMatch, default), () => judge.RowDeleted(Name, partitionKey, rowKey));

    public Task<TablePage> Query(string? filter, int? top, string? continuation, IReadOnlyList<string>? select, CancellationToken ct) =>
        wire.Exchange(Said("query"), false, () => inner.Query(filter, top, continuation, select, default));

    public Task<TransactionResult> Submit(IReadOnlyList<TableOperation> operations, CancellationToken ct) =>
        wire.Exchange(Said("submit"), true, () => inner.Submit(operations, default), _ => judge.Submitted(Name, operations, wire.Flow));

    // Words are for the trace; most runs have none.
    private string Said(string what, string? row = null) => wire.IsTraced ? $"{what} {Name} {row}".TrimEnd() : what;
}
