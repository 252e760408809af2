using System.Globalization;
using System.Runtime.CompilerServices;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Storage.Rest;
using Microsoft.Extensions.Logging;

namespace Click2Call.Storage.Calls;

/// <summary>
/// Keeps the retention promise: removes what is older than an account wants it kept, and what nobody needs any more. Each
/// run does a bounded piece, oldest first, and remembers nothing: the next run, or another instance at the same time,
/// finds what is left. Every delete is guarded by the row's tag, so that a row that has just changed stays. A call that
/// is not over, or not for as long as calls are kept, is never removed, nor anything that belongs to it.
/// </summary>
public sealed partial class Purge(
    PurgedTables tables, ICallLog log, IDirectory directory, RetentionOptions options, TimeProvider time, ILogger<Purge> logger)
{
    // What a crash left may still be looked at by whoever it belonged to; after two days it cannot.
    private static readonly TimeSpan Stale = TimeSpan.FromDays(2);

    // A clock that is behind ours must not find a reservation gone that it takes for valid.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Runs once.</summary>
    /// <returns>How many rows are gone.</returns>
    /// <exception cref="StorageUnavailableException">The next run goes on.</exception>
    public Task<int> Run(CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        var budget = new PurgeBudget(options, time);
        await Days(tables.Calls, isCalls: true, budget, cancellation);
        await Days(tables.Deliveries, isCalls: false, budget, cancellation);
        if (tables.FlowCalls is { } flowCalls)
            await Days(flowCalls, isCalls: false, budget, cancellation);
        await Expired(budget, cancellation);
        await Abandoned(tables.Slots, Filter.Lt("Since", time.GetUtcNow() - Stale), SlotOwner, budget, cancellation);
        var minute = AlarmClock.MinuteOf(time.GetUtcNow() - Stale);
        await Abandoned(tables.Agenda, Filter.Lt(nameof(TableRow.PartitionKey), minute), AgendaOwner, budget, cancellation);
        await Simulated(budget, cancellation);
        if (budget.Removed > 0)
            Log.Removed(logger, budget.Removed, budget.IsSpent ? "; the next run goes on" : "");
        return budget.Removed;
    });

    // Partitions are named account:day. From each account we step over the days that are kept to the next account, so
    // that a run asks for as many partitions as there are accounts and days that are too old, not for all.
    private async Task Days(ITable table, bool isCalls, PurgeBudget budget, CancellationToken cancellation)
    {
        var after = "";
        while (!budget.IsSpent)
        {
            if (await First(table, after, cancellation) is not { } partition)
                return;
            var colon = partition.LastIndexOf(':');
            if (colon < 0)
            {
                after = partition;
                continue;
            }

            var account = partition[..colon];
            var oldestKept = await OldestKept(account, cancellation);
            var isOld = string.CompareOrdinal(partition, CallKeys.Day(account, oldestKept)) < 0;
            if (isOld)
                await Day(table, partition, isCalls ? oldestKept : null, budget, cancellation);
            after = isOld ? partition : account + ":99999999";
        }
    }

    private static async Task<string?> First(ITable table, string after, CancellationToken cancellation)
    {
        await foreach (var row in QueryOne(table, Filter.Gt(nameof(TableRow.PartitionKey), after), cancellation))
            return row.PartitionKey;
        return null;
    }

    private static async IAsyncEnumerable<TableRow> QueryOne(
        ITable table, string filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? continuation = null;
        do
        {
            var page = await table.Query(filter, 1, continuation, [], cancellation);
            foreach (var row in page.Rows)
                yield return row;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private async Task<DateOnly> OldestKept(string account, CancellationToken cancellation)
    {
        var days = (await directory.Find(account, cancellation))?.RetentionDays ?? options.Days;
        return DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-days);
    }

    // A call stays while it is not over, and for its time after that: a callback may have been asked for weeks ahead.
    private static async Task Day(ITable table, string partition, DateOnly? keptSince, PurgeBudget budget, CancellationToken cancellation)
    {
        HashSet<string> kept = [];
        if (keptSince is { } since)
        {
            await foreach (var row in table.QueryAll(Filter.RowsStarting(partition, CallKeys.Open), [], cancellation))
                kept.Add(row.RowKey[CallKeys.Open.Length..]);
            var ended = Filter.And(Filter.RowsStarting(partition, CallKeys.Call), Filter.Ge(CallRow.EndedAt, new DateTimeOffset(since, TimeOnly.MinValue, TimeSpan.Zero)));
            await foreach (var row in table.QueryAll(ended, [], cancellation))
                kept.Add(IdOf(row));
        }

        var remover = new PurgeBatch(table, budget);
        await foreach (var row in table.QueryAll(Filter.Partition(partition), ["State", "Attempt"], cancellation))
        {
            if (budget.IsSpent)
                break;
            if (keptSince is null || MayGo(row, kept))
                await remover.Add(row, cancellation);
        }

        await remover.Flush(cancellation);
    }

    private static bool MayGo(TableRow row, HashSet<string> kept)
    {
        if (row.RowKey.StartsWith(CallKeys.Open, StringComparison.Ordinal))
            return false;
        if (row.RowKey.StartsWith(CallKeys.Call, StringComparison.Ordinal))
            return row.GetString("State") == nameof(CallState.Ended) && !kept.Contains(IdOf(row));
        if (row.RowKey.StartsWith("a:", StringComparison.Ordinal))
            return !kept.Contains(row.RowKey.Split(':')[1]);
        return !AttemptId.TryParse(row.GetString("Attempt"), out var attempt) || !kept.Contains(attempt.Call.ToHex());
    }

    private static string IdOf(TableRow call) => call.RowKey[(call.RowKey.LastIndexOf('-') + 1)..];

    private async Task Expired(PurgeBudget budget, CancellationToken cancellation)
    {
        var remover = new PurgeBatch(tables.Intents, budget);
        await foreach (var row in tables.Intents.QueryAll(Filter.Lt("ExpiresAt", time.GetUtcNow() - Skew), ["ExpiresAt"], cancellation))
        {
            if (budget.IsSpent)
                break;
            await remover.Add(row, cancellation);
        }

        await remover.Flush(cancellation);
    }

    // Newest first: what is older has a larger key.
    private async Task Simulated(PurgeBudget budget, CancellationToken cancellation)
    {
        var oldest = long.MaxValue - time.GetUtcNow().AddDays(-options.Days).ToUnixTimeMilliseconds();
        var filter = Filter.And(
            Filter.Partition("calls"), Filter.Gt(nameof(TableRow.RowKey), oldest.ToString("x16", CultureInfo.InvariantCulture)), Filter.Eq("Open", false));
        var remover = new PurgeBatch(tables.Simulator, budget);
        await foreach (var row in tables.Simulator.QueryAll(filter, ["Open"], cancellation))
        {
            if (budget.IsSpent)
                break;
            await remover.Add(row, cancellation);
        }

        await remover.Flush(cancellation);
    }

    // Slots of limits that are no more, and wake-ups that nobody promoted: removed when what they stand for is over.
    private async Task Abandoned(
        ITable table, string filter, Func<TableRow, (string Account, CallId Call)?> owner, PurgeBudget budget, CancellationToken cancellation)
    {
        var remover = new PurgeBatch(table, budget);
        await foreach (var row in table.QueryAll(filter, cancellation))
        {
            if (budget.IsSpent)
                break;
            if (owner(row) is { } of && await log.Find(of.Account, of.Call, cancellation) is null or { Call.State: CallState.Ended })
                await remover.Add(row, cancellation);
        }

        await remover.Flush(cancellation);
    }

    private static (string, CallId)? SlotOwner(TableRow row) =>
        AttemptId.TryParse(row.GetString("Attempt"), out var attempt) ? (row.PartitionKey[..row.PartitionKey.IndexOf(':', StringComparison.Ordinal)], attempt.Call) : null;

    private static (string, CallId)? AgendaOwner(TableRow row) =>
        row.GetString("Account") is { } account && CallId.TryParse(row.GetString("CallId"), out var call) ? (account, call) : null;

    private static partial class Log
    {
        [LoggerMessage(1801, LogLevel.Information, "Retention: {Rows} rows are gone{Rest}.")]
        public static partial void Removed(ILogger logger, int rows, string rest);
    }
}
