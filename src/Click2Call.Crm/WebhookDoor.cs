using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Intake;
using Click2Call.Lines;
using Microsoft.Extensions.Logging;

namespace Click2Call.Crm;

/// <summary>
/// Where CRMs and form tools post: verify, write down, dial, answer. What it answers with success is durable, and whatever
/// could not be written down makes the sender send the whole post again; what was taken of it is known by its event id.
/// </summary>
public sealed partial class WebhookDoor
{
    /// <summary>How many leads of one post are placed at once.</summary>
    private const int AtOnce = 16;

    // More are a batch, such as an import: the answer waits for their writes alone.
    private const int WaitedFor = LeadDials.AtOnce;

    // By then a sender has its answer, however long the phone system takes for its own.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan SecretRetry = TimeSpan.FromSeconds(60);
    private readonly IDirectory directory;
    private readonly ISecrets secrets;
    private readonly ILeadFetches fetches;
    private readonly TimeProvider time;
    private readonly LeadPlacing placing;
    private readonly LeadDials dials;
    private readonly ILogger logger;

    /// <summary>Wires it; no I/O.</summary>
    public WebhookDoor(ICallDesk desk, CallAlarm alarm, IDirectory directory, ISecrets secrets, ILeadFetches fetches, TimeProvider time, ILoggerFactory loggers)
    {
        (this.directory, this.secrets, this.fetches, this.time) = (directory, secrets, fetches, time);
        placing = new LeadPlacing(desk, time, loggers.CreateLogger<LeadPlacing>());
        dials = new LeadDials(alarm, time, loggers.CreateLogger<LeadDials>());
        logger = loggers.CreateLogger<WebhookDoor>();
    }

    /// <summary>Answers one request.</summary>
    /// <param name="sourceName">The source, as the address names it.</param>
    /// <param name="doorName">The click-to-call, as the address names it: <c>account.clicktocall</c>.</param>
    /// <param name="post">The request.</param>
    /// <exception cref="StorageUnavailableException">The account could not be read.</exception>
    public async Task<WebhookReply> Answer(string? sourceName, string? doorName, WebhookPost post)
    {
        ArgumentNullException.ThrowIfNull(post);
        var started = time.GetTimestamp();
        if (CrmSources.Find(sourceName) is not { } source || await FindDoor(source, doorName) is not { } door)
            return WebhookReplies.Unknown;
        if (await Open(source, door) is not { } setup)
            return WebhookReplies.Later(SecretRetry);
        if (source.Greet(post, setup) is { } greeting)
            return greeting;
        if (post.Method == "HEAD")
            return WebhookReply.OfJson("{}"); // Some look whether anybody is at home before they take the address.
        if (post.Method != "POST")
            return WebhookReplies.OnlyPost;

        var proof = source.Verify(post, setup);
        if (proof != Proof.Valid)
        {
            Log.NotProved(logger, source.Name, doorName!, proof);
            return WebhookReplies.NotProved(proof);
        }

        var reading = source.Read(post, setup);
        return reading.Problem is { } problem ? WebhookReplies.Of(problem) : await Take(source, door, reading.Items, started);
    }

    /// <summary>Waits for what is still being dialled behind answers; for the end of the process.</summary>
    public Task Finish() => dials.Finish();

    private async Task<LeadDoor?> FindDoor(CrmSource source, string? name)
    {
        if (!ClickToCallDoor.TryParse(name, out var door) || await directory.Find(door.Account, CancellationToken.None) is not { } account)
            return null;
        var click = account.FindClickToCall(door.ClickToCall);
        return click?.FindWebhook(source.Name) is { } settings ? new LeadDoor(source.Name, account, click, settings) : null;
    }

    // What records are read with, later, may be missing from the vault and the post be good.
    private async Task<SourceSetup?> Open(CrmSource source, LeadDoor door)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        try
        {
            foreach (var setting in source.Settings.Where(setting => setting is { Kind: WebhookSettingKind.Secret, ForReading: false }))
            {
                if (door.Settings.Secrets.TryGetValue(setting.Name, out var name))
                    values[setting.Name] = await secrets.Get(name, CancellationToken.None);
            }

            return new SourceSetup(door.Settings, values, time.GetUtcNow());
        }
        catch (SecretUnavailableException problem)
        {
            Log.NoSecret(logger, door.Source, door.Account.Id, door.Click.Id, problem.Message);
            return null;
        }
    }

    private async Task<WebhookReply> Take(CrmSource source, LeadDoor door, IReadOnlyList<LeadItem> items, long started)
    {
        // Two leads about one person are placed one after the other, so that the second finds the first.
        var rows = items
            .Where(item => item is not LeadItem.PassedOver)
            .GroupBy(item => item is LeadItem.Told told ? LeadText.Phone(told.Lead, door.Region).Phone?.Dialable ?? told.EventId : ((LeadItem.Named)item).EventId)
            .ToArray();
        TimeSpan? again = null;
        var made = new List<Call>();
        var gate = new Lock();
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (row, _) =>
        {
            foreach (var item in row)
            {
                var placed = await Take(door, item);
                lock (gate)
                {
                    if (placed is Placing.Again later)
                        again = again > later.After ? again : later.After;
                    else if (placed is Placing.Called { Made: { } call })
                        made.Add(call);
                }
            }
        });

        // Only now: until all are written down, the sender's time is for writing.
        await dials.Begin(made, made.Count > WaitedFor ? TimeSpan.Zero : Patience(source) - time.GetElapsedTime(started));
        Log.Taken(logger, source.Name, door.Account.Id, door.Click.Id, items.Count, items.Count(item => item is LeadItem.PassedOver), again is null);
        return again is { } wait ? WebhookReplies.Later(wait) : source.Received;
    }

    private static TimeSpan Patience(CrmSource source) => source.TimeLimit / 2 is { } half && half < LongestWait ? half : LongestWait;

    private async Task<Placing> Take(LeadDoor door, LeadItem item)
    {
        if (item is LeadItem.Told told)
            return await placing.Place(door, told.EventId, told.Lead);
        var named = (LeadItem.Named)item;
        try
        {
            await fetches.Put(
                new LeadFetch
                {
                    Account = door.Account.Id,
                    ClickToCall = door.Click.Id,
                    Source = door.Source,
                    EventId = named.EventId,
                    Kind = named.Kind,
                    RecordId = named.RecordId,
                    Person = named.Person,
                    AskedAt = named.AskedAt,
                    HeardAt = time.GetUtcNow(),
                },
                TimeSpan.Zero,
                CancellationToken.None);
            return new Placing.Called(null);
        }
        catch (StorageUnavailableException problem)
        {
            return new Placing.Again(problem.RetryAfter);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6201, LogLevel.Warning, "A post of {Source} to {Door} was refused: {Proof}")]
        public static partial void NotProved(ILogger logger, string source, string door, Proof proof);

        [LoggerMessage(6202, LogLevel.Error, "The webhook {Source} of {Account}.{ClickToCall} takes nothing until its secret can be read: {Problem}")]
        public static partial void NoSecret(ILogger logger, string source, string account, string clickToCall, string problem);

        [LoggerMessage(6203, LogLevel.Information, "{Source} to {Account}.{ClickToCall}: {Items} items, {PassedOver} passed over, all written down: {All}")]
        public static partial void Taken(ILogger logger, string source, string account, string clickToCall, int items, int passedOver, bool all);
    }
}
