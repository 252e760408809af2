using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Intake;
using Click2Call.Orders;

namespace Click2Call.Campaigns;

/// <summary>
/// Works on a campaign at each wake-up: notes what became of its calls, begins new ones up to its limit, and sets the
/// next wake-up. Whom it begins to call is written first, and the order to the desk has a key of campaign, place and
/// dial: whoever dies in between is followed by somebody who places the very same order, which rings nobody twice.
/// </summary>
/// <param name="campaigns">The campaigns.</param>
/// <param name="desk">Where calls are ordered.</param>
/// <param name="directory">Their accounts.</param>
/// <param name="doNotCall">The list to which a key can add a number.</param>
/// <param name="relay">Has campaigns run by phone systems that do so by themselves.</param>
/// <param name="time">The clock.</param>
public sealed class CampaignPump(ICampaigns campaigns, ICallDesk desk, IDirectory directory, IDoNotCall doNotCall, CampaignRelay relay, TimeProvider time)
{
    /// <summary>How many changes go into one transaction: three rows each and the progress, of a hundred.</summary>
    public const int Batch = 30;

    /// <summary>How often calls under way are looked at.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private const string TurnedDown = "The campaign was held or stopped, or its hours were over, before this call began.";

    /// <summary>Wakes a campaign up.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="id">The campaign's id.</param>
    /// <param name="seq">The number of the wake-up.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public async Task Run(string account, string id, int seq, CancellationToken cancellation)
    {
        if (await campaigns.Find(account, id, cancellation) is not { } stored || seq < stored.Campaign.Seq)
            return;
        var campaign = stored.Campaign;
        if (await directory.Find(account, cancellation) is not { } owner)
            return;
        var failed = new ConcurrentQueue<Exception>();
        if (await relay.Takes(campaign, owner, cancellation))
        {
            // Its line runs campaigns only since it began: whoever is being called is not handed over to be called there too.
            if (campaign.Elsewhere is null && !await Settled(campaign, cancellation))
            {
                await Settle(campaign with { State = CampaignState.Held }, owner, failed, cancellation);
                await Rearm(campaign, Look, cancellation);
                Tell(failed);
                return;
            }

            if (await relay.Work(stored, owner, cancellation) is { } wait)
                await Rearm(campaign, wait, cancellation);
            else
                await Rest(campaign, cancellation);
            return;
        }

        if (campaign.State is CampaignState.Done or CampaignState.Stopped or CampaignState.Held && await Settled(campaign, cancellation))
        {
            await Rest(campaign, cancellation);
            return;
        }

        var work = await Settle(campaign, owner, failed, cancellation);
        if (campaign.State == CampaignState.Running && CampaignLineRule.WhyHeld(campaign, owner, work) is { } why)
            await Hold(campaign, work, why, cancellation);
        else if (work is not null && MayBegin(campaign, owner))
            work = await Begin(campaign, owner, work, failed, cancellation);
        await Rearm(campaign, work, CampaignHours.Opens(campaign, owner, time.GetUtcNow()), cancellation);
        Tell(failed);
    }

    private static void Tell(ConcurrentQueue<Exception> failed)
    {
        if (failed.TryPeek(out var problem))
            ExceptionDispatchInfo.Throw(problem);
    }

    private bool MayBegin(Campaign campaign, Account account)
    {
        var now = time.GetUtcNow();
        return campaign.State == CampaignState.Running && CampaignHours.Opens(campaign, account, now) <= now;
    }

    private bool MayCall(Campaign campaign, Account account, CampaignRecipient recipient)
    {
        var now = time.GetUtcNow();
        return campaign.State == CampaignState.Running && CampaignHours.Opens(campaign, account, recipient.Phone, now) <= now;
    }

    private async Task Hold(Campaign campaign, CampaignWork? work, string why, CancellationToken cancellation)
    {
        // Whoever resumes it has put it right: counting begins anew. First, else one that is resumed could be held again at once.
        if (work is { Progress.Refused: > 0 })
            await campaigns.Write(campaign.Account, campaign.Id, work.Progress with { Refused = 0, RestUntil = null }, work.ETag, [], cancellation);
        await campaigns.Change(
            campaign.Account,
            campaign.Id,
            one => one.State == CampaignState.Running ? one with { State = CampaignState.Held, Note = why, WakeAt = time.GetUtcNow() } : null,
            cancellation);
    }

    // Nobody changed it meanwhile, or whoever did has set a wake-up.
    private async Task Rest(Campaign campaign, CancellationToken cancellation)
    {
        if (await campaigns.Find(campaign.Account, campaign.Id, cancellation) is { Campaign: { AtRest: false } now } stored && now.State == campaign.State && now.State != CampaignState.Running)
            await campaigns.Save(stored, now with { AtRest = true }, cancellation);
    }

    // Held and stopped campaigns still write down what became of the calls that were under way.
    private async Task<bool> Settled(Campaign campaign, CancellationToken cancellation) =>
        campaign.State == CampaignState.Done || await campaigns.Work(campaign.Account, campaign.Id, time.GetUtcNow(), 1, cancellation) is not { Flights.Count: > 0 };

    private async Task<CampaignWork?> Settle(Campaign campaign, Account owner, ConcurrentQueue<Exception> failed, CancellationToken cancellation)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            if (await campaigns.Work(campaign.Account, campaign.Id, now, campaign.MaxRing, cancellation) is not { } work)
                return null;
            var steps = (await Task.WhenAll(work.Flights.Select(flight => Alone(WhatBecame(campaign, owner, flight, now, cancellation), failed)))).OfType<CampaignStep>().Take(Batch).ToList();
            if (steps.Count == 0)
                return work;
            var progress = CampaignLineRule.Judge(work, steps, now) with
            {
                Done = work.Progress.Done + steps.Count(step => step.Recipient.Over),
                Answered = work.Progress.Answered + steps.Count(step => step.Recipient is { Over: true, Outcome: CallOutcome.Answered }),
            };
            // Somebody faster or not: look again, until nothing is left to be noted.
            await campaigns.Write(campaign.Account, campaign.Id, progress, work.ETag, steps, cancellation);
        }
    }

    /// <summary>What became of a call; null while it goes on or nobody can tell.</summary>
    private async Task<CampaignStep?> WhatBecame(Campaign campaign, Account account, CampaignRecipient flight, DateTimeOffset now, CancellationToken cancellation)
    {
        if (CallId.TryParse(flight.Call, out var id) && await desk.Find(campaign.Account, id, cancellation) is { } call)
        {
            if (call.State != CallState.Ended)
                return null;
            flight = await Pressed(flight, call, now, cancellation);
            return RecipientRule.After(campaign, flight, call.Outcome ?? CallOutcome.Unknown, now);
        }

        // Nobody noted the call: its order was not placed, or the note is lost. The same order tells; where no call may begin
        // now, one that is turned down tells as well, and nobody can place it any more.
        return await (MayCall(campaign, account, flight) ? Place(campaign, account, flight) : TurnDown(campaign, account, flight)) switch
        {
            PlaceResult.Refused { Refusal.Outcome: CallOutcome.Canceled } => RecipientRule.Unplaced(campaign, account, flight, now),
            PlaceResult.Placed { Answer.Call: { State: CallState.Ended, Latest: null, Note: TurnedDown } } => RecipientRule.Unplaced(campaign, account, flight, now),
            PlaceResult.Placed { Answer: { State: CallState.Ended } answer } => RecipientRule.After(campaign, flight with { Call = answer.Id.ToString() }, answer.Outcome ?? CallOutcome.Unknown, now),
            PlaceResult.Placed { Answer: var answer } => new CampaignStep(flight with { Call = answer.Id.ToString() }),
            PlaceResult.Refused { Refusal: var refusal } => RecipientRule.After(campaign, flight with { Call = refusal.CallId?.ToString() }, refusal.Outcome, now),
            PlaceResult.KeyReused => RecipientRule.After(campaign, flight, CallOutcome.Unknown, now),
            _ => null,
        };
    }

    // The number is on the list before the call counts as noted: whoever dies in between is followed by somebody who adds it again.
    private async Task<CampaignRecipient> Pressed(CampaignRecipient flight, Call call, DateTimeOffset now, CancellationToken cancellation)
    {
        if (call.Latest?.Keys is not { Length: > 0 } keys)
            return flight;
        var actions = call.Order.Play?.Keys ?? [];
        if (RemovalKey.Entry(flight.Phone, keys, actions.Where(action => action.Deed == KeyDeed.Remove).Select(action => action.Key), now) is { } entry)
            await doNotCall.Add(call.Account, entry, cancellation);
        var connects = actions.Any(action => action.Deed == KeyDeed.Connect && keys.Contains(action.Key, StringComparison.Ordinal));
        return flight with { Keys = keys, Connected = connects ? call.Latest.Second.AnsweredAt is not null : null };
    }

    private async Task<CampaignWork> Begin(Campaign campaign, Account account, CampaignWork work, ConcurrentQueue<Exception> failed, CancellationToken cancellation)
    {
        var flights = work.Flights.ToList();
        var due = new Queue<CampaignRetry>(work.Due);
        while (CampaignLineRule.Free(campaign, account, work.Progress, flights.Count, time.GetUtcNow()) is > 0 and var free)
        {
            var (steps, now) = (new List<CampaignStep>(), time.GetUtcNow());
            while (steps.Count < Math.Min(free, Batch) && due.TryDequeue(out var retry))
                steps.Add(RecipientRule.Begin(campaign, account, retry.Recipient, now) with { WasDue = retry.At });
            var next = work.Progress.Next;
            if (Math.Min(Math.Min(free, Batch) - steps.Count, work.Progress.Total - next) is > 0 and var wanted)
            {
                var fresh = await campaigns.Fresh(campaign.Account, campaign.Id, next, wanted, cancellation);
                steps.AddRange(fresh.Select(one => RecipientRule.Begin(campaign, account, one, now)));
                next += fresh.Count;
            }

            if (steps.Count == 0)
                break;
            var progress = work.Progress with { Next = next, Done = work.Progress.Done + steps.Count(step => step.Recipient.Over) };
            if (await campaigns.Write(campaign.Account, campaign.Id, progress, work.ETag, steps, cancellation) is not { } etag)
                break; // Somebody else works on it; the next wake-up sees what is left.
            work = work with { Progress = progress, ETag = etag, NextDue = steps.Select(step => step.RetryAt).Append(work.NextDue).Min() };
            if (steps.RemoveAll(step => !step.Recipient.Calling) > 0 && steps.Count == 0)
                continue; // All of them sleep; perhaps the next ones do not.
            var begun = await Task.WhenAll(steps.Select(async step => await Alone(Dial(campaign, account, step.Recipient), failed) ?? new Dialled(step.Recipient, Taken: false)));
            flights.AddRange(begun.Select(one => one.Recipient));
            var taken = begun.Any(one => one.Taken);
            if (taken)
                work = work with { Progress = work.Progress with { RestUntil = null } };
            if (await Note(campaign, work, [.. begun.Select(one => one.Recipient).Where(one => one.Call is not null)], cancellation) is not { } noted)
                break;
            work = work with { ETag = noted };

            // The line takes none, or somebody has stopped the campaign between two batches, or the evening has come.
            if (!taken || await campaigns.Find(campaign.Account, campaign.Id, cancellation) is not { Campaign: var current } || !MayBegin(current, account))
                break;
            campaign = current;
        }

        return work with { Flights = flights, Due = [.. due] };
    }

    // A worker that was frozen since it wrote whom it begins to call may thaw at night.
    private async Task<Dialled?> Dial(Campaign campaign, Account account, CampaignRecipient recipient) =>
        MayCall(campaign, account, recipient) && await Place(campaign, account, recipient) is PlaceResult.Placed placed
            ? new Dialled(recipient with { Call = placed.Answer.Id.ToString() }, placed.Answer.State != CallState.Ended)
            : new Dialled(recipient, Taken: false);

    private async Task<string?> Note(Campaign campaign, CampaignWork work, IReadOnlyList<CampaignRecipient> begun, CancellationToken cancellation) =>
        begun.Count == 0 ? work.ETag : await campaigns.Write(campaign.Account, campaign.Id, work.Progress, work.ETag, [.. begun.Select(one => new CampaignStep(one))], cancellation);

    private Task<PlaceResult> TurnDown(Campaign campaign, Account account, CampaignRecipient recipient) => CampaignOrder.Of(campaign, account, recipient) is { } order
        ? desk.TurnDown(order, new(CallOutcome.Canceled, RefusalReason.Hours, TurnedDown))
        : NoNumber();

    private static Task<PlaceResult> NoNumber() =>
        Task.FromResult<PlaceResult>(new PlaceResult.Refused(new(CallOutcome.NotAllowed, RefusalReason.NumberType, "This is not a phone number.")));

    private Task<PlaceResult> Place(Campaign campaign, Account account, CampaignRecipient recipient) => CampaignOrder.Of(campaign, account, recipient) is { } order
        ? desk.Place(order)
        : NoNumber();

    // What nobody foresaw for one of them is told when the others had their turn.
    private static async Task<T?> Alone<T>(Task<T?> one, ConcurrentQueue<Exception> failed)
        where T : class
    {
        try
        {
            return await one;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failed.Enqueue(e);
            return null;
        }
    }

    private async Task Rearm(Campaign campaign, CampaignWork? work, DateTimeOffset opens, CancellationToken cancellation)
    {
        // Over only if what was seen still stands: another instance may have begun the last further try meanwhile.
        var over = work is { Flights.Count: 0, Due.Count: 0, NextDue: null } && work.Progress.Next >= work.Progress.Total
            && await campaigns.Write(campaign.Account, campaign.Id, work.Progress, work.ETag, [], cancellation) is not null;
        await campaigns.Change(campaign.Account, campaign.Id, Changed, cancellation, Wake);

        Campaign? Changed(Campaign one)
        {
            var now = time.GetUtcNow();
            return one.State switch
            {
                CampaignState.Running when over => one with { State = CampaignState.Done, EndedAt = now, Seq = one.Seq + 1, Note = Well(one) },
                not CampaignState.Running when work is not { Flights.Count: > 0 } => one.AtRest ? null : one with { AtRest = true },
                _ => one with { Seq = one.Seq + 1, WakeAt = NextLookRule.At(work, opens, now), AtRest = false, Note = Well(one) },
            };
        }

        Task Wake(Campaign one) => one.State == CampaignState.Done || one.AtRest
            ? Task.CompletedTask
            : campaigns.Wake(one.Account, one.Id, one.Seq, one.WakeAt - time.GetUtcNow(), cancellation);

        static string? Well(Campaign one) => one.Note == CampaignDesk.FailedNote ? null : one.Note;
    }

    private async Task Rearm(Campaign campaign, TimeSpan wait, CancellationToken cancellation)
    {
        var after = wait < NextLookRule.LongestSleep ? wait : NextLookRule.LongestSleep;
        await campaigns.Change(
            campaign.Account,
            campaign.Id,
            one => one with { Seq = one.Seq + 1, WakeAt = time.GetUtcNow() + after },
            cancellation,
            before: one => campaigns.Wake(one.Account, one.Id, one.Seq, after, cancellation));
    }

    /// <summary>A call that was begun.</summary>
    /// <param name="Recipient">Whom, with the call where there is one.</param>
    /// <param name="Taken">Whether the line took it.</param>
    private sealed record Dialled(CampaignRecipient Recipient, bool Taken);
}
