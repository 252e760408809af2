using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Click2Call.Simulation;

/// <summary>One run: workers, storage, a phone system and clients, all of them driven by one seed on one thread.</summary>
internal sealed class World : IDirectory
{
    public const string LineId = "main";
    private static readonly TimeSpan FaultsFor = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private readonly MemoryStorage _storage;
    private readonly MemoryQueue _alarms;
    private readonly MemoryQueue _poison;
    private readonly MemoryQueue _late;
    private readonly MemoryTable _agenda;
    private readonly Account _account;
    private readonly List<Worker> _workers = [];
    private readonly DateTimeOffset _start;
    private DateTimeOffset? _nextMessage;
    private bool _queuesChanged = true;
    private DateTimeOffset? _sweepAt;
    private Exception? _failure;

    public World(int seed, Wiring wiring, List<string>? trace)
    {
        (Wiring, Trace, Random) = (wiring, trace, new Random(seed));

        // Some runs cross midnight: rows are kept by the day.
        _start = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
        if (Random.Next(6) == 0)
            _start = _start.AddHours(13).AddMinutes(Random.Next(55, 60));
        Timeline = new Timeline(_start);
        Faults = Faults.Draw(Random);
        Profile = Profile.All[Random.Next(Profile.All.Count)];
        EchoesAttempt = Random.Next(2) == 0;
        _storage = new MemoryStorage(Timeline);
        (_alarms, _poison, _late) = (_storage.Queue(AlarmClock.QueueName), _storage.Queue(AlarmClock.PoisonQueueName), _storage.Queue(LateEventQueue.QueueName));
        _agenda = _storage.Table(AlarmClock.AgendaName);
        foreach (var queue in new[] { _alarms, _poison, _late })
            queue.Create(default).GetAwaiter().GetResult();
        foreach (var table in new[] { _agenda, _storage.Table(CallLog.TableName), _storage.Table(IntentTable.TableName), _storage.Table(SlotTable.TableName) })
            table.Create(default).GetAwaiter().GetResult();
        _account = new Account
        {
            Id = Account,
            Name = "Acme",
            DefaultRegion = "IL",
            Extensions = [new Extension { Number = "101" }, new Extension { Number = "102" }],
            Lines = [new LineSettings { Id = LineId, Dialect = "simulated" }],
        };
        for (var i = 0; i < Random.Next(2, 4); i++)
            _workers.Add(new Worker($"w{i + 1}", Between(-7, 7), Timeline, Random));
        (Judge, Pbx) = (new Judge(this), new Pbx(this));
        trace?.Add($"{Profile.Name}, echoes {EchoesAttempt}, {Faults}");
        Clients.Begin(this);
        Trouble.Begin(this, _workers, FaultsFor);
        Timeline.In(FaultsFor, null, () => Faults = Faults.None);
        for (var minute = 1; minute < 6; minute++)
            Timeline.In(TimeSpan.FromMinutes(minute), null, Sweep);
    }

    public const string Account = "acme";

    public Wiring Wiring { get; }

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
        Worker[] alive = [.. _workers.Where(worker => worker.Alive)];
        return alive.Length == 0 ? null : alive[Random.Next(alive.Length)];
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
    public void Begin(Worker worker, string name, Func<CallCentre, Flow, Task> work, Action? cut = null)
    {
        var flow = new Flow(worker, name) { Cut = cut };
        worker.Flows.Add(flow);
        _ = Guard();

        async Task Guard()
        {
            try
            {
                await work(CentreOf(flow), flow);
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

    ValueTask<Account?> IDirectory.Find(string account, CancellationToken cancellation) => new(_account);

    ValueTask<ApiKey?> IDirectory.FindKey(string presented, CancellationToken cancellation) => default;

    ValueTask<IReadOnlyList<string>> IDirectory.List(CancellationToken cancellation) => new([Account]);

    private CallCentre CentreOf(Flow flow)
    {
        var wire = new Wire(this, flow);
        var calls = new WiredTable(_storage.Table(CallLog.TableName), wire, Judge);
        var clock = new AlarmClock(
            new WiredQueue(_alarms, wire, this), new WiredQueue(_poison, wire, this), new WiredTable(_agenda, wire, Judge), flow.Worker);
        var ports = new CallPorts(
            Wiring.Log(flow, new CallLog(calls, flow.Worker)),
            Wiring.Intents(flow, new IntentTable(new WiredTable(_storage.Table(IntentTable.TableName), wire, Judge))),
            new SlotTable(new WiredTable(_storage.Table(SlotTable.TableName), wire, Judge)),
            Wiring.Clock(flow, clock),
            new LateEventQueue(new WiredQueue(_late, wire, this), calls, flow.Worker),
            this,
            new FlowLines(this, flow),
            new Trouble.AtSteps(this, flow))
        {
            NewId = () => CallId.New(flow.Worker.GetUtcNow(), Random),
        };
        return new CallCentre(ports, flow.Worker, NullLoggerFactory.Instance);
    }

    private bool Next()
    {
        if (_queuesChanged)
        {
            _nextMessage = Earlier(_alarms.NextVisible, _late.NextVisible);
            _queuesChanged = false;
            _sweepAt = SweepAt();
        }

        var next = Timeline.Next;
        var message = _nextMessage;
        if (_sweepAt is { } sweep && (next is null || sweep <= next) && (message is null || sweep <= message))
        {
            Timeline.JumpTo(sweep);
            Sweep();
            _sweepAt = sweep.AddMinutes(1);
            return true;
        }

        if (message is { } visible && (next is null || visible <= next))
        {
            Timeline.JumpTo(visible);
            Dispatch();
            return true;
        }

        if (next is null)
            return false;
        Timeline.Step();
        return true;
    }

    // The minute after the agenda has something to say, and every minute while there is poison.
    private DateTimeOffset? SweepAt()
    {
        var due = _agenda.Query(null, 1, null, null, default).GetAwaiter().GetResult().Rows is [var row]
            ? DateTimeOffset.ParseExact(row.PartitionKey, "yyyyMMddHHmm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : (DateTimeOffset?)null;
        if (_poison.NextVisible is { } poison)
            due = Earlier(due, poison);
        if (due is not { } at)
            return null;
        var now = Timeline.Now;
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
        return at > minute ? at.AddMinutes(1) : minute;
    }

    private void Sweep()
    {
        if (AnyWorker() is not { } worker)
            return;
        Timeline.In(TimeSpan.Zero, worker, () => Begin(worker, "sweep", async (centre, _) =>
        {
            try
            {
                await centre.Sweep.Run(default);
            }
            catch (StorageUnavailableException)
            {
                // The next one tries again.
            }

            _queuesChanged = true;
        }));
    }

    // The host: takes what is visible, hands it to any worker, and moves what fails five times to the poison queue.
    private void Dispatch()
    {
        _queuesChanged = true;
        foreach (var (queue, late) in new[] { (_alarms, false), (_late, true) })
        {
            foreach (var message in queue.Receive(8, TimeSpan.FromSeconds(60), default).GetAwaiter().GetResult())
            {
                if (Roll(Faults.MessageDuplicated) && message.DequeueCount == 1)
                {
                    var twin = queue.Put(message.Text, Between(0, 3), null, default).GetAwaiter().GetResult();
                    Judge.MessagePut(queue.Name, twin.MessageId, message.Text);
                }

                if (AnyWorker() is { } worker)
                    Timeline.In(Between(0.001, 0.3), worker, () => Begin(worker, $"{queue.Name} {message.MessageId[..8]}", (centre, flow) => Handle(centre, flow, queue, message, late)));
            }
        }
    }

    private async Task Handle(CallCentre centre, Flow flow, MemoryQueue queue, QueueMessage message, bool late)
    {
        var wired = new WiredQueue(queue, new Wire(this, flow), this);
        try
        {
            if (late)
            {
                var (told, tries) = LateEventQueue.Read(message.Text);
                await centre.HearLate(told, tries, default);
            }
            else
            {
                await centre.Alarm.Handle(AlarmClock.Read(message.Text)!, default);
            }
        }
        catch (StorageUnavailableException)
        {
            if (message.DequeueCount < 5 || late)
                return; // It becomes visible again.
            var poisoned = _poison.Put(message.Text, TimeSpan.Zero, null, default).GetAwaiter().GetResult();
            Judge.MessagePut(_poison.Name, poisoned.MessageId, message.Text);
        }

        try
        {
            await wired.Delete(message.MessageId, message.PopReceipt, default);
        }
        catch (StorageException)
        {
            // It becomes visible again and finds its work done.
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null ? right : right is null || left < right ? left : right;

    private sealed class FlowLines(World world, Flow flow) : ILines
    {
        public ValueTask<IPhoneLine?> Find(string account, string line, CancellationToken cancellation) => new(new SimLine(world, flow));
    }
}
