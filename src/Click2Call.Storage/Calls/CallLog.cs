using System.Runtime.CompilerServices;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>
/// The call log in the table <c>Calls</c>. A call, its place in the open index and the index of the phone system's
/// ids are in one partition and change in one entity group transaction, so that no index can disagree with its call.
/// </summary>
public sealed class CallLog(ITable table, TimeProvider time) : ICallLog
{
    /// <summary>The table's name.</summary>
    public const string TableName = "Calls";

    // A write names its day when it sets out. After so long it has arrived, whatever the writer's clock says.
    private static readonly TimeSpan LatestWrite = TimeSpan.FromMinutes(30);

    /// <summary>How it reads rows.</summary>
    internal CallTexts Texts { get; init; } = CallTexts.Anew;

    /// <inheritdoc />
    public Task<StoredCall?> Find(string account, CallId id, CancellationToken cancellation) => StorageDown.Translate(async () =>
        await table.Get(CallKeys.PartitionOf(account, id), CallKeys.RowOf(id), cancellation) is { } row ? CallRow.Read(row, Texts) : null);

    /// <inheritdoc />
    public Task<StoredCall?> FindAgain(StoredCall known, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        ArgumentNullException.ThrowIfNull(known);
        var row = await table.Get(CallKeys.PartitionOf(known.Call.Account, known.Call.Id), CallKeys.RowOf(known.Call.Id), cancellation);
        return row is null ? null : row.ETag == known.ETag ? known : CallRow.Read(row, Texts, known.Call.Order);
    });

    /// <inheritdoc />
    public Task<StoredCall?> Insert(Call call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        var owner = WriteOwner.New();
        List<TableOperation> operations = [TableOperation.Insert(CallRow.New(call, owner))];
        if (call.State != CallState.Ended)
            operations.Add(TableOperation.Insert(CallRow.Open(call)));
        return Submit(operations, call, owner, cancellation);
    }

    /// <inheritdoc />
    public Task<StoredCall?> Replace(StoredCall read, Call changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(changed);
        var owner = WriteOwner.New();
        List<TableOperation> operations = [TableOperation.Merge(CallRow.Changed(changed, owner), read.ETag)];
        var (was, open) = (read.Call.State != CallState.Ended, changed.State != CallState.Ended);
        if (was && !open)
            operations.Add(TableOperation.Delete(CallKeys.PartitionOf(changed.Account, changed.Id), CallKeys.OpenRowOf(changed.Id), "*"));
        else if (open && IndexChanged(read.Call, changed))
            operations.Add(TableOperation.Upsert(CallRow.Open(changed)));
        TableOperation[] named = [.. ProviderRows(read.Call, changed)];
        operations.AddRange(named);
        operations.AddRange(OldAttempts(read.Call, changed));
        return named.Length > 0 && CallKeys.Day(changed.Account, Today) is var today && today != CallKeys.PartitionOf(changed.Account, changed.Id)
            ? SubmitWithSignposts(today, named, operations, changed, owner, cancellation)
            : Submit(operations, changed, owner, cancellation);
    }

    /// <inheritdoc />
    public Task<CallPage> List(CallQuery query, CancellationToken cancellation) =>
        StorageDown.Translate(() => new CallListing(table, time).Page(query, cancellation));

    /// <inheritdoc />
    public async IAsyncEnumerable<OpenCall> Open(string account, DateOnly day, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = Filter.RowsStarting(CallKeys.Day(account, day), CallKeys.Open);
        string? continuation = null;
        do
        {
            var page = await StorageDown.Translate(() => table.Query(filter, null, continuation, null, cancellation));
            foreach (var row in page.Rows)
                yield return CallRow.ReadOpen(row);
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <inheritdoc />
    public Task<AttemptId?> FindByProvider(string account, string line, string providerCallId, DateTimeOffset? soughtAt, CancellationToken cancellation) =>
        StorageDown.Translate(async () =>
        {
            var today = Today;
            var name = CallKeys.ProviderRowOf(line, providerCallId);
            var row = await table.Get(CallKeys.Day(account, today), name, cancellation);
            if (row is null && (soughtAt is not { } sought || DayOf(sought - LatestWrite) < today))
                row = await table.Get(CallKeys.Day(account, today.AddDays(-1)), name, cancellation);
            return AttemptId.TryParse(row?.GetString("Attempt"), out var id) ? id : (AttemptId?)null;
        });

    private DateOnly Today => DayOf(time.GetUtcNow());

    // A call of an earlier day that is dialled today: its events are looked for today and tomorrow, not on its own day.
    // The signpost first, so that no row names an id that its events cannot find.
    private Task<StoredCall?> SubmitWithSignposts(
        string today, TableOperation[] named, List<TableOperation> operations, Call call, string owner, CancellationToken cancellation) =>
        StorageDown.Translate(async () =>
        {
            foreach (var (_, row, _) in named)
                await table.Upsert(new TableRow(today, row.RowKey) { ["Attempt"] = row.GetString("Attempt") }, cancellation);
            return await Submit(operations, call, owner, cancellation);
        });

    private async Task<StoredCall?> Submit(List<TableOperation> operations, Call call, string owner, CancellationToken cancellation)
    {
        try
        {
            var done = await table.Submit(operations, cancellation);
            return new StoredCall(call, done.ETags[0]);
        }
        catch (StorageException problem) when (StorageDown.Is(problem))
        {
            // It may be our own write whose reply was lost: the row tells by its owner.
            var row = await StorageDown.Translate(
                () => table.Get(CallKeys.PartitionOf(call.Account, call.Id), CallKeys.RowOf(call.Id), cancellation));
            if (row?.GetString(WriteOwner.Column) == owner)
                return new StoredCall(call, row.ETag!);
            return StorageDown.IsRace(problem) ? null : throw StorageDown.From(problem);
        }
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static bool IndexChanged(Call read, Call changed) =>
        read.Seq != changed.Seq || read.WakeAt != changed.WakeAt || read.Latest?.Agent != changed.Latest?.Agent;

    private static IEnumerable<TableOperation> ProviderRows(Call read, Call changed) =>
        from attempt in changed.Attempts
        where attempt.ProviderCallId is not null
            && !read.Attempts.Any(known => known.Number == attempt.Number && known.ProviderCallId == attempt.ProviderCallId)
        select TableOperation.Upsert(
            new TableRow(CallKeys.PartitionOf(changed.Account, changed.Id), CallKeys.ProviderRowOf(attempt.Line, attempt.ProviderCallId!))
            {
                ["Attempt"] = new AttemptId(changed.Id, attempt.Number).ToString(),
            });

    // The row keeps the last twenty; what drops out stays in the history under rows of its own.
    private static IEnumerable<TableOperation> OldAttempts(Call read, Call changed) =>
        from attempt in read.Attempts
        where !changed.Attempts.IsDefaultOrEmpty && attempt.Number < changed.Attempts[0].Number
        select TableOperation.Upsert(
            new TableRow(CallKeys.PartitionOf(changed.Account, changed.Id), CallKeys.AttemptRowOf(changed.Id, attempt.Number))
            {
                ["Attempt"] = JsonSerializer.Serialize(attempt, RowJson.Text.Attempt),
            });
}
