using Click2Call.Calls;
using Click2Call.Events;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Events;
using Click2Call.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Click2Call.Simulation;

/// <summary>Those who are told of calls, in a fifth of the runs: one of everything, one of ends. They fail, are slow, and their answers get lost.</summary>
internal sealed class Listeners : IEndpointBook
{
    private const string Due = ".due:";
    private readonly World _world;
    private readonly MemoryStorage _storage;
    private readonly MemoryTable _table;
    private readonly HashSet<(string Endpoint, string Event)> _heard = [];
    private readonly Dictionary<string, EndpointHealth> _health = [];

    public Listeners(World world, MemoryStorage storage)
    {
        (_world, _storage) = (world, storage);
        (Queue, Poison, _table) = (storage.Queue(EventQueue.QueueName), storage.Queue(EventQueue.PoisonQueueName), storage.Table(DeliveryTable.TableName));
        Queue.Create(default).GetAwaiter().GetResult();
        Poison.Create(default).GetAwaiter().GetResult();
        _table.Create(default).GetAwaiter().GetResult();
        if (world.Random.Next(5) > 0)
            return;
        Endpoints =
        [
            new EventEndpoint { Id = "all", Url = new Uri("https://all.example.com/") },
            new EventEndpoint { Id = "ends", Url = new Uri("https://ends.example.com/"), Events = [CallEventType.Ended, CallEventType.Rejected] },
        ];
    }

    public IReadOnlyList<EventEndpoint> Endpoints { get; } = [];

    public MemoryQueue Queue { get; }

    public MemoryQueue Poison { get; }

    /// <summary>When a sweep has something to do.</summary>
    public DateTimeOffset? SweepAt
    {
        get
        {
            var due = Endpoints.Count > 0 && _table.FirstPartition(Due) is { } first && first.StartsWith(Due, StringComparison.Ordinal)
                ? World.Minute(first[Due.Length..])
                : (DateTimeOffset?)null;
            return Poison.NextVisible is { } poison && (due is null || poison < due) ? poison : due;
        }
    }

    public IEventsOut Out(Flow flow)
    {
        var wire = new Wire(_world, flow);
        return _world.Wiring.Events(_world, flow, new EventQueue(
            new WiredQueue(Queue, wire, _world), new WiredQueue(Poison, wire, _world), new WiredTable(_table, wire, _world.Judge), flow.Worker));
    }

    public Task Handle(Flow flow, string text) => Desk(flow).Handle(EventQueue.Read(text)!, default);

    public Task Sweep(Flow flow) => Desk(flow).Sweep(default);

    /// <summary>Everything has come to rest: each listener has heard what came true, and nothing else.</summary>
    public void AtRest(IEnumerable<CallId> calls)
    {
        if (Endpoints.Count == 0)
            return;
        var log = new CallLog(_storage.Table(CallLog.TableName), _world.Timeline) { Texts = _world.Texts };
        var unheard = new HashSet<(string, string)>(_heard);
        foreach (var id in calls)
        {
            var call = log.Find(World.Account, id, default).GetAwaiter().GetResult()!.Call;
            if (call.Told.Count(told => told.Type is CallEventType.Ended or CallEventType.Rejected) != 1)
                throw new Violation($"The end of {id} is announced {call.Told.Count(told => told.Type == CallEventType.Ended)} times.");
            if (!call.Told.Select(told => told.Number).SequenceEqual(Enumerable.Range(1, call.Told.Length)))
                throw new Violation($"The events of {id} are not numbered one after the other.");
            foreach (var told in call.Told)
            {
                foreach (var endpoint in Endpoints.Where(endpoint => endpoint.Events.Count == 0 || endpoint.Events.Contains(told.Type)))
                {
                    if (!_heard.Contains((endpoint.Id, told.IdIn(id))))
                        throw new Violation($"{endpoint.Id} was never told of {told.IdIn(id)}.");
                    unheard.Remove((endpoint.Id, told.IdIn(id)));
                }
            }
        }

        if (unheard.Count > 0)
            throw new Violation($"Somebody was told of what never happened: {unheard.First()}.");
        var rows = _table.Query(null, null, null, null, default).GetAwaiter().GetResult().Rows;
        if (rows.FirstOrDefault(row => row.GetString("Status") != nameof(DeliveryStatus.Delivered)) is { } open)
            throw new Violation($"The delivery {open.RowKey} is {open.GetString("Status")}.");
        if (Queue.NextVisible is not null || Poison.NextVisible is not null)
            throw new Violation("Messages of events are left over.");
    }

    Task<bool> IEndpointBook.Add(string account, EventEndpoint endpoint, CancellationToken cancellation) => throw new NotSupportedException();

    Task<EventEndpoint?> IEndpointBook.Change(string account, string endpoint, Func<EventEndpoint, EventEndpoint?> change, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<bool> IEndpointBook.Delete(string account, string endpoint, CancellationToken cancellation) => throw new NotSupportedException();

    Task<EndpointHealth> IEndpointBook.HealthOf(string account, EventEndpoint endpoint, CancellationToken cancellation) =>
        Task.FromResult(_health.GetValueOrDefault(endpoint.Id, EndpointHealth.Well));

    Task IEndpointBook.SaveHealth(string account, EventEndpoint endpoint, EndpointHealth health, CancellationToken cancellation)
    {
        _health[endpoint.Id] = health;
        return Task.CompletedTask;
    }

    private EventDesk Desk(Flow flow)
    {
        var wire = new Wire(_world, flow);
        return new EventDesk(
            new CallLog(new WiredTable(_storage.Table(CallLog.TableName), wire, _world.Judge), flow.Worker) { Texts = _world.Texts },
            _world,
            Out(flow),
            new DeliveryTable(new WiredTable(_table, wire, _world.Judge), flow.Worker),
            this,
            new Sender(this, flow),
            [],
            flow.Worker,
            NullLogger<EventDesk>.Instance,
            _world.Random.NextDouble);
    }

    private sealed class Sender(Listeners listeners, Flow flow) : IEventSender
    {
        public string Body(EventEndpoint endpoint, Call call, ToldEvent told) => told.Key;

        public Task<SendResult> Send(EventEndpoint endpoint, Delivery delivery, CancellationToken cancellation)
        {
            var world = listeners._world;
            var reply = new TaskCompletionSource<SendResult>();
            world.Timeline.In(world.LineLatency(), null, () =>
            {
                SendResult result = new SendResult.Failed(503, "Down.");
                if (!world.Roll(world.Faults.LineRefuses))
                {
                    world.Trace?.Add($"{world.Stamp} {flow} {endpoint.Id} is told {delivery.EventId}");
                    listeners._heard.Add((endpoint.Id, delivery.EventId));
                    result = world.Roll(world.Faults.LostReply) ? new SendResult.Failed(null, "No answer.") : new SendResult.Done(200);
                }

                world.Timeline.In(world.LineLatency(), flow.Worker, () => reply.SetResult(result));
            });
            return reply.Task;
        }
    }
}
