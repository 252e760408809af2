using System.Runtime.ExceptionServices;
using Click2Call.Accounts;
using Click2Call.Calls;

namespace Click2Call.Campaigns;

/// <summary>Takes campaigns, and what is ordered about them.</summary>
/// <param name="campaigns">The campaigns.</param>
/// <param name="time">The clock.</param>
public sealed class CampaignDesk(ICampaigns campaigns, TimeProvider time)
{
    /// <summary>The most phones of one campaign.</summary>
    public const int MostPhones = 100_000;

    /// <summary>What is noted of a campaign whose wake-ups fail.</summary>
    internal const string FailedNote = "It fails here again and again; it is tried each minute.";

    /// <summary>The most phones that one campaign calls at once.</summary>
    public const int MostAtOnce = 200;

    /// <summary>
    /// Sorts a list of numbers: each is called once, in whatever forms it stands there; what is no number, and who does not
    /// want to be called, is told and not called.
    /// </summary>
    public static (List<string> Phones, List<string> Errors, List<string> Blocked) Sort(Account account, IEnumerable<string> numbers)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(numbers);
        var (phones, errors, blocked) = (new List<string>(), new List<string>(), new List<string>());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var barred = account.BlockList.ToHashSet(StringComparer.Ordinal);
        foreach (var text in numbers)
        {
            if (!DestinationReader.TryReadPhone(text, account.DefaultRegion, out var phone, out _))
                errors.Add(text);
            else if (!seen.Add(phone.Number.E164))
                continue;
            else if (barred.Contains(phone.Number.E164))
                blocked.Add(phone.Number.ToLocal());
            else
                phones.Add(phone.Number.E164);
        }

        return (phones, errors, blocked);
    }

    /// <summary>Begins a campaign. When it returns, it is written down, and the pump will come to it.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="phones">Whom it calls, in E.164.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="fingerprint">As what it was claimed (<see cref="ICampaigns.Claim"/>); null: nobody can ask for it twice.</param>
    /// <exception cref="StorageUnavailableException">Storage did not answer, or somebody else has the claim now.</exception>
    public async Task<Campaign> Begin(Campaign campaign, IReadOnlyList<string> phones, CancellationToken cancellation, string? fingerprint = null)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(phones);
        var started = time.GetTimestamp();
        var written = campaign with { Phones = phones.Count, Seq = 1, WakeAt = time.GetUtcNow() };
        // The wake-up first: one without a campaign is nothing, a campaign without one would wait for the sweep.
        await campaigns.Wake(written.Account, written.Id, written.Seq, CampaignPump.Look, cancellation);
        await campaigns.Create(written, phones, fingerprint, cancellation);
        // A long list: the wake-up came before the campaign, and found nothing.
        if (time.GetElapsedTime(started) >= CampaignPump.Look)
            await campaigns.Wake(written.Account, written.Id, written.Seq, TimeSpan.Zero, cancellation);
        return written;
    }

    /// <summary>Changes a campaign.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="id">The campaign's id.</param>
    /// <param name="change">The change; null: it is not possible any more.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The campaign after it; null where there is none, or the change is not possible.</returns>
    public Task<Campaign?> Change(string account, string id, Func<Campaign, Campaign?> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        return campaigns.Change(
            account,
            id,
            campaign => change(campaign) is { } changed ? changed with { Seq = campaign.Seq + 1, WakeAt = time.GetUtcNow(), AtRest = false } : null,
            cancellation,
            before: changed => campaigns.Wake(account, id, changed.Seq, TimeSpan.Zero, cancellation));
    }

    /// <summary>
    /// Writes down that a wake-up failed too often for the host, where whoever sent the campaign sees it; the sweep sets the
    /// next one, and the first that succeeds takes it back.
    /// </summary>
    public Task NoteFailure(string account, string id, CancellationToken cancellation) => campaigns.Change(
        account, id, campaign => campaign.State == CampaignState.Running ? campaign with { Note = FailedNote } : null, cancellation);

    /// <summary>The name under which a campaign's own recording is kept.</summary>
    /// <param name="id">The campaign's id.</param>
    /// <param name="ending">The ending, with its dot.</param>
    public static string AudioNameOf(string id, string ending) => $"campaign-{id}{ending}";

    /// <summary>A new id: it grows with time, and two in the same millisecond differ.</summary>
    public string NewId() => (time.GetUtcNow().ToUnixTimeMilliseconds() * 1000 + System.Security.Cryptography.RandomNumberGenerator.GetInt32(1000))
        .ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>
    /// Wakes campaigns that are not at rest and whose wake-up is late (it was lost, or went to the poison queue), and removes
    /// those that are over for longer than the account keeps its calls.
    /// </summary>
    /// <param name="directory">The accounts.</param>
    /// <param name="audio">Keeps their audio.</param>
    /// <param name="days">How many days calls are kept where the account does not say.</param>
    /// <param name="cancellation">Stops between two campaigns.</param>
    public async Task Sweep(IDirectory directory, IAudioLibrary audio, int days, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ArgumentNullException.ThrowIfNull(directory);
        Exception? failed = null;
        foreach (var account in await directory.List(cancellation))
        {
            try
            {
                await Sweep(account, directory, audio, days, cancellation);
            }
#pragma warning disable CA1031 // Trouble with one account keeps no other from being swept; it is told at the end. Storage that is down is everybody's.
            catch (Exception problem) when (problem is not (OperationCanceledException or StorageUnavailableException))
#pragma warning restore CA1031
            {
                failed ??= problem;
            }
        }

        if (failed is not null)
            ExceptionDispatchInfo.Throw(failed);
    }

    private async Task Sweep(string account, IDirectory directory, IAudioLibrary audio, int days, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var keep = TimeSpan.FromDays((await directory.Find(account, cancellation))?.RetentionDays ?? days);
        foreach (var campaign in await campaigns.List(account, int.MaxValue, cancellation))
        {
            if (campaign.State != CampaignState.Done && !campaign.AtRest && campaign.WakeAt < now - TimeSpan.FromMinutes(1))
            {
                await campaigns.Wake(account, campaign.Id, campaign.Seq, TimeSpan.Zero, cancellation);
            }
            else if (campaign.State != CampaignState.Running && KeptUntil(campaign, keep) < now)
            {
                if (campaign is { AudioIsOurs: true, Audio: { } name })
                    await audio.Delete(account, name, cancellation);
                await campaigns.Delete(account, campaign.Id, cancellation);
            }
        }

        // Each hour, as what is there is a row for each campaign of the last minutes, or of somebody who died.
        if (now.Minute == 0)
            await campaigns.ForgetClaims(account, now - TimeSpan.FromHours(1), RemoveAudio, cancellation);

        async Task RemoveAudio(string unmade)
        {
            foreach (var file in await audio.List(account, cancellation))
            {
                if (file.Name.StartsWith(AudioNameOf(unmade, "."), StringComparison.Ordinal))
                    await audio.Delete(account, file.Name, cancellation);
            }
        }
    }

    // Whoever may still resume it must find it.
    private static DateTimeOffset KeptUntil(Campaign campaign, TimeSpan keep) => campaign.State == CampaignState.Held
        ? campaign.WakeAt + (keep > Campaign.ResumeWindow ? keep : Campaign.ResumeWindow)
        : (campaign.EndedAt ?? campaign.WakeAt) + keep;
}
