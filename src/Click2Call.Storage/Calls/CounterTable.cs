using Click2Call.Intake;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>Counts as rows of the table <c>Intents</c>, beside the reservations of their account.</summary>
public sealed class CounterTable(ITable table) : ICounters
{
    /// <inheritdoc />
    public Task<Counter?> Find(string account, string name, CancellationToken cancellation) => StorageDown.Translate(async () =>
        await table.Get(account, name, cancellation) is { } row
            ? new Counter(name, row.GetInt32("Count") ?? 0, row.GetDateTimeOffset("ExpiresAt")!.Value) { ETag = row.ETag }
            : null);

    /// <inheritdoc />
    public async Task<bool> Write(string account, IReadOnlyList<Counter> counters, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(counters);
        try
        {
            await table.Submit([.. counters.Select(counter => Operation(account, counter))], cancellation);
            return true;
        }
        catch (StorageException problem) when (StorageDown.IsRace(problem))
        {
            // Or our own write, whose reply was lost: whoever counts finds that out by a row of its own.
            return false;
        }
        catch (StorageException problem) when (StorageDown.Is(problem))
        {
            throw StorageDown.From(problem);
        }
    }

    private static TableOperation Operation(string account, Counter counter)
    {
        var row = new TableRow(account, counter.Name) { ["Count"] = counter.Count, ["ExpiresAt"] = counter.ExpiresAt };
        return counter.ETag is { } etag ? TableOperation.Replace(row, etag) : TableOperation.Insert(row);
    }
}
