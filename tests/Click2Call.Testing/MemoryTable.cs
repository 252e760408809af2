using System.Globalization;
using Click2Call.Storage.Rest;
using Rows = System.Collections.Generic.SortedDictionary<string, Click2Call.Storage.Rest.TableRow>;

namespace Click2Call.Testing;

/// <summary>
/// A table in memory that keeps the service's rules: ETags, one partition per transaction, all limits, ordinal order,
/// pages. Deterministic: ETags are numbered, time comes from the clock, and without an asynchronous hook every call
/// completes at once. Threads may share it.
/// </summary>
public sealed class MemoryTable(string name, TimeProvider clock, StorageHooks? hooks = null) : ITable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Rows> _partitions = new(StringComparer.Ordinal);
    private bool _created;
    private long _version;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>What happens around each request; those of the <see cref="MemoryStorage"/> when the table is part of one.</summary>
    public StorageHooks Hooks { get; } = hooks ?? new StorageHooks();

    /// <summary>How many rows one page looks at. A small number gives empty pages with a continuation, as the service does at will.</summary>
    public int RowsLookedAtPerPage { get; set; } = int.MaxValue;

    /// <summary>The first partition at or after a key that holds a row, or null: what a simulated clock jumps to, past all hooks.</summary>
    public string? FirstPartition(string from)
    {
        lock (_gate)
        {
            foreach (var (partition, rows) in _partitions)
            {
                if (rows.Count > 0 && string.CompareOrdinal(partition, from) >= 0)
                    return partition;
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public Task Create(CancellationToken ct) => Hooks.Around(() => new("Table.Create", name), () => Task.FromResult(_created = true), ct);

    /// <inheritdoc/>
    public Task<string> Insert(TableRow row, CancellationToken ct) => One("Table.Insert", TableOperation.Insert(row), ct);

    /// <inheritdoc/>
    public Task<string> Upsert(TableRow row, CancellationToken ct) => One("Table.Upsert", TableOperation.Upsert(row), ct);

    /// <inheritdoc/>
    public Task<string> Replace(TableRow row, string ifMatch, CancellationToken ct) =>
        One("Table.Replace", TableOperation.Replace(row, ifMatch), ct);

    /// <inheritdoc/>
    public Task<string> Merge(TableRow row, string ifMatch, CancellationToken ct) =>
        One("Table.Merge", TableOperation.Merge(row, ifMatch), ct);

    /// <inheritdoc/>
    public Task Delete(string partitionKey, string rowKey, string ifMatch, CancellationToken ct)
    {
        var operation = TableOperation.Delete(partitionKey, rowKey, ifMatch);
        TableLimits.Check([operation]);
        return Hooks.Around(
            () => new("Table.Delete", name, partitionKey, rowKey),
            () => Locked(() => Find(partitionKey, rowKey) is null ? Task.FromResult("") : ApplyOne(operation)),
            ct);
    }

    /// <inheritdoc/>
    public Task<TableRow?> Get(string partitionKey, string rowKey, CancellationToken ct)
    {
        TableLimits.CheckKeys(partitionKey, rowKey);
        return Hooks.Around(
            () => new("Table.Get", name, partitionKey, rowKey),
            () => Locked(() => Task.FromResult(Find(partitionKey, rowKey) is { } row ? Copy(row, null) : null)),
            ct);
    }

    /// <inheritdoc/>
    public Task<TransactionResult> Submit(IReadOnlyList<TableOperation> operations, CancellationToken ct)
    {
        TableLimits.Check(operations);
        return Hooks.Around(
            () => new("Table.Submit", name, operations[0].Row.PartitionKey, Operations: operations),
            () => Locked(() => Apply(operations, single: false, out var etags) is { } refused
                ? Task.FromException<TransactionResult>(refused)
                : Task.FromResult(new TransactionResult(etags))),
            ct);
    }

    /// <inheritdoc/>
    public Task<TablePage> Query(string? filter, int? top, string? continuation, IReadOnlyList<string>? select, CancellationToken ct)
    {
        if (top is < 1 or > 1000)
            throw new StorageException(StorageProblem.Invalid, $"A page has 1 to 1000 rows, not {top}.");
        var expression = filter is null ? null : FilterExpression.Parse(filter);
        return Hooks.Around(
            () => new("Table.Query", name, expression?.Partition),
            () => Locked(() => Task.FromResult(Page(expression, top ?? 1000, continuation, select))),
            ct);
    }

    private Task<string> One(string step, TableOperation operation, CancellationToken ct)
    {
        TableLimits.Check([operation]);
        return Hooks.Around(
            () => new(step, name, operation.Row.PartitionKey, operation.Row.RowKey),
            () => Locked(() => ApplyOne(operation)),
            ct);
    }

    private Task<T> Locked<T>(Func<Task<T>> apply)
    {
        lock (_gate)
        {
            return _created ? apply() : Task.FromException<T>(Failure(StorageProblem.Missing, 404, "TableNotFound", null));
        }
    }

    private Task<string> ApplyOne(TableOperation operation) =>
        Apply([operation], single: true, out var etags) is { } refused ? Task.FromException<string>(refused) : Task.FromResult(etags[0]);

    /// <summary>All or none: every operation is looked at before the first row changes. Rows are distinct, so the order does not matter.</summary>
    /// <returns>Null, or why the service refuses all of it.</returns>
    private StorageException? Apply(IReadOnlyList<TableOperation> operations, bool single, out string[] etags)
    {
        etags = new string[operations.Count];
        var after = new Dictionary<string, object>?[operations.Count];
        for (var index = 0; index < operations.Count; index++)
        {
            if (After(operations[index], single ? null : index, out after[index]) is { } refused)
                return refused;
        }

        for (var index = 0; index < operations.Count; index++)
            etags[index] = Write(operations[index].Row, after[index]);
        return null;
    }

    /// <summary>What the row will hold, or null when it is deleted.</summary>
    /// <returns>Null, or why the service refuses it.</returns>
    private StorageException? After(TableOperation operation, int? index, out Dictionary<string, object>? after)
    {
        after = null;
        var (kind, row, ifMatch) = operation;
        var present = Find(row.PartitionKey, row.RowKey);
        if (kind == TableOperationKind.Insert && present is not null)
            return Failure(StorageProblem.AlreadyExists, 409, "EntityAlreadyExists", index);
        if (ifMatch is not null && present is null)
            return Failure(StorageProblem.Missing, 404, "ResourceNotFound", index);
        if (ifMatch is not null and not "*" && ifMatch != present!.ETag)
            return Failure(StorageProblem.Stale, 412, "UpdateConditionNotSatisfied", index);
        if (kind == TableOperationKind.Delete)
            return null;
        if (kind is not (TableOperationKind.Merge or TableOperationKind.UpsertMerge) || present is null)
        {
            after = Copy(row.Properties);
            return null;
        }

        after = Copy(present.Properties);
        foreach (var (property, value) in row.Properties)
            after[property] = AsSent(value);
        return TooLarge(new TableRow(row.PartitionKey, row.RowKey, after), index);
    }

    // Each part is within the limits; together they may not be.
    private static StorageException? TooLarge(TableRow row, int? index)
    {
        try
        {
            TableLimits.Check(row, index);
            return null;
        }
        catch (StorageException refused)
        {
            return refused;
        }
    }

    private string Write(TableRow keys, Dictionary<string, object>? after)
    {
        if (!_partitions.TryGetValue(keys.PartitionKey, out var rows))
            _partitions[keys.PartitionKey] = rows = new Rows(StringComparer.Ordinal);
        if (after is null)
        {
            if (rows.Remove(keys.RowKey) && rows.Count == 0)
                _partitions.Remove(keys.PartitionKey);
            return "";
        }

        var etag = $"W/\"{(++_version).ToString(CultureInfo.InvariantCulture)}\"";
        rows[keys.RowKey] = new TableRow(keys.PartitionKey, keys.RowKey, after) { ETag = etag, Timestamp = clock.GetUtcNow() };
        return etag;
    }

    private TablePage Page(FilterExpression? filter, int top, string? continuation, IReadOnlyList<string>? select)
    {
        var start = continuation?.Split(',').Select(Uri.UnescapeDataString).ToArray();
        var found = new List<TableRow>();
        var looked = 0;
        foreach (var (partition, rows) in PartitionsOf(filter))
        {
            var order = start is null ? 1 : string.CompareOrdinal(partition, start[0]);
            if (order < 0)
                continue;
            foreach (var (key, row) in rows)
            {
                if (order == 0 && string.CompareOrdinal(key, start![1]) < 0)
                    continue;
                if (found.Count == top || looked == RowsLookedAtPerPage)
                    return new TablePage(found, $"{Uri.EscapeDataString(partition)},{Uri.EscapeDataString(key)}");
                looked++;
                if (filter?.Fits(row) ?? true)
                    found.Add(Copy(row, select));
            }
        }

        return new TablePage(found, null);
    }

    private SortedDictionary<string, Rows> PartitionsOf(FilterExpression? filter)
    {
        if (filter?.Partition is not { } only)
            return _partitions;
        SortedDictionary<string, Rows> one = new(StringComparer.Ordinal);
        if (_partitions.TryGetValue(only, out var rows))
            one.Add(only, rows);
        return one;
    }

    private TableRow? Find(string partitionKey, string rowKey) =>
        _partitions.TryGetValue(partitionKey, out var rows) ? rows.GetValueOrDefault(rowKey) : null;

    /// <summary>A row as it would come over the wire: nobody shares it.</summary>
    private static TableRow Copy(TableRow row, IReadOnlyList<string>? select)
    {
        var properties = Copy(select is null ? row.Properties : row.Properties.Where(property => select.Contains(property.Key)));
        return new TableRow(row.PartitionKey, row.RowKey, properties) { ETag = row.ETag, Timestamp = select is null ? row.Timestamp : null };
    }

    private static Dictionary<string, object> Copy(IEnumerable<KeyValuePair<string, object>> properties)
    {
        var copy = new Dictionary<string, object>(properties, StringComparer.Ordinal);
        foreach (var (property, value) in properties)
        {
            if (AsSent(value) is var sent && !ReferenceEquals(sent, value))
                copy[property] = sent;
        }

        return copy;
    }

    // Bytes are nobody else's, and times are UTC.
    private static object AsSent(object value) => value switch
    {
        string => value,
        byte[] bytes => bytes.Clone(),
        DateTimeOffset { Offset.Ticks: not 0 } at => at.ToUniversalTime(),
        _ => value,
    };

    private StorageException Failure(StorageProblem problem, int status, string code, int? operation) =>
        new(problem, $"Table {name}: {status} {code}.") { Status = status, ErrorCode = code, FailedOperation = operation };
}
