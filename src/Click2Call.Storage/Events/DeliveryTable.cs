using System.Globalization;
using System.Text.Json;
using Click2Call.Events;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Events;

/// <summary>Deliveries in the table <c>Deliveries</c>: one partition for each account and day, newest first, the body apart from what changes.</summary>
public sealed class DeliveryTable(ITable table, TimeProvider time) : IDeliveries
{
    /// <summary>The table's name.</summary>
    public const string TableName = "Deliveries";

    // A text property holds 32 K characters.
    private const int PartLength = 30_000;

    // The largest time that fits 48 bits, so that inverted times stay positive and of one width.
    private const long Last = (1L << 48) - 1;
    private static readonly string[] WithoutBody = ["State", "Receiver", "DeliveryId"];

    /// <inheritdoc />
    public Task<StoredDelivery?> Find(string account, DeliveryId id, CancellationToken cancellation) => StorageDown.Translate(async () =>
        await table.Get(PartitionOf(account, id), RowOf(id), cancellation) is { } row ? new StoredDelivery(Read(account, id, row), row.ETag!) : null);

    /// <inheritdoc />
    public async Task<bool> Insert(Delivery delivery, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var row = Changed(delivery, WriteOwner.New());
        row["DeliveryId"] = delivery.Id.ToString();
        row["Receiver"] = delivery.Id.Receiver;
        for (var part = 0; part * PartLength < delivery.Body.Length; part++)
            row[PartName(part)] = delivery.Body.Substring(part * PartLength, Math.Min(PartLength, delivery.Body.Length - (part * PartLength)));
        try
        {
            await table.Insert(row, cancellation);
            return true;
        }
        catch (StorageException problem) when (problem.Problem == StorageProblem.AlreadyExists)
        {
            return false;
        }
        catch (StorageException problem) when (StorageDown.Is(problem))
        {
            throw StorageDown.From(problem);
        }
    }

    /// <inheritdoc />
    public async Task<StoredDelivery?> Replace(StoredDelivery read, Delivery changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(read);
        var owner = WriteOwner.New();
        var row = Changed(changed, owner);
        try
        {
            return new StoredDelivery(changed, await table.Merge(row, read.ETag, cancellation));
        }
        catch (StorageException problem) when (StorageDown.IsRace(problem))
        {
            // It may be our own write whose reply was lost: the row tells by its owner.
            var now = await StorageDown.Translate(() => table.Get(row.PartitionKey, row.RowKey, cancellation));
            return now?.GetString(WriteOwner.Column) == owner ? new StoredDelivery(changed, now.ETag!) : null;
        }
        catch (StorageException problem) when (StorageDown.Is(problem))
        {
            throw StorageDown.From(problem);
        }
    }

    /// <inheritdoc />
    public Task<DeliveryPage> List(DeliveryQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return StorageDown.Translate(async () =>
        {
            var newest = query.Day ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1);
            var (day, inner) = DayWalk.Position(query.Continuation) ?? (newest, null);
            var oldest = query.Day ?? DayWalk.Epoch;
            List<Delivery> found = [];
            for (var walked = 0; walked < DayWalk.DaysPerPage && day >= oldest; walked++)
            {
                do
                {
                    var page = await table.Query(FilterOf(query, day), query.Top - found.Count, inner, WithoutBody, cancellation);
                    found.AddRange(page.Rows.Select(row => DeliveryId.TryParse(row.GetString("DeliveryId"), out var id) ? Read(query.Account, id, row) : null).OfType<Delivery>());
                    inner = page.Continuation;
                    if (found.Count >= query.Top)
                        return new DeliveryPage(found, DayWalk.Next(inner is null ? day.AddDays(-1) : day, inner, oldest));
                }
                while (inner is not null);

                day = day.AddDays(-1);
            }

            return new DeliveryPage(found, DayWalk.Next(day, null, oldest));
        });
    }

    private static string FilterOf(DeliveryQuery query, DateOnly day)
    {
        List<string> terms = [Filter.Partition(CallKeys.Day(query.Account, day))];
        if (query.Receiver is { } receiver)
            terms.Add(Filter.Eq("Receiver", receiver));
        if (query.Status is { } status)
            terms.Add(Filter.Eq("Status", status.ToString()));
        return Filter.And([.. terms]);
    }

    private static string PartitionOf(string account, DeliveryId id) => CallKeys.Day(account, DateOnly.FromDateTime(id.At.UtcDateTime));

    private static string RowOf(DeliveryId id) => string.Create(
        CultureInfo.InvariantCulture, $"{Last - id.At.ToUnixTimeMilliseconds():D15}-{id.Call.ToHex()}-{id.Number:D6}-{id.Receiver}");

    private static TableRow Changed(Delivery delivery, string owner) => new(PartitionOf(delivery.Account, delivery.Id), RowOf(delivery.Id))
    {
        [WriteOwner.Column] = owner,
        ["Status"] = delivery.Status.ToString(),
        ["State"] = JsonSerializer.Serialize(StoredDeliveryState.Of(delivery), EventJson.Default.StoredDeliveryState),
    };

    private static Delivery Read(string account, DeliveryId id, TableRow row)
    {
        var body = row.GetString(PartName(0)) ?? "";
        for (var part = 1; row.GetString(PartName(part)) is { } more; part++)
            body += more;
        return JsonSerializer.Deserialize(row.GetString("State") ?? "", EventJson.Default.StoredDeliveryState)!.ToDelivery(account, id, body);
    }

    private static string PartName(int part) => part == 0 ? "Body" : "Body" + part.ToString(CultureInfo.InvariantCulture);
}
