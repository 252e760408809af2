using System.Globalization;
using Click2Call.Calls;
using Click2Call.Intake;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>
/// Slots in the table <c>Slots</c>, one partition per click-to-call or line that has a limit. A slot is a row, not a number in one: rows that a
/// crash leaves say whose they were.
/// </summary>
public sealed class SlotTable(ITable table) : ISlots
{
    /// <summary>The table's name.</summary>
    public const string TableName = "Slots";

    private const string Prefix = "slot:";

    /// <inheritdoc />
    public Task<IReadOnlyList<Slot>> Held(string account, string group, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        List<Slot> held = [];
        string? continuation = null;
        do
        {
            var page = await table.Query(Filter.RowsStarting(PartitionOf(account, group), Prefix), null, continuation, null, cancellation);
            held.AddRange(page.Rows.Select(Read));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return (IReadOnlyList<Slot>)held;
    });

    /// <inheritdoc />
    public async Task<bool> Take(string account, string group, Slot slot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(slot);
        var owner = WriteOwner.New();
        var row = new TableRow(PartitionOf(account, group), RowOf(slot.Number))
        {
            ["Attempt"] = slot.Attempt.ToString(),
            ["Since"] = slot.Since,
            [WriteOwner.Column] = owner,
        };
        try
        {
            _ = slot.ETag is { } etag ? await table.Replace(row, etag, cancellation) : await table.Insert(row, cancellation);
            return true;
        }
        catch (StorageException problem) when (StorageDown.Is(problem))
        {
            // It may be our own write whose reply was lost: the row tells by its owner.
            var stands = await StorageDown.Translate(() => table.Get(row.PartitionKey, row.RowKey, cancellation));
            if (stands?.GetString(WriteOwner.Column) == owner)
                return true;
            return StorageDown.IsRace(problem) ? false : throw StorageDown.From(problem);
        }
    }

    /// <inheritdoc />
    public async Task Free(string account, string group, Slot slot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(slot);
        try
        {
            await table.Delete(PartitionOf(account, group), RowOf(slot.Number), slot.ETag ?? "*", cancellation);
        }
        catch (StorageException problem) when (StorageDown.IsRace(problem))
        {
            // It is somebody else's by now.
        }
        catch (StorageException problem) when (StorageDown.Is(problem))
        {
            throw StorageDown.From(problem);
        }
    }

    private static string PartitionOf(string account, string group) => $"{account}:{group}";

    private static string RowOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D6}");

    private static Slot Read(TableRow row) => new(
        int.Parse(row.RowKey.AsSpan(Prefix.Length), CultureInfo.InvariantCulture),
        AttemptId.TryParse(row.GetString("Attempt"), out var attempt) ? attempt : default,
        row.GetDateTimeOffset("Since")!.Value)
    {
        ETag = row.ETag,
    };
}
