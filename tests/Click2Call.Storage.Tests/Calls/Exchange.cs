using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Click2Call.Storage.Tests.Calls;

/// <summary>A desk over the real tables in memory, with one throttled click-to-call and a line that tells how many calls are up.</summary>
internal sealed class Exchange : IDirectory, ILines, IPhoneLine
{
    private readonly HashSet<AttemptId> _up = [];
    private readonly Lock _gate = new();

    public Exchange(int throttle)
    {
        Storage = new MemoryStorage(Time);
        Account = new Account
        {
            Id = "acme",
            Name = "Acme",
            DefaultRegion = "US",
            Extensions = [new() { Number = "101" }],
            Lines = [new() { Id = "main", Dialect = "test" }],
            ClickToCalls = [new() { Id = "web", Name = "Web", Extension = "101", Throttle = throttle }],
        };
        Slots = new SlotTable(Storage.Table(SlotTable.TableName));
        Clock = new AlarmClock(
            Storage.Queue(AlarmClock.QueueName), Storage.Queue(AlarmClock.PoisonQueueName), Storage.Table(AlarmClock.AgendaName), Time);
        Log = new CallLog(Storage.Table(CallLog.TableName), Time);
        Centre = new CallCentre(
            new CallPorts(
                Log,
                new IntentTable(Storage.Table(IntentTable.TableName)),
                Slots,
                new AgentTable(Storage.Table(AgentTable.TableName)),
                Clock,
                new LateEventQueue(Storage.Queue(LateEventQueue.QueueName), Storage.Table(CallLog.TableName), Time),
                this,
                this,
                Steps),
            Time,
            NullLoggerFactory.Instance);
    }

    public ManualClock Time { get; } = new();

    public MemoryStorage Storage { get; }

    public Account Account { get; set; }

    public SlotTable Slots { get; }

    public AlarmClock Clock { get; }

    public CallLog Log { get; }

    public CallCentre Centre { get; }

    public CrashAt Steps { get; } = new();

    public DialResult Result { get; set; } = new DialResult.Accepted(null);

    /// <summary>The most calls that were up at once.</summary>
    public int Most { get; private set; }

    public int Dials { get; private set; }

    public static CancellationToken None => TestContext.Current.CancellationToken;

    public LineCapabilities Capabilities => LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd;

    public async Task Create()
    {
        foreach (var table in (string[])[SlotTable.TableName, AgentTable.TableName, CallLog.TableName, IntentTable.TableName, AlarmClock.AgendaName])
            await Storage.Table(table).Create(None);
        foreach (var queue in (string[])[AlarmClock.QueueName, AlarmClock.PoisonQueueName, LateEventQueue.QueueName])
            await Storage.Queue(queue).Create(None);
    }

    public static CallOrder Order(int visitor, CallIntent intent = CallIntent.Direct) => new()
    {
        Account = "acme",
        ClickToCall = "web",
        Front = "test",
        Intent = intent,
        AskedForNow = true,
        First = new Leg(LegRole.Agent, new ExtensionDestination("101")),
        Second = new Leg(LegRole.Target, new PhoneDestination(PhoneNumber.Parse($"+1415886{visitor:D4}"))),
    };

    /// <summary>The call of that attempt is over.</summary>
    public async Task HangUp(Call call)
    {
        lock (_gate)
            _up.Remove(new AttemptId(call.Id, call.Latest!.Number));
        await Centre.Events.Hear(
            new LineEvent("acme", "main", [new Fact.LegEnded(LegPosition.First, EndCause.HungUp, Time.GetUtcNow())])
            {
                Attempt = new AttemptId(call.Id, call.Latest!.Number),
            },
            None);
    }

    public async Task<int> Held() => (await Slots.Held("acme", "web", None)).Count;

    public ValueTask<Account?> Find(string account, CancellationToken cancellation) => new(Account);

    public ValueTask<ApiKey?> FindKey(string presented, CancellationToken cancellation) => new((ApiKey?)null);

    public ValueTask<IReadOnlyList<string>> List(CancellationToken cancellation) => new([Account.Id]);

    public ValueTask<IPhoneLine?> Find(string account, string line, CancellationToken cancellation) => new(this);

    public TimeSpan DialTimeout(DialOrder order) => TimeSpan.FromSeconds(10);

    public Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation) =>
        Task.FromResult<DialReadiness>(new DialReadiness.Ready(new Ready(this, order)));

    public Task<LookUp> LookUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) =>
        Task.FromResult<LookUp>(new LookUp.Unknown());

    public Task<bool> HangUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) => Task.FromResult(true);

    public Task<bool?> HangUpExtension(string extension, CancellationToken cancellation) => Task.FromResult((bool?)null);

    public Task<string?> Probe(CancellationToken cancellation) => Task.FromResult((string?)null);

    private DialResult Dial(AttemptId attempt)
    {
        lock (_gate)
        {
            Dials++;
            if (Result is DialResult.Refused)
                return Result;
            _up.Add(attempt);
            Most = Math.Max(Most, _up.Count);
            return Result;
        }
    }

    private sealed class Ready(Exchange exchange, DialOrder order) : IReadyDial
    {
        public async Task<DialResult> Send(CancellationToken giveUp)
        {
            await Task.Yield();
            return exchange.Dial(order.Attempt);
        }
    }
}
