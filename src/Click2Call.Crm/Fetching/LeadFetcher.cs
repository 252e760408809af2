using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Crm.Leads;
using Click2Call.Intake;
using Click2Call.Lines;
using Click2Call.Orders;
using Microsoft.Extensions.Logging;

namespace Click2Call.Crm.Fetching;

/// <summary>Reads the record behind a lead and places it; tries again for a day, and then says so in the history.</summary>
public sealed partial class LeadFetcher
{
    /// <summary>For how long a record is tried to be read: 24 h from when we heard of it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private readonly IDirectory directory;
    private readonly ISecrets secrets;
    private readonly ILeadFetches queue;
    private readonly CrmHttp http;
    private readonly TimeProvider time;
    private readonly LeadPlacing placing;
    private readonly CallAlarm alarm;
    private readonly FetchPace pace;
    private readonly ILogger logger;

    /// <summary>Wires it; no I/O.</summary>
    public LeadFetcher(
        ICallDesk desk, CallAlarm alarm, IDirectory directory, ISecrets secrets, ILeadFetches queue, CrmHttp http, TimeProvider time, ILoggerFactory loggers)
    {
        (this.alarm, this.directory, this.secrets, this.queue, this.http, this.time) = (alarm, directory, secrets, queue, http, time);
        placing = new LeadPlacing(desk, time, loggers.CreateLogger<LeadPlacing>());
        pace = new FetchPace(time);
        logger = loggers.CreateLogger<LeadFetcher>();
    }

    /// <summary>Works one message off.</summary>
    /// <exception cref="StorageUnavailableException">Storage did not answer; the message comes back.</exception>
    public async Task Handle(LeadFetch wanted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (await FindDoor(wanted, cancellation) is not { } door || CrmSources.Find(wanted.Source)?.Fetch is not { } fetch)
        {
            // Whoever closed the door wants no calls from it.
            Log.DoorClosed(logger, wanted.Source, wanted.Account, wanted.ClickToCall);
            return;
        }

        switch (await Read(wanted, door.Settings, fetch, cancellation))
        {
            case FetchResult.Found found:
                var lead = found.Lead with
                {
                    AskedAt = found.Lead.AskedAt ?? wanted.AskedAt,
                    Record = found.Lead.Record ?? new CrmRecord(wanted.Source, wanted.Kind, wanted.RecordId),
                };
                var placed = await placing.Place(door, wanted.EventId, lead);
                if (placed is Placing.Again again)
                    await TryAgain(door, wanted, "It could not be written down.", again.After, cancellation);
                else if (placed is Placing.Called { Made: { } call })
                    await alarm.Begin(call);
                break;
            case FetchResult.Gone { MayCome: { } span } absent when wanted.HeardAt + span > time.GetUtcNow():
                await TryAgain(door, wanted, absent.Why, null, cancellation);
                break;
            case FetchResult.Gone gone:
                await End(door, wanted, CallOutcome.NotAllowed, gone.Why, cancellation);
                break;
            case FetchResult.Later later:
                if (later.Quiet is { } quiet)
                    pace.Close(wanted.Account, wanted.Source, quiet);
                await TryAgain(door, wanted, later.Why, later.After, cancellation);
                break;
            case FetchResult.NotAsked putOff:
                if (await ComeBack(door, wanted, putOff.Why, putOff.After, cancellation))
                    Log.PutOff(logger, wanted.Source, wanted.Account, putOff.Why);
                break;
        }
    }

    /// <summary>
    /// Puts back a message that failed too often for the host, which is storage that is down or a mistake of ours; after a
    /// day it ends in the history like any other.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Storage did not answer; the message comes back.</exception>
    public async Task PutBack(LeadFetch wanted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted.HeardAt + Patience > time.GetUtcNow())
            await queue.Put(wanted, Rest, cancellation);
        else if (await FindDoor(wanted, cancellation) is { } door)
            await End(door, wanted, CallOutcome.Expired, "The record could not be read for 24 hours.", cancellation);
        else
            Log.DoorClosed(logger, wanted.Source, wanted.Account, wanted.ClickToCall);
    }

    private async Task<LeadDoor?> FindDoor(LeadFetch wanted, CancellationToken cancellation)
    {
        var account = await directory.Find(wanted.Account, cancellation);
        return account?.FindClickToCall(wanted.ClickToCall) is { } click && click.FindWebhook(wanted.Source) is { } settings
            ? new LeadDoor(wanted.Source, account, click, settings)
            : null;
    }

    private async Task<FetchResult> Read(LeadFetch wanted, WebhookSettings settings, ICrmFetch fetch, CancellationToken cancellation)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        try
        {
            foreach (var (role, name) in settings.Secrets)
                values[role] = await secrets.Get(name, cancellation);
        }
        catch (SecretUnavailableException)
        {
            return new FetchResult.Later("A secret of the webhook cannot be read.");
        }

        var (turn, putOff) = await pace.Take(wanted.Account, wanted.Source, fetch, cancellation);
        if (turn is null)
            return putOff!;
        using (turn)
            return await fetch.Fetch(wanted, new SourceSetup(settings, values, time.GetUtcNow()), http, cancellation);
    }

    private async Task TryAgain(LeadDoor door, LeadFetch wanted, string why, TimeSpan? asked, CancellationToken cancellation)
    {
        // 5 s, 10 s, 20 s, … up to an hour.
        var wait = asked ?? Min(TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Min(wanted.Tries, 10))), LongestWait);
        if (await ComeBack(door, wanted with { Tries = wanted.Tries + 1 }, why, wait, cancellation))
            Log.Later(logger, wanted.Source, wanted.Account, wanted.Tries + 1, why);
    }

    // A last time when the day is over; false when that was the last time.
    private async Task<bool> ComeBack(LeadDoor door, LeadFetch wanted, string why, TimeSpan wait, CancellationToken cancellation)
    {
        var left = wanted.HeardAt + Patience - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            await End(door, wanted, CallOutcome.Expired, $"The record could not be read for 24 hours. {why}", cancellation);
            return false;
        }

        await queue.Put(wanted, Min(Max(wait, TimeSpan.FromSeconds(1)), left), cancellation);
        return true;
    }

    private async Task End(LeadDoor door, LeadFetch wanted, CallOutcome outcome, string why, CancellationToken cancellation)
    {
        var lead = new CrmLead { Record = new CrmRecord(wanted.Source, wanted.Kind, wanted.RecordId) };
        if (await placing.TurnDown(door, wanted.EventId, lead, new Refusal(outcome, RefusalReason.NumberType, why)) is Placing.Again again)
            await queue.Put(wanted with { Tries = wanted.Tries + 1 }, Max(again.After, TimeSpan.FromSeconds(1)), cancellation);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static partial class Log
    {
        [LoggerMessage(6101, LogLevel.Warning, "A lead of {Source} is dropped: {Account}.{ClickToCall} does not take it any more.")]
        public static partial void DoorClosed(ILogger logger, string source, string account, string clickToCall);

        [LoggerMessage(6102, LogLevel.Warning, "{Source} of account {Account} could not be read, try {Tries}: {Why}")]
        public static partial void Later(ILogger logger, string source, string account, int tries, string why);

        [LoggerMessage(6103, LogLevel.Debug, "{Source} of account {Account} is not read yet: {Why}")]
        public static partial void PutOff(ILogger logger, string source, string account, string why);
    }
}
