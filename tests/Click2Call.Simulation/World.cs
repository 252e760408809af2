using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Intake;
using Click2Call.Lines;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Click2Call.Simulation;

/// <summary>One run: workers, storage, a phone system and clients, all of them driven by one seed on one thread.</summary>
internal sealed partial class World : IDirectory
{
    public const string LineId = "main";
    private static readonly TimeSpan FaultsFor = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(5);
    private readonly MemoryStorage _storage;
    private readonly MemoryQueue _alarms;
    private readonly MemoryQueue _poison;
    private readonly MemoryQueue _late;
    private readonly MemoryQueue[] _hosted;
    private readonly MemoryTable _agenda;
    private readonly MemoryTable _calls;
    private readonly MemoryTable _intents;
    private readonly MemoryTable _slots;
    private readonly MemoryTable _agents;
    private readonly Account _account;
    private readonly List<Worker> _workers = [];
    private readonly DateTimeOffset _start;
    private readonly Dictionary<string, int?> _habits = [];
    private int _lastSweeps;
    private long _nextMessage;
    private bool _queuesChanged = true;
    private long _sweepAt;
    private Exception? _failure;

    public World(int seed, Wiring wiring, List<string>? trace)
    {
        (Wiring, Trace, Random) = (wiring, trace, new Random(seed));
        _start = Timetable.DrawStart(Random);
        Timetable = Timetable.Draw(Random, _start);
        Timeline = new Timeline(_start);
        Faults = Faults.Draw(Random);
        Profile = Profile.All[Random.Next(Profile.All.Count)];
        EchoesAttempt = Random.Next(2) == 0;
        Group = DrawGroup();
        var limits = new Random(seed ^ 0x5107);
        (Throttle, MaxDials) = (limits.Next(3) == 0 ? limits.Next(1, 4) : 0, limits.Next(3) == 0 ? limits.Next(1, 4) : 0);
        _storage = new MemoryStorage(Timeline);
        (_alarms, _poison, _late) = (_storage.Queue(AlarmClock.QueueName), _storage.Queue(AlarmClock.PoisonQueueName), _storage.Queue(LateEventQueue.QueueName));
        (_agenda, _calls, _intents) = (_storage.Table(AlarmClock.AgendaName), _storage.Table(CallLog.TableName), _storage.Table(IntentTable.TableName));
        (_slots, _agents) = (_storage.Table(SlotTable.TableName), _storage.Table(AgentTable.TableName));
        foreach (var queue in new[] { _alarms, _poison, _late })
            queue.Create(default).GetAwaiter().GetResult();
        foreach (var table in new[] { _agenda, _calls, _intents, _slots, _agents })
            table.Create(default).GetAwaiter().GetResult();
        Listeners = new Listeners(this, _storage);
        _hosted = [_alarms, _late, Listeners.Queue];
        _account = new Account
        {
            Id = Account,
            Name = "Acme",
            DefaultRegion = "IL",
            Extensions = [.. Numbers.Select(number => new Extension { Number = number })],
            Groups = Group is null ? [] : [Group],
            Endpoints = Listeners.Endpoints,
            Lines = [new LineSettings { Id = LineId, Dialect = "simulated", MaxDials = MaxDials }],
            ClickToCalls = [Timetable.ClickToCall(Throttle)],
        };
        for (var i = 0; i < Random.Next(2, 4); i++)
            _workers.Add(new Worker($"w{i + 1}", Between(-7, 7), Timeline, Random));
        (Judge, Pbx) = (new Judge(this), new Pbx(this));
        trace?.Add($"{Profile.Name}, echoes {EchoesAttempt}, {Faults}");
        trace?.Add($"from {_start:O}, open in {Timetable.Hours?.TimeZone ?? "all zones"} {string.Join(' ', Timetable.Hours?.Week[0] ?? [])}");
        if (Group is not null)
            trace?.Add($"{Group.Strategy} over {string.Join(", ", Group.Members)}, after {Group.After}, who do {string.Join(", ", _habits)}");
        Clients.Begin(this);
        Clients.BeginPauses(this);
        Trouble.Begin(this, _workers, FaultsFor);
        Timeline.In(FaultsFor, null, () => Faults = Faults.None);
        for (var minute = 1; minute < 6; minute++)
            Timeline.In(TimeSpan.FromMinutes(minute), null, Sweep);
    }

    public const string Account = "acme";
    private static readonly string[] Numbers = ["101", "102", "103", "104"];

    /// <summary>The hunt group of the run, in most runs.</summary>
    public HuntGroup? Group { get; }

    /// <summary>How many calls the click-to-call may have in flight; 0: any number.</summary>
    public int Throttle { get; }

    /// <summary>How many calls the line may have in flight; 0: any number.</summary>
    public int MaxDials { get; }

    /// <summary>When calls may be placed.</summary>
    public Timetable Timetable { get; }

    public Wiring Wiring { get; }

    /// <summary>How the workers read rows of calls.</summary>
    public CallTexts Texts { get; } = new(Once.Of(CallTexts.Anew.Order), Once.Of(CallTexts.Anew.Facts));

    /// <summary>The alarm in a message's text.</summary>
    public Func<string, Alarm?> AlarmIn { get; } = Once.Of(AlarmClock.Read);

    public Listeners Listeners { get; }

    public List<string>? Trace { get; }

    public Random Random { get; }

    public Timeline Timeline { get; }

    public Faults Faults { get; private set; }

    public Profile Profile { get; }

    public LineCapabilities Capabilities => Profile.Can;

    public bool KeepsHistory => Profile.KeepsHistory;

    /// <summary>
    /// Whether an attempt whose answer was lost can still be found: by a look-up, or by events that name it. Events
    /// under an id that was lost with the answer find nothing.
    /// </summary>
    public bool CanTell => Capabilities.HasFlag(LineCapabilities.LookUp) || (EchoesAttempt && Capabilities.HasFlag(LineCapabilities.ReportsProgress));

    public bool EchoesAttempt { get; }

    public Judge Judge { get; }

    public Pbx Pbx { get; }

    public int Posts { get; set; }

    /// <summary>How many things have happened.</summary>
    public int Steps { get; private set; }

    public string Stamp => (Timeline.Now - _start).ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);

    public bool Roll(double probability) => probability > 0 && Random.NextDouble() < probability;

    public TimeSpan Between(double from, double to) => TimeSpan.FromSeconds(from + (Random.NextDouble() * (to - from)));

    public TimeSpan Latency() => Roll(Faults.SlowStorage) ? Between(0.1, 7) : Between(0.001, 0.02);

    public TimeSpan LineLatency() => Roll(Faults.LineSlow) ? Between(0.1, 12) : Between(0.001, 0.2);

    public Worker? AnyWorker()
    {
        var alive = _workers.Count(static worker => worker.Alive);
        if (alive == 0)
            return null;
        var chosen = Random.Next(alive);
        return _workers.First(worker => worker.Alive && chosen-- == 0);
    }

    public IEnumerable<TableRow> RowsOf(string table) => _storage.Table(table).Query(null, null, null, null, default).GetAwaiter().GetResult().Rows;

    public void QueuesChanged() => _queuesChanged = true;

    /// <summary>Runs until everything has come to rest, or a promise is broken.</summary>
    public void Run()
    {
        for (var steps = 0; Next(); steps++)
        {
            Steps = steps;
            if (_failure is not null)
                throw _failure as Violation ?? new Violation(_failure.ToString());
            if (steps > 60_000 || Timeline.Now > _start + Longest)
                throw new Violation("It never comes to rest.");
        }

        Judge.AtRest();
    }

    /// <summary>Starts a piece of work on a worker.</summary>
    public void Begin(Worker worker, string name, Func<CallCentre, Flow, Task> work, Action? cut = null) =>
        Begin(worker, name, flow => work(CentreOf(flow), flow), cut);

    /// <summary>Starts a piece of work that needs no call centre.</summary>
    public void Begin(Worker worker, string name, Func<Flow, Task> work, Action? cut = null)
    {
        var flow = new Flow(worker, name) { Cut = cut };
        worker.Flows.Add(flow);
        _ = Guard();

        async Task Guard()
        {
            try
            {
                await work(flow);
            }
#pragma warning disable CA1031 // Whatever escapes the desk is what we look for.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                _failure ??= problem;
            }

            worker.Flows.Remove(flow);
        }
    }

    /// <summary>The phone system tells something: some time later, to any worker, again until it is heard, perhaps twice.</summary>
    public void DeliverEvent(LineEvent told)
    {
        var late = Random.Next(4) == 0 ? Profile.EventsWithin : Math.Min(1, Profile.EventsWithin);
        Deliver(Between(0.01, late), 1);
        if (Roll(Faults.EventDuplicated))
            Deliver(Between(0.01, late), 1);

        void Deliver(TimeSpan after, int tries) => Timeline.In(after, null, () =>
        {
            if (AnyWorker() is not { } worker || worker.FrozenUntil > Timeline.Now)
            {
                Again();
                return;
            }

            Begin(worker, $"event {told.ProviderCallId} {(Trace is null ? "" : told.Facts[0])}", async (centre, _) =>
            {
                try
                {
                    await centre.Events.Hear(told, default);
                }
                catch (StorageUnavailableException)
                {
                    Again();
                }
            }, Again);

            void Again() => Deliver(Between(0.2, 2), tries + 1);
        });
    }

    /// <summary>What the phones of agents do: 0 to 5 answers, 6 and 7 no answer, 8 busy, 9 declined.</summary>
    public int FateOf(IReadOnlyList<string> agents)
    {
        var fate = Random.Next(10);
        return agents.Min(agent => _habits.GetValueOrDefault(agent) ?? fate);
    }

    public IAgents AgentsOf(Flow flow) =>
        Wiring.Agents(flow, new AgentTable(new WiredTable(_agents, new Wire(this, flow), Judge)));

    private HuntGroup? DrawGroup()
    {
        if (Random.Next(3) == 0)
            return null;
        foreach (var number in Numbers)
            _habits[number] = Random.Next(3) == 0 ? 6 + Random.Next(4) : null;
        return new HuntGroup
        {
            Id = PbxCall.OfGroup.Value,
            Members = [.. Numbers.OrderBy(_ => Random.Next()).Take(Random.Next(1, 5)).Select(number => new HuntMember(number, Random.Next(1, 3)))],
            Strategy = (HuntStrategy)Random.Next(4),
            After = Random.Next(6) == 0 ? HuntAfter.Refusal : HuntAfter.Failure,
        };
    }

    ValueTask<Account?> IDirectory.Find(string account, CancellationToken cancellation) => new(_account);

    ValueTask<ApiKey?> IDirectory.FindKey(string presented, CancellationToken cancellation) => default;

    ValueTask<IReadOnlyList<string>> IDirectory.List(CancellationToken cancellation) => new([Account]);

    private CallCentre CentreOf(Flow flow)
    {
        var wire = new Wire(this, flow);
        var calls = new WiredTable(_calls, wire, Judge);
        var clock = new AlarmClock(
            new WiredQueue(_alarms, wire, this), new WiredQueue(_poison, wire, this), new WiredTable(_agenda, wire, Judge), flow.Worker);
        var ports = new CallPorts(
            Wiring.Log(flow, new CallLog(calls, flow.Worker) { Texts = Texts }),
            Wiring.Intents(flow, new IntentTable(new WiredTable(_intents, wire, Judge))),
            Wiring.Slots(flow, new SlotTable(new WiredTable(_slots, wire, Judge))),
            AgentsOf(flow),
            Wiring.Clock(flow, clock),
            new LateEventQueue(new WiredQueue(_late, wire, this), calls, flow.Worker),
            Wiring.Directory(flow, this),
            new FlowLines(this, flow),
            new Trouble.AtSteps(this, flow))
        {
            NewId = () => CallId.New(flow.Worker.GetUtcNow(), Random),
            Events = Listeners.Endpoints.Count > 0 ? Listeners.Out(flow) : null,
        };
        return new CallCentre(ports, flow.Worker, NullLoggerFactory.Instance);
    }

    private sealed class FlowLines(World world, Flow flow) : ILines
    {
        public ValueTask<IPhoneLine?> Find(string account, string line, CancellationToken cancellation) => new(new SimLine(world, flow));
    }
}
