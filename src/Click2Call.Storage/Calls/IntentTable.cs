using Click2Call.Calls;
using Click2Call.Intake;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>Reservations in the table <c>Intents</c>, one partition per account, so that a key and a person are reserved together or not at all.</summary>
public sealed class IntentTable(ITable table) : IIntents
{
    /// <summary>The table's name.</summary>
    public const string TableName = "Intents";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Reservation?>?> Reserve(
        string account, IReadOnlyList<Reservation> rows, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var owner = WriteOwner.New();
        try
        {
            await table.Submit([.. rows.Select(row => Operation(account, row, owner))], cancellation);
            return null;
        }
        catch (StorageException problem) when (StorageDown.Is(problem))
        {
            var standing = await Task.WhenAll(rows.Select(
                row => StorageDown.Translate(() => table.Get(account, row.Name, cancellation))));
            if (standing.All(row => row?.GetString(WriteOwner.Column) == owner))
                return null;
            return StorageDown.IsRace(problem) ? [.. standing.Select(Read)] : throw StorageDown.From(problem);
        }
    }

    /// <inheritdoc />
    public Task<Reservation?> Find(string account, string name, CancellationToken cancellation) =>
        StorageDown.Translate(async () => Read(await table.Get(account, name, cancellation)));

    private static TableOperation Operation(string account, Reservation reservation, string owner)
    {
        var row = new TableRow(account, reservation.Name)
        {
            ["Call"] = reservation.Call.ToString(),
            ["Fingerprint"] = reservation.Fingerprint,
            ["ReservedUntil"] = reservation.ReservedUntil,
            ["ExpiresAt"] = reservation.ExpiresAt,
            [WriteOwner.Column] = owner,
        };
        return reservation.ETag is { } etag ? TableOperation.Replace(row, etag) : TableOperation.Insert(row);
    }

    private static Reservation? Read(TableRow? row) => row is null
        ? null
        : new Reservation(
            row.RowKey,
            CallId.Parse(row.GetString("Call")!),
            row.GetString("Fingerprint"),
            row.GetDateTimeOffset("ReservedUntil")!.Value,
            row.GetDateTimeOffset("ExpiresAt")!.Value)
        {
            ETag = row.ETag,
        };
}
