using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Campaigns;

/// <summary>
/// Campaigns in the table <c>Campaigns</c> (partition: account, the newest first; <c>k:{fingerprint}</c>: who makes the one
/// that was asked for so) and whom they call in
/// <c>CampaignRecipients</c>, a partition for each campaign: <c>r:{index}</c> everybody, <c>f:{index}</c> who is being
/// called, <c>w:{due}-{index}</c> whose next call is due, and <c>progress</c>, by whose ETag all changes are one after the other.
/// </summary>
/// <param name="campaigns">The table of campaigns.</param>
/// <param name="recipients">The table of recipients.</param>
/// <param name="queue">The wake-ups.</param>
public sealed class CampaignTable(ITable campaigns, ITable recipients, IQueue queue) : ICampaigns
{
    /// <summary>The table of campaigns.</summary>
    public const string TableName = "Campaigns";

    /// <summary>The table of recipients.</summary>
    public const string RecipientsName = "CampaignRecipients";

    /// <summary>The queue of wake-ups.</summary>
    public const string QueueName = "campaign-wakes";

    /// <summary>Where the host moves those that fail too often; the sweep sets others.</summary>
    public const string PoisonQueueName = QueueName + "-poison";

    private const string ProgressRow = "progress";
    private const string ClaimPrefix = "k:";
    private const string LeftColumn = "Left";
    private const int MostLeft = 50;
    private static readonly TimeSpan Unfinished = TimeSpan.FromMinutes(2);
    private const long LastId = 9_999_999_999_999_999;

    /// <inheritdoc/>
    public Task Create(Campaign campaign, IReadOnlyList<string> phones, string? fingerprint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(phones);
        return StorageDown.Translate(async () =>
        {
            var partition = Partition(campaign.Account, campaign.Id);
            // Upserts: a retry of the same rows after a lost reply is no error.
            foreach (var part in phones.Select((phone, index) => TableOperation.Upsert(Row(partition, "r:", new CampaignRecipient(index, phone)))).Chunk(100))
                await recipients.Submit(part, cancellation);
            await recipients.Upsert(Row(partition, new CampaignProgress { Total = phones.Count }), cancellation);
            if (fingerprint is null)
                await campaigns.Upsert(Row(campaign), cancellation);
            else
                await Finish(campaign, fingerprint, cancellation);
        });
    }

    /// <inheritdoc/>
    public Task<CampaignClaim> Claim(string account, string fingerprint, string id, DateTimeOffset now, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        var claim = new TableRow(account, ClaimPrefix + fingerprint) { ["Id"] = id, ["At"] = now };
        if (await campaigns.Get(account, claim.RowKey, cancellation) is not { } stands)
        {
            return await Guarded(claim, () => campaigns.Insert(claim, cancellation), () => campaigns.Get(account, claim.RowKey, cancellation)) is null
                ? new CampaignClaim.Busy()
                : (CampaignClaim)new CampaignClaim.Own();
        }

        var at = stands.GetDateTimeOffset("At") ?? DateTimeOffset.MinValue;
        if (at + Campaign.RepeatWindow > now)
        {
            if (await Find(account, stands.GetString("Id") ?? "", cancellation) is { Campaign: var made })
                return new CampaignClaim.Earlier(made);
            if (at + Unfinished > now)
                return new CampaignClaim.Busy();
        }

        // Whoever died with it left numbers behind, which the claim's end removes.
        claim[LeftColumn] = string.Join(',', Left(stands).Append(stands.GetString("Id")).TakeLast(MostLeft));
        return await Guarded(claim, () => campaigns.Replace(claim, stands.ETag!, cancellation), () => campaigns.Get(account, claim.RowKey, cancellation)) is null
            ? new CampaignClaim.Busy()
            : new CampaignClaim.Own();
    });

    /// <inheritdoc/>
    public Task ForgetClaims(string account, DateTimeOffset before, Func<string, Task> unmade, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        await foreach (var claim in campaigns.QueryAll(Filter.RowsStarting(account, ClaimPrefix), cancellation))
        {
            if (claim.GetDateTimeOffset("At") >= before)
                continue;
            // Whom it was to call is personal data; without the campaign nothing else would remove it.
            foreach (var id in Left(claim).Append(claim.GetString("Id")).OfType<string>())
            {
                if (await Find(account, id, cancellation) is not null)
                    continue;
                await DeleteRecipients(Partition(account, id), cancellation);
                await unmade(id);
            }

            try
            {
                await campaigns.Delete(account, claim.RowKey, claim.ETag!, cancellation);
            }
            catch (StorageException problem) when (StorageDown.IsRace(problem))
            {
                // It was claimed anew.
            }
        }
    });

    private static string[] Left(TableRow claim) => claim.GetString(LeftColumn)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    // The campaign is there if, and only if, the claim is still its own: whoever was frozen for long does not make a second one.
    private async Task Finish(Campaign campaign, string fingerprint, CancellationToken cancellation)
    {
        var key = ClaimPrefix + fingerprint;
        if (await campaigns.Get(campaign.Account, key, cancellation) is not { } claim || claim.GetString("Id") != campaign.Id)
            throw new StorageUnavailableException("An equal request makes this campaign now.");
        try
        {
            await campaigns.Submit([TableOperation.Replace(claim, claim.ETag!), TableOperation.Insert(Row(campaign))], cancellation);
        }
        catch (StorageException) when (!cancellation.IsCancellationRequested)
        {
            // A reply may have been lost.
            if (await Find(campaign.Account, campaign.Id, cancellation) is null)
                throw;
        }
    }

    /// <inheritdoc/>
    public Task<StoredCampaign?> Find(string account, string id, CancellationToken cancellation) => StorageDown.Translate(async () =>
        RowOf(id) is { } key && await campaigns.Get(account, key, cancellation) is { } row ? new StoredCampaign(Read(row), row.ETag!) : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Campaign>> List(string account, int top, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        var found = new List<Campaign>();
        await foreach (var row in campaigns.QueryAll(Filter.Rows(account, "0", ":"), cancellation))
        {
            found.Add(Read(row));
            if (found.Count >= top)
                break;
        }

        return (IReadOnlyList<Campaign>)found;
    });

    /// <inheritdoc/>
    public async Task<bool> Save(StoredCampaign read, Campaign changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(changed);
        var row = Row(changed);
        return await Guarded(row, () => campaigns.Replace(row, read.ETag, cancellation), async () => await campaigns.Get(row.PartitionKey, row.RowKey, cancellation)) is not null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CampaignRecipient> Recipients(string account, string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? continuation = null;
        do
        {
            var from = continuation;
            var page = await StorageDown.Translate(() => recipients.Query(Filter.RowsStarting(Partition(account, id), "r:"), null, from, null, cancellation));
            foreach (var row in page.Rows)
                yield return Recipient(row);
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <inheritdoc/>
    public Task<CampaignWork?> Work(string account, string id, DateTimeOffset now, int most, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        var partition = Partition(account, id);
        // The progress first: whatever changes behind it makes the write that follows fail.
        if (await recipients.Get(partition, ProgressRow, cancellation) is not { } head)
            return null;
        var flights = new List<CampaignRecipient>();
        await foreach (var row in recipients.QueryAll(Filter.RowsStarting(partition, "f:"), cancellation))
            flights.Add(Recipient(row));
        var due = new List<CampaignRetry>();
        DateTimeOffset? next = null;
        await foreach (var row in recipients.QueryAll(Filter.RowsStarting(partition, "w:"), cancellation))
        {
            var at = new DateTimeOffset(long.Parse(row.RowKey.AsSpan(2, 19), CultureInfo.InvariantCulture), TimeSpan.Zero);
            if (at > now || due.Count >= most)
            {
                next = at;
                break;
            }

            due.Add(new CampaignRetry(at, Recipient(row)));
        }

        return (CampaignWork?)new CampaignWork(Progress(head), head.ETag!, flights, due, next);
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<CampaignRecipient>> Fresh(string account, string id, int from, int count, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        var found = new List<CampaignRecipient>();
        await foreach (var row in recipients.QueryAll(Filter.Rows(Partition(account, id), Key("r:", from), Key("r:", from + count)), cancellation))
            found.Add(Recipient(row));
        return (IReadOnlyList<CampaignRecipient>)found;
    });

    /// <inheritdoc/>
    public Task<string?> Write(string account, string id, CampaignProgress progress, string etag, IReadOnlyList<CampaignStep> steps, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(steps);
        var partition = Partition(account, id);
        var head = Row(partition, progress);
        List<TableOperation> operations = [TableOperation.Replace(head, etag)];
        foreach (var step in steps)
        {
            var recipient = step.Recipient;
            operations.Add(TableOperation.Upsert(Row(partition, "r:", recipient)));
            if (recipient.Calling)
                operations.Add(TableOperation.Upsert(Row(partition, "f:", recipient)));
            else if (step.WasCalling)
                operations.Add(TableOperation.Delete(partition, Key("f:", recipient.Index), "*"));
            if (step.WasDue is { } was)
                operations.Add(TableOperation.Delete(partition, DueKey(was, recipient.Index), "*"));
            if (step.RetryAt is { } at)
                operations.Add(TableOperation.Upsert(Row(partition, DueKey(at, recipient.Index), recipient, isKey: true)));
        }

        return Guarded(head, async () => (await recipients.Submit(operations, cancellation)).ETags[0], async () => await recipients.Get(partition, ProgressRow, cancellation));
    }

    /// <inheritdoc/>
    public Task Delete(string account, string id, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        await DeleteRecipients(Partition(account, id), cancellation);
        // The campaign last: while it is there, the next sweep goes on.
        if (RowOf(id) is { } head)
            await campaigns.Delete(account, head, "*", cancellation);
    });

    private async Task DeleteRecipients(string partition, CancellationToken cancellation)
    {
        var keys = new List<string>();
        await foreach (var row in recipients.QueryAll(Filter.Partition(partition), [], cancellation))
            keys.Add(row.RowKey);
        foreach (var part in keys.Chunk(100))
        {
            try
            {
                await recipients.Submit([.. part.Select(key => TableOperation.Delete(partition, key, "*"))], cancellation);
            }
            catch (StorageException problem) when (StorageDown.IsRace(problem))
            {
                // Another instance is at it too: one by one, a row that is gone is no error.
                foreach (var key in part)
                    await recipients.Delete(partition, key, "*", cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public Task Wake(string account, string id, int seq, TimeSpan after, CancellationToken cancellation) => StorageDown.Translate(() => queue.Put(
        JsonSerializer.Serialize(new WakeMessage(account, id, seq), CampaignJson.Default.WakeMessage), after < TimeSpan.Zero ? TimeSpan.Zero : after, null, cancellation));

    /// <summary>Reads a wake-up; null when it is none.</summary>
    public static (string Account, string Id, int Seq)? ReadWake(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, CampaignJson.Default.WakeMessage) is { } wake ? (wake.Account, wake.Id, wake.Seq) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The ETag of the row, or null when somebody was faster. Our own write whose reply was lost tells by its owner.
    private static async Task<string?> Guarded(TableRow row, Func<Task<string>> write, Func<Task<TableRow?>> read)
    {
        var owner = WriteOwner.New();
        row[WriteOwner.Column] = owner;
        try
        {
            return await write();
        }
        catch (StorageException problem) when (StorageDown.Is(problem))
        {
            var stands = await StorageDown.Translate(read);
            if (stands?.GetString(WriteOwner.Column) == owner)
                return stands.ETag;
            return StorageDown.IsRace(problem) ? null : throw StorageDown.From(problem);
        }
    }

    private static string Partition(string account, string id) => $"{account}:{id}";

    private static string? RowOf(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= LastId
        ? (LastId - number).ToString("D16", CultureInfo.InvariantCulture)
        : null;

    private static string Key(string kind, int index) => string.Create(CultureInfo.InvariantCulture, $"{kind}{index:D6}");

    private static string DueKey(DateTimeOffset at, int index) => string.Create(CultureInfo.InvariantCulture, $"w:{at.UtcTicks:D19}-{index:D6}");

    private static TableRow Row(string partition, CampaignProgress progress) => new(partition, ProgressRow)
    {
        ["Total"] = progress.Total,
        ["Next"] = progress.Next,
        ["Done"] = progress.Done,
        ["Answered"] = progress.Answered,
        ["RestUntil"] = progress.RestUntil,
        ["Refused"] = progress.Refused,
    };

    private static CampaignProgress Progress(TableRow row) => new()
    {
        Total = row.GetInt32("Total") ?? 0,
        Next = row.GetInt32("Next") ?? 0,
        Done = row.GetInt32("Done") ?? 0,
        Answered = row.GetInt32("Answered") ?? 0,
        RestUntil = row.GetDateTimeOffset("RestUntil"),
        Refused = row.GetInt32("Refused") ?? 0,
    };

    private static TableRow Row(string partition, string kind, CampaignRecipient recipient, bool isKey = false) => new(partition, isKey ? kind : Key(kind, recipient.Index))
    {
        ["Index"] = recipient.Index,
        ["Phone"] = recipient.Phone,
        ["Dials"] = recipient.Dials,
        ["Tries"] = recipient.Tries,
        ["Calling"] = recipient.Calling,
        ["Over"] = recipient.Over,
        ["Outcome"] = recipient.Outcome?.ToString(),
        ["Call"] = recipient.Call,
        ["Keys"] = recipient.Keys,
        ["Connected"] = recipient.Connected,
        ["At"] = recipient.At,
    };

    private static CampaignRecipient Recipient(TableRow row) => new(row.GetInt32("Index") ?? 0, row.GetString("Phone") ?? "")
    {
        Dials = row.GetInt32("Dials") ?? 0,
        Tries = row.GetInt32("Tries") ?? 0,
        Calling = row.GetBoolean("Calling") ?? false,
        Over = row.GetBoolean("Over") ?? false,
        Outcome = Enum.TryParse<CallOutcome>(row.GetString("Outcome"), out var outcome) ? outcome : null,
        Call = row.GetString("Call"),
        Keys = row.GetString("Keys"),
        Connected = row.GetBoolean("Connected"),
        At = row.GetDateTimeOffset("At"),
    };

    private static TableRow Row(Campaign campaign) => JsonRow.Of(campaign.Account, RowOf(campaign.Id)!, StoredCampaignRow.From(campaign), CampaignJson.Default.StoredCampaignRow);

    private static Campaign Read(TableRow row) => JsonRow.Read(row, CampaignJson.Default.StoredCampaignRow).To(row.PartitionKey);
}
