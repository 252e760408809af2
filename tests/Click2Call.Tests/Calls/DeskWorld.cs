using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Events;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Click2Call.Tests.Calls;

/// <summary>
/// The real desk on storage in memory, with a clock that only moves when told to, and a phone system that a test
/// scripts. Everything runs on the test's own thread.
/// </summary>
internal sealed class DeskWorld : IDirectory, ILines, IStepWatch
{
    public const string AccountId = "acme";
    public const string Agent = "101";
    public const string Visitor = "+972502345678";

    public DeskWorld()
        : this(hasLists: false)
    {
    }

    /// <summary>With a do-not-call list and counted limits, or without both.</summary>
    public DeskWorld(bool hasLists)
    {
        Storage = new MemoryStorage(Clock);
        Line = new FakeLine(Phones);
        Alarms = Storage.Queue(AlarmClock.QueueName);
        Poison = Storage.Queue(AlarmClock.PoisonQueueName);
        LateEvents = Storage.Queue(LateEventQueue.QueueName);
        Calls = Storage.Table(CallLog.TableName);
        Intents = Storage.Table(IntentTable.TableName);
        Agenda = Storage.Table(AlarmClock.AgendaName);
        Slots = Storage.Table(SlotTable.TableName);
        Agents = Storage.Table(AgentTable.TableName);
        foreach (var created in new[]
        {
            Alarms.Create(default), Poison.Create(default), LateEvents.Create(default),
            Calls.Create(default), Intents.Create(default), Agenda.Create(default), Slots.Create(default), Agents.Create(default),
        })
        {
            created.GetAwaiter().GetResult();
        }

        if (hasLists)
        {
            var numbers = Storage.Table(DoNotCallTable.TableName);
            numbers.Create(default).GetAwaiter().GetResult();
            (DoNotCall, Counters) = (new DoNotCallTable(numbers), new CounterTable(Intents));
        }

        Log = new CallLog(Calls, Clock);
        Bell = new AlarmClock(Alarms, Poison, Agenda, Clock);
        Account = new Account
        {
            Id = AccountId,
            Name = "Acme",
            DefaultRegion = "IL",
            Extensions = [new Extension { Number = Agent }, new Extension { Number = "102" }, new Extension { Number = "103", Blocked = true }],
            Lines = [new LineSettings { Id = "main", Dialect = "fake" }],
            ClickToCalls = [new ClickToCall { Id = "contact", Name = "Contact", Extension = Agent, AuthRequired = false }],
        };
        Centre = NewWorker();
    }

    public DoNotCallTable? DoNotCall { get; }

    public CounterTable? Counters { get; }

    public ManualClock Clock { get; } = new();

    public MemoryStorage Storage { get; }

    public MemoryQueue Alarms { get; }

    public MemoryQueue Poison { get; }

    public MemoryQueue LateEvents { get; }

    public MemoryTable Calls { get; }

    public MemoryTable Intents { get; }

    public MemoryTable Agenda { get; }

    public MemoryTable Slots { get; }

    public MemoryTable Agents { get; }

    public PhoneSystem Phones { get; } = new();

    public FakeLine Line { get; }

    public Account Account { get; set; }

    public ICallLog Log { get; set; }

    public AlarmClock Bell { get; }

    /// <summary>The first worker.</summary>
    public CallCentre Centre { get; }

    /// <summary>What happens between the steps of placing a call.</summary>
    public Func<CallStep, CallId, ValueTask>? OnStep { get; set; }

    /// <summary>A worker that dies here never comes back: its next line is never run.</summary>
    public static Task Death => new TaskCompletionSource().Task;

    public static DialResult Refuse(CallOutcome outcome) => new DialResult.Refused(outcome, "No.");

    /// <summary>One more worker on the same storage, phone system and clock.</summary>
    public CallCentre NewWorker(ICallLog? log = null, IEventsOut? events = null) => new(
        new CallPorts(log ?? Log, new IntentTable(Intents), new SlotTable(Slots), new AgentTable(Agents), Bell, new LateEventQueue(LateEvents, Calls, Clock), this, this, this) { Events = events, DoNotCall = DoNotCall, Counters = Counters },
        Clock,
        NullLoggerFactory.Instance);

    public static CallOrder Lead(string? key = "nonce-1", string number = Visitor, string? fingerprint = null) => new()
    {
        Account = AccountId,
        ClickToCall = "contact",
        Front = "lead-form",
        Intent = CallIntent.Lead,
        First = new Leg(LegRole.Agent, new ExtensionDestination(Agent)),
        Second = new Leg(LegRole.Target, new PhoneDestination(PhoneNumber.Parse(number))),
        OnLineDown = LineDownRule.Queue,
        Retry = RetrySchedule.ForLeads,
        Key = key is null ? null : new OrderKey("form", key, fingerprint),
    };

    public static CallOrder Direct(string? key = null, string? fingerprint = null) => new()
    {
        Account = AccountId,
        Front = "calls",
        Intent = CallIntent.Direct,
        First = new Leg(LegRole.Agent, new ExtensionDestination(Agent)),
        Second = new Leg(LegRole.Target, new PhoneDestination(PhoneNumber.Parse(Visitor))),
        Key = key is null ? null : new OrderKey("api", key, fingerprint),
    };

    /// <summary>Starts something without a synchronisation context, so that all of it runs on this thread.</summary>
    public static T Start<T>(Func<T> work)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return work();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Starts something and lets time pass until it is done.</summary>
    public T Run<T>(Func<Task<T>> work)
    {
        var task = Start(work);
        return Finish(task);
    }

    /// <summary>Lets time pass until something is done.</summary>
    public T Finish<T>(Task<T> task)
    {
        for (var i = 0; i < 20_000 && !task.IsCompleted; i++)
            Start(() => { Clock.Advance(TimeSpan.FromMilliseconds(50)); return 0; });
        Assert.True(task.IsCompleted, "It waits for something that never comes.");
        return task.GetAwaiter().GetResult();
    }

    public void Run(Func<Task> work) => Run(async () =>
    {
        await work();
        return 0;
    });

    public PlaceResult Place(CallOrder order, CallCentre? worker = null) => Run(() => (worker ?? Centre).Desk.Place(order));

    /// <summary>Places an order that is taken.</summary>
    public Call Take(CallOrder order, CallCentre? worker = null) => Assert.IsType<PlaceResult.Placed>(Place(order, worker)).Answer.Call;

    public HangUpResult HangUp(CallId id) => Run(() => Centre.Desk.HangUp(new HangUpOrder(AccountId, id)));

    public Call Read(CallId id) => Find(id) ?? throw new InvalidOperationException("There is no such call.");

    public Call? Find(CallId id) => Run(() => Log.Find(AccountId, id, default))?.Call;

    /// <summary>The only call there is.</summary>
    public Call Only() => Assert.Single(Run(() => Log.List(new CallQuery(AccountId), default)).Calls);

    public Heard Hear(CallId id, int attempt, params Fact[] facts) => Run(() => Centre.Events.Hear(
        new LineEvent(AccountId, "main", facts) { Attempt = new AttemptId(id, attempt) }, default));

    public DateTimeOffset Now => Clock.GetUtcNow();

    public Fact Rings(LegPosition leg) => new Fact.LegRinging(leg, Now);

    public Fact Answers(LegPosition leg) => new Fact.LegAnswered(leg, Now);

    public Fact Ends(LegPosition leg, EndCause cause) => new Fact.LegEnded(leg, cause, Now);

    /// <summary>Lets time pass, as a host would: alarms come when they are visible, the sweep each minute.</summary>
    public void Pass(TimeSpan span, bool sweep = true)
    {
        var end = Now + span;
        DeliverAlarms();
        while (Now < end)
        {
            var next = new[] { Alarms.NextVisible, LateEvents.NextVisible, sweep ? NextMinute() : null, end }.Where(at => at > Now).Min()!.Value;
            Start(() => { Clock.Advance((next < end ? next : end) - Now); return 0; });
            if (sweep && Now.Second == 0 && Now.Millisecond == 0)
                Run(() => Centre.Sweep.Run(default));
            DeliverAlarms();
        }
    }

    /// <summary>Delivers the alarms and late events that are visible now.</summary>
    public void DeliverAlarms()
    {
        while (Run(() => Alarms.Receive(1, TimeSpan.FromMinutes(5), default)) is [var message])
        {
            Run(() => Centre.Alarm.Handle(AlarmClock.Read(message.Text)!, default));
            Run(() => Alarms.Delete(message.MessageId, message.PopReceipt, default));
        }

        while (Run(() => LateEvents.Receive(1, TimeSpan.FromMinutes(5), default)) is [var message])
        {
            Run(() => Centre.HearLate(LateEventQueue.Read(message.Text)!, default));
            Run(() => LateEvents.Delete(message.MessageId, message.PopReceipt, default));
        }
    }

    /// <summary>How many messages and agenda rows wait.</summary>
    public int Waiting() => Run(() => Alarms.ApproximateCount(default)) + Run(() => Agenda.Query(null, null, null, null, default)).Rows.Count;

    /// <summary>How many rows the open index holds.</summary>
    public int OpenRows() => Run(() => Calls.Query(null, null, null, null, default)).Rows.Count(row => row.RowKey.StartsWith("o:", StringComparison.Ordinal));

    ValueTask<Account?> IDirectory.Find(string account, CancellationToken cancellation) => new(account == AccountId ? Account : null);

    ValueTask<ApiKey?> IDirectory.FindKey(string presented, CancellationToken cancellation) => default;

    ValueTask<IReadOnlyList<string>> IDirectory.List(CancellationToken cancellation) => new([AccountId]);

    ValueTask<IPhoneLine?> ILines.Find(string account, string line, CancellationToken cancellation) => new(line == "main" ? Line : null);

    ValueTask IStepWatch.Reached(CallStep step, CallId call) => OnStep?.Invoke(step, call) ?? default;

    private DateTimeOffset? NextMinute() => new DateTimeOffset(Now.Ticks - (Now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
}
