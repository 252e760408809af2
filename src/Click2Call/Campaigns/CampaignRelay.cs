using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Intake;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Campaigns;

/// <summary>
/// Has a campaign run by a phone system that runs campaigns by itself, and follows it: what is ordered of it is handed on until
/// it is confirmed, and its report is written down here. That it is about to be sent is written first, when nothing is left to
/// be prepared; whoever finds it sent and without an id looks for its mark there before it is sent again.
/// </summary>
/// <param name="campaigns">The campaigns.</param>
/// <param name="lines">The lines.</param>
/// <param name="doNotCall">Who is not called; a key can add a number.</param>
/// <param name="time">The clock.</param>
public sealed class CampaignRelay(ICampaigns campaigns, ILines lines, IDoNotCall doNotCall, TimeProvider time)
{
    /// <summary>How often a running campaign is asked about.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>After that, an order that left no mark was surely not given: longer than any line waits for an answer.</summary>
    public static readonly TimeSpan AnswerBy = TimeSpan.FromMinutes(3);

    /// <summary>
    /// After so long without anything new it is over: a day between two tries, a night and a day of rest in a row are less. Else
    /// one of whom the phone system has lost track would be asked about for ever.
    /// </summary>
    public static readonly TimeSpan Silence = TimeSpan.FromDays(3);

    // For whoever took longer, the hours may be over, and others may have asked not to be called.
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(10);

    // A worker that was frozen between writing and sending must not send any more.
    private static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LineDown = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);
    private const int AskedAtOnce = 50;
    private const string NothingNew = "The phone system told nothing new about it for three days.";

    /// <summary>Whether a campaign is run elsewhere.</summary>
    public async ValueTask<bool> Takes(Campaign campaign, Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(account);
        return campaign.Elsewhere is not null || (campaign.State == CampaignState.Running && await LineOf(campaign, account, cancellation) is not null);
    }

    /// <summary>Does what is due.</summary>
    /// <returns>When to look again; null: never.</returns>
    public async Task<TimeSpan?> Work(StoredCampaign stored, Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(account);
        var campaign = stored.Campaign;
        if (campaign.State == CampaignState.Done)
            return null;
        if (await LineOf(campaign, account, cancellation) is not { } line)
            return LineDown;
        if (campaign.Elsewhere is not { } there)
            return await Send(stored, account, line, cancellation);
        if (there.Id is not { } id)
            return await Search(campaign, there, line, cancellation);

        if (there.Asked != campaign.State)
        {
            campaign = campaign with { Elsewhere = there = there with { Asked = campaign.State, AskedAt = time.GetUtcNow() } };
            await Change(campaign, one => one with { Elsewhere = one.Elsewhere! with { Asked = there.Asked, AskedAt = there.AskedAt } }, cancellation);
        }

        // What is not confirmed is told again, until the report says that it is over anyway.
        var confirmed = there.State == campaign.State || await line.Tell(id, campaign.State, cancellation);
        if (confirmed && there.State != campaign.State)
            await Change(campaign, one => one with { Elsewhere = one.Elsewhere! with { State = campaign.State } }, cancellation);
        if (there.MaxRing != campaign.MaxRing && campaign.State == CampaignState.Running && await line.Limit(id, campaign.MaxRing, cancellation))
            await Change(campaign, one => one with { Elsewhere = one.Elsewhere! with { MaxRing = campaign.MaxRing } }, cancellation);
        if (CampaignElsewhere.KeysOf(campaign) is var keys && there.Keys != keys && await line.Retarget(id, campaign.Keys, cancellation))
            await Change(campaign, one => one with { Elsewhere = one.Elsewhere! with { Keys = keys } }, cancellation);
        return await Follow(campaign, id, line, confirmed, cancellation);
    }

    private async Task<ICampaignLine?> LineOf(Campaign campaign, Account account, CancellationToken cancellation) =>
        account.FindLine(campaign.Line) is { } settings && await lines.Find(account.Id, settings.Id, cancellation) is ICampaignLine { RunsCampaigns: true } line ? line : null;

    private async Task<TimeSpan?> Send(StoredCampaign stored, Account account, ICampaignLine line, CancellationToken cancellation)
    {
        var since = new FreezeWatch(time);
        var (campaign, now) = (stored.Campaign, time.GetUtcNow());
        var opens = CampaignHours.Opens(campaign, account, now);
        if (opens > now)
            return opens - now;
        if (await Callable(campaign, account, cancellation) is not { } phones)
            return Look;
        if (phones.Count == 0)
        {
            await Change(campaign, one => one.State == CampaignState.Running ? one with { State = CampaignState.Done, EndedAt = time.GetUtcNow() } : one, cancellation);
            return null;
        }

        var ready = await line.GetReady(campaign, phones, cancellation);
        if (ready is CampaignReadiness.NotReady not)
            return await Refused(campaign, null, not.Outcome, not.Reason);
        if (since.Elapsed > ReadyWithin)
            return Look;
        var watch = new FreezeWatch(time);
        var there = new CampaignElsewhere(time.GetUtcNow());
        if (!await campaigns.Save(stored, campaign with { Elsewhere = there }, cancellation) || watch.Elapsed > SendWithin)
            return Look;
        switch (await ((CampaignReadiness.Ready)ready).Order.Send(CancellationToken.None))
        {
            case CampaignSent.Accepted { Id: var id } accepted:
                await Change(campaign, one => one with { Elsewhere = there with { Id = id, Keys = CampaignElsewhere.KeysOf(campaign) } }, CancellationToken.None);
                await TurnedDown(campaign, accepted.TurnedDown);
                return TimeSpan.Zero;
            case CampaignSent.Refused refused:
                return await Refused(campaign, there, refused.Outcome, refused.Reason);
            default:
                return Look;
        }
    }

    // Whom the account calls now: between the order and its time somebody may have asked not to be called. Null: somebody else is at it.
    private async Task<List<string>?> Callable(Campaign campaign, Account account, CancellationToken cancellation)
    {
        var open = new List<string>(campaign.Phones);
        await foreach (var recipient in campaigns.Recipients(campaign.Account, campaign.Id, cancellation))
        {
            if (!recipient.Over)
                open.Add(recipient.Phone);
        }

        var barred = account.BlockList.Intersect(open).ToHashSet(StringComparer.Ordinal);
        foreach (var part in open.Chunk(AskedAtOnce))
        {
            var entries = await Task.WhenAll(part.Select(phone => doNotCall.Find(account.Id, phone, cancellation)));
            barred.UnionWith(part.Where((_, index) => entries[index] is not null));
        }

        return barred.Count == 0 || (await Note(campaign, known => barred.Contains(known.Phone) ? Closed(known, CallOutcome.NotAllowed) : known, cancellation)).Written
            ? [.. open.Where(phone => !barred.Contains(phone))]
            : null;
    }

    // Whoever thaws after the order was given again takes nothing back of that.
    private async Task<TimeSpan?> Refused(Campaign campaign, CampaignElsewhere? there, CallOutcome outcome, string reason)
    {
        if (outcome is CallOutcome.LineUnavailable or CallOutcome.Throttled)
        {
            if (there is not null)
                await Change(campaign, one => one.Elsewhere == there ? one with { Elsewhere = null } : one, CancellationToken.None);
            return LineDown;
        }

        await Change(campaign, one => one.Elsewhere == there ? one with { Elsewhere = null, State = CampaignState.Stopped, EndedAt = time.GetUtcNow(), Note = reason } : one, CancellationToken.None);
        return null;
    }

    // Lost with this process, they are at their end with the campaign.
    private async Task TurnedDown(Campaign campaign, IReadOnlyDictionary<string, CallOutcome> phones)
    {
        for (var attempt = 0; attempt < 8 && phones.Count > 0; attempt++)
        {
            if ((await Note(campaign, known => phones.TryGetValue(known.Phone, out var why) ? Closed(known, why) : known, CancellationToken.None)).Written)
                return;
        }
    }

    private async Task<TimeSpan?> Search(Campaign campaign, CampaignElsewhere there, ICampaignLine line, CancellationToken cancellation)
    {
        switch (await line.Find(campaign, cancellation))
        {
            case CampaignMark.Found { Id: var id }:
                await Change(campaign, one => one with { Elsewhere = one.Elsewhere! with { Id = id } }, cancellation);
                return TimeSpan.Zero;
            case CampaignMark.Missing when time.GetUtcNow() >= there.SentAt + AnswerBy:
                await Change(campaign, one => one.Elsewhere == there ? one with { Elsewhere = null } : one, cancellation);
                return TimeSpan.Zero;
            default:
                var silent = time.GetUtcNow() - there.SentAt;
                return silent > Silence ? await End(campaign, NothingNew, cancellation) : silent > Quiet ? LineDown : Look;
        }
    }

    private async Task<TimeSpan?> Follow(Campaign campaign, string id, ICampaignLine line, bool confirmed, CancellationToken cancellation)
    {
        var seen = await line.Report(id, cancellation);
        var byPhone = new Dictionary<string, CampaignSeen.Call>(StringComparer.Ordinal);
        foreach (var call in seen?.Calls ?? [])
            byPhone[call.Phone] = call;
        var left = await Note(campaign, known => byPhone.TryGetValue(known.Phone, out var call) ? As(campaign, known, call) : known, cancellation);
        if (!left.Written)
            return Look;

        // One that was stopped may still have calls under way.
        if ((seen is { Over: true } && left.Calling == 0) || left.Open == 0)
            return await End(campaign, null, cancellation);
        var there = campaign.Elsewhere!;
        var silent = time.GetUtcNow() - new[] { there.SentAt, there.AskedAt ?? there.SentAt, left.LastAt ?? there.SentAt }.Max();
        if (silent > Silence)
        {
            // Of whom is written here that nobody knows must not ring any more; more than tell it we can't.
            if (campaign.State != CampaignState.Stopped)
                await line.Tell(id, CampaignState.Stopped, cancellation);
            return await End(campaign, NothingNew, cancellation);
        }

        // On hold and stopped nothing new happens there; who resumes it wakes it.
        if (confirmed && campaign.State != CampaignState.Running && left.Calling == 0)
            return null;
        return confirmed && (seen is null || silent > Quiet) ? LineDown : Look;
    }

    // What was not reported by now never will be. Of one that was stopped, whom nobody called stays so.
    private async Task<TimeSpan?> End(Campaign campaign, string? note, CancellationToken cancellation)
    {
        var stopped = campaign.State == CampaignState.Stopped;
        var closed = await Note(
            campaign, known => stopped && !known.Calling ? known : Closed(known, known.Calling ? CallOutcome.Unknown : known.Outcome ?? CallOutcome.Unknown), cancellation);
        if (!closed.Written)
            return Look;
        await Change(
            campaign,
            one => one.State != CampaignState.Stopped ? one with { State = CampaignState.Done, EndedAt = time.GetUtcNow(), Note = note ?? one.Note }
                // Nor is it told again to stop.
                : one with { Elsewhere = one.Elsewhere! with { State = CampaignState.Stopped } },
            cancellation);
        return null;
    }

    private CampaignRecipient Closed(CampaignRecipient known, CallOutcome outcome) =>
        known.Over ? known : known with { Calling = false, Over = true, Outcome = outcome, At = time.GetUtcNow() };

    // Writes down what is new; tells how many are being called, of how many more may come, and when something was new at last.
    private async Task<Noted> Note(Campaign campaign, Func<CampaignRecipient, CampaignRecipient> tell, CancellationToken cancellation)
    {
        var (account, name, now) = (campaign.Account, campaign.Id, time.GetUtcNow());
        if (await campaigns.Work(account, name, now, 1, cancellation) is not { } work)
            return new(0, 0, null, Written: true);
        var removes = campaign.Keys.Where(key => CampaignKeys.DeedOf(key.Action) == KeyDeed.Remove).Select(key => key.Key).ToList();
        var (steps, calling, open, answered, total) = (new List<CampaignStep>(), 0, 0, 0, 0);
        DateTimeOffset? last = null;
        await foreach (var known in campaigns.Recipients(account, name, cancellation))
        {
            var told = tell(known);
            if (told != known)
                steps.Add(new CampaignStep(told, WasCalling: known.Calling));
            if (told.Keys is { } keys && told.Keys != known.Keys && RemovalKey.Entry(told.Phone, keys, removes, now) is { } entry)
                await doNotCall.Add(account, entry, cancellation);
            total++;
            calling += told.Calling ? 1 : 0;
            open += told.Over ? 0 : 1;
            answered += told is { Over: true, Outcome: CallOutcome.Answered } ? 1 : 0;
            last = told.At > last || last is null ? told.At : last;
        }

        // Before it is sent, it may still become one whose calls are ours.
        var progress = work.Progress with { Next = campaign.Elsewhere is null ? work.Progress.Next : total, Done = total - open, Answered = answered };
        var etag = work.ETag;
        foreach (var part in steps.Chunk(CampaignPump.Batch))
        {
            // Somebody faster has the same report: the next look writes what is still missing.
            if (await campaigns.Write(account, name, progress, etag, part, cancellation) is not { } written)
                return new(calling, open, last, Written: false);
            etag = written;
        }

        return new(calling, open, last, Written: true);
    }

    private CampaignRecipient As(Campaign campaign, CampaignRecipient known, CampaignSeen.Call call)
    {
        // Turned down there, or given up here: that nobody called it is nothing new.
        if (known.Over && call is { Outcome: null, Calling: false })
            return known;
        var tries = call.Tries > 0 ? call.Tries : call.Outcome is null ? known.Tries : Math.Max(known.Tries, 1);
        var told = known with
        {
            Calling = call.Calling,
            Over = call.Over && !(IsTriedAgain(call.Outcome) && tries < campaign.DialRetries),
            Outcome = call.Outcome ?? known.Outcome,
            Tries = tries,
            Keys = call.Keys ?? known.Keys,
        };
        return told == known ? known : told with { At = time.GetUtcNow() };
    }

    // The phone system redials by rules of its own: a try that did not reach anybody says that it is over only when it was the last.
    private static bool IsTriedAgain(CallOutcome? outcome) => outcome is CallOutcome.TargetBusy or CallOutcome.TargetNoAnswer or CallOutcome.TargetRejected
        or CallOutcome.TargetUnreachable or CallOutcome.LineUnavailable or CallOutcome.Unknown;

    private async Task Change(Campaign campaign, Func<Campaign, Campaign> change, CancellationToken cancellation) =>
        await campaigns.Change(campaign.Account, campaign.Id, change, cancellation);

    // How many are being called, of how many more may come, when something was new at last; and whether all of it is written.
    private readonly record struct Noted(int Calling, int Open, DateTimeOffset? LastAt, bool Written);
}
