using Click2Call.Accounts;
using Click2Call.Events;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Accounts;

/// <summary>The endpoints of accounts, as rows of their partitions in <c>Accounts</c>.</summary>
/// <param name="accounts">The table of accounts.</param>
/// <param name="directory">Forgets what was written, so that this process sees it at once.</param>
public sealed class EndpointTable(ITable accounts, AccountDirectory directory) : IEndpointBook
{
    /// <summary>How often a change starts again when somebody else was faster.</summary>
    private const int Tries = 5;

    /// <inheritdoc/>
    public async Task<bool> Add(string account, EventEndpoint endpoint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Check(account, endpoint.Id);
        var row = AccountRows.Row(account, endpoint);
        var added = true;
        await Seen(account, async () =>
        {
            try
            {
                await accounts.Insert(row, cancellation);
            }
            catch (StorageException e) when (e.Problem == StorageProblem.AlreadyExists)
            {
                // It may be our own write, whose reply was lost.
                added = await accounts.Get(account, row.RowKey, cancellation) is { } there && JsonRow.Same(row, there);
            }
        });
        return added;
    }

    /// <inheritdoc/>
    public async Task<EventEndpoint?> Change(
        string account, string endpoint, Func<EventEndpoint, EventEndpoint?> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (!AccountId.IsValid(account) || !PartId.IsValid(endpoint))
            return null;
        EventEndpoint? changed = null;
        await Seen(account, async () =>
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    changed = await ChangeOnce(account, endpoint, change, cancellation);
                    return;
                }
                catch (StorageException problem) when (StorageDown.IsRace(problem) && attempt < Tries)
                {
                    // Read again: it may also be gone.
                }
            }
        });
        return changed;
    }

    /// <inheritdoc/>
    public async Task<bool> Delete(string account, string endpoint, CancellationToken cancellation)
    {
        if (!AccountId.IsValid(account) || !PartId.IsValid(endpoint))
            return false;
        var there = false;
        await Seen(account, async () =>
        {
            there = await accounts.Get(account, AccountRows.EndpointKey(endpoint), cancellation) is not null;
            await accounts.Delete(account, AccountRows.HealthKey(endpoint), "*", cancellation);
            await accounts.Delete(account, AccountRows.EndpointKey(endpoint), "*", cancellation);
        });
        return there;
    }

    /// <inheritdoc/>
    public Task<EndpointHealth> HealthOf(string account, EventEndpoint endpoint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return StorageDown.Translate(async () => await accounts.Get(account, AccountRows.HealthKey(endpoint.Id), cancellation) is { } row
            ? JsonRow.Read(row, AccountJson.Default.StoredHealth).Of(endpoint.Url)
            : EndpointHealth.Well);
    }

    /// <inheritdoc/>
    public Task SaveHealth(string account, EventEndpoint endpoint, EndpointHealth health, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(health);
        Check(account, endpoint.Id);
        return Seen(account, () => health == EndpointHealth.Well
            ? accounts.Delete(account, AccountRows.HealthKey(endpoint.Id), "*", cancellation)
            : accounts.Upsert(AccountRows.Row(account, endpoint, health), cancellation));
    }

    private async Task<EventEndpoint?> ChangeOnce(
        string account, string endpoint, Func<EventEndpoint, EventEndpoint?> change, CancellationToken cancellation)
    {
        if (await accounts.Get(account, AccountRows.EndpointKey(endpoint), cancellation) is not { } row)
            return null;
        var known = AccountRows.ReadEndpoint(endpoint, row, await accounts.Get(account, AccountRows.HealthKey(endpoint), cancellation));
        var changed = change(known);
        if (changed is not null && changed != known)
            await accounts.Replace(AccountRows.Row(account, changed), row.ETag!, cancellation);
        return changed;
    }

    private async Task Seen(string account, Func<Task> write)
    {
        try
        {
            await StorageDown.Translate(write);
        }
        finally
        {
            directory.Forget(account);
        }
    }

    private static void Check(string account, string endpoint)
    {
        if (!AccountId.IsValid(account) || !PartId.IsValid(endpoint))
            throw new ArgumentException("The ids of account and endpoint are lower-case letters, digits and dashes.", nameof(endpoint));
    }
}
