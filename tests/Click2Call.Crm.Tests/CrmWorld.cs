using System.Net;
using System.Net.Sockets;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Posts;
using Click2Call.Crm.Tests.Recordings;
using Click2Call.Lines;
using Click2Call.Storage.Calls;
using Click2Call.Testing;

namespace Click2Call.Crm.Tests;

/// <summary>The real desk and the real door on storage in memory, with a clock that only moves when told to.</summary>
internal sealed class CrmWorld : IDirectory, ILines, ISecrets, IStepWatch, IDisposable
{
    public const string AccountId = "acme";
    public const string Door = "acme.sales";

    private readonly HttpMessageInvoker outside;

    public CrmWorld(params Recording[] recordings)
    {
        Storage = new MemoryStorage(Clock);
        foreach (var name in new[] { AlarmClock.QueueName, AlarmClock.PoisonQueueName, LateEventQueue.QueueName, LeadFetchQueue.QueueName })
            Storage.Queue(name).Create(default).GetAwaiter().GetResult();
        foreach (var name in new[] { CallLog.TableName, IntentTable.TableName, AlarmClock.AgendaName, SlotTable.TableName, AgentTable.TableName })
            Storage.Table(name).Create(default).GetAwaiter().GetResult();
        foreach (var (name, value) in recordings.SelectMany(recording => recording.SecretValues))
            Secrets[name] = value;
        Account = new Account
        {
            Id = AccountId,
            Name = "Acme",
            DefaultRegion = "IL",
            Extensions = [new Extension { Number = "101" }],
            Lines = [new LineSettings { Id = "main", Dialect = "fake" }],
            ClickToCalls = [new ClickToCall { Id = "sales", Name = "Sales", Extension = "101", Webhooks = [.. recordings.Select(recording => recording.Settings)] }],
        };
        Log = new CallLog(Storage.Table(CallLog.TableName), Clock);
        Centre = new CallCentre(
            new CallPorts(
                Log,
                new IntentTable(Storage.Table(IntentTable.TableName)),
                new SlotTable(Storage.Table(SlotTable.TableName)),
                new AgentTable(Storage.Table(AgentTable.TableName)),
                new AlarmClock(Storage.Queue(AlarmClock.QueueName), Storage.Queue(AlarmClock.PoisonQueueName), Storage.Table(AlarmClock.AgendaName), Clock),
                new LateEventQueue(Storage.Queue(LateEventQueue.QueueName), Storage.Table(CallLog.TableName), Clock),
                this,
                this,
                this),
            Clock,
            Logged);
        var fetches = new LeadFetchQueue(Storage.Queue(LeadFetchQueue.QueueName));
        outside = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectCallback = async (to, cancellation) => await Connect(to.DnsEndPoint, cancellation) });
        var http = new CrmHttp(outside, allowPlain: true, Clock);
        Webhooks = new WebhookDoor(Centre.Desk, Centre.Alarm, this, this, fetches, Clock, Logged);
        Fetcher = new LeadFetcher(Centre.Desk, Centre.Alarm, this, this, fetches, http, Clock, Logged);
    }

    public ManualClock Clock { get; } = new();

    public MemoryStorage Storage { get; }

    public LogLines Logged { get; } = new();

    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public Account Account { get; set; }

    public RingingLine Line { get; } = new();

    public ICallLog Log { get; }

    public CallCentre Centre { get; }

    public WebhookDoor Webhooks { get; }

    public LeadFetcher Fetcher { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public Task<WebhookReply> Send(Recording recording, Draft draft) => Webhooks.Answer(recording.Source, Door, draft.Post());

    /// <summary>Reads the records that wait now, and dials the calls that are due.</summary>
    public async Task Work()
    {
        await Webhooks.Finish();
        await Fetch();
        await Each(AlarmClock.QueueName, text => Centre.Alarm.Handle(AlarmClock.Read(text)!, default));
    }

    /// <summary>Reads the records that wait now.</summary>
    public Task Fetch() => Each(LeadFetchQueue.QueueName, async text =>
    {
        // Reads are paced by the clock, and it stands still.
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Fetcher.Handle(LeadFetchQueue.Read(text)!, default);
    });

    /// <summary>Lets time pass; every so often what is due is done.</summary>
    public async Task Pass(TimeSpan span)
    {
        for (var end = Now + span; Now < end;)
        {
            var step = end - Now < TimeSpan.FromMinutes(1) ? end - Now : TimeSpan.FromMinutes(1);
            Clock.Advance(step);
            await Centre.Sweep.Run(default);
            await Work();
        }
    }

    public async Task<IReadOnlyList<Call>> Calls() => (await Centre.Desk.List(new CallQuery(AccountId) { Top = 200 }, default)).Calls;

    public async Task Answer(Call call) => await Centre.Events.Hear(
        new LineEvent(AccountId, "main",
        [
            new Fact.LegAnswered(LegPosition.First, Now),
            new Fact.LegAnswered(LegPosition.Second, Now),
            new Fact.LegEnded(LegPosition.First, EndCause.HungUp, Now),
        ]) { Attempt = new AttemptId(call.Id, 1) },
        default);

    public Task<int> FetchesWaiting() => Storage.Queue(LeadFetchQueue.QueueName).ApproximateCount(default);

    public void Dispose()
    {
        outside.Dispose();
        Logged.Dispose();
    }

    ValueTask<Account?> IDirectory.Find(string account, CancellationToken cancellation) => new(account == AccountId ? Account : null);

    ValueTask<ApiKey?> IDirectory.FindKey(string presented, CancellationToken cancellation) => default;

    ValueTask<IReadOnlyList<string>> IDirectory.List(CancellationToken cancellation) => new([AccountId]);

    ValueTask<IPhoneLine?> ILines.Find(string account, string line, CancellationToken cancellation) => new(Line);

    ValueTask<string> ISecrets.Get(string name, CancellationToken cancellation) =>
        Secrets.TryGetValue(name, out var value) ? new(value) : throw new SecretUnavailableException($"There is no secret '{name}'.");

    ValueTask IStepWatch.Reached(CallStep step, CallId call) => default;

    private async Task Each(string queue, Func<string, Task> work)
    {
        while (await Storage.Queue(queue).Receive(1, TimeSpan.FromMinutes(5), default) is [var message])
        {
            await work(message.Text);
            await Storage.Queue(queue).Delete(message.MessageId, message.PopReceipt, default);
        }
    }

    private static async ValueTask<Stream> Connect(DnsEndPoint to, CancellationToken cancellation)
    {
        Assert.Equal("127.0.0.1", to.Host); // Nothing that a test sends leaves the machine.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(to.Host, to.Port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
