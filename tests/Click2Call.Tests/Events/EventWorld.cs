using Click2Call.Calls;
using Click2Call.Events;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Events;
using Click2Call.Testing;
using Click2Call.Tests.Calls;
using Microsoft.Extensions.Logging.Abstractions;

namespace Click2Call.Tests.Events;

/// <summary>The real desk and the real desk of events, on storage in memory; the receivers are a test's own.</summary>
internal sealed class EventWorld : IEventSender, IEndpointBook
{
    private readonly Dictionary<string, EndpointHealth> _health = [];

    public EventWorld(params EventEndpoint[] endpoints)
    {
        Desk = new DeskWorld();
        Queue = Desk.Storage.Queue(EventQueue.QueueName);
        Poison = Desk.Storage.Queue(EventQueue.PoisonQueueName);
        Table = Desk.Storage.Table(DeliveryTable.TableName);
        Desk.Run(async () =>
        {
            await Queue.Create(default);
            await Poison.Create(default);
            await Table.Create(default);
        });
        Out = new EventQueue(Queue, Poison, Table, Desk.Clock);
        Deliveries = new DeliveryTable(Table, Desk.Clock);
        Desk.Account = Desk.Account with { Endpoints = endpoints.Length > 0 ? endpoints : [Endpoint("one")] };
        Centre = Desk.NewWorker(events: Out);
        Events = NewEventDesk();
    }

    public DeskWorld Desk { get; }

    public MemoryQueue Queue { get; }

    public MemoryQueue Poison { get; }

    public MemoryTable Table { get; }

    public EventQueue Out { get; }

    public DeliveryTable Deliveries { get; }

    public CallCentre Centre { get; }

    public EventDesk Events { get; }

    public List<IWriteBack> WriteBacks { get; } = [];

    /// <summary>What was sent, in its order.</summary>
    public List<(string Endpoint, string EventId, DateTimeOffset At)> Sent { get; } = [];

    /// <summary>What a receiver answers.</summary>
    public Func<EventEndpoint, Delivery, SendResult> Answer { get; set; } = (_, _) => new SendResult.Done(200);

    /// <summary>What happens while a receiver thinks.</summary>
    public Func<EventEndpoint, Task>? Thinking { get; set; }

    public static EventEndpoint Endpoint(string id, params CallEventType[] events) =>
        new() { Id = id, Url = new Uri($"https://{id}.example.com/"), Events = events };

    public EventDesk NewEventDesk() => new(
        Desk.Log, Desk, Out, Deliveries, this, this, WriteBacks, Desk.Clock, NullLogger<EventDesk>.Instance);

    public Call Take(CallOrder order) => Desk.Take(order, Centre);

    public Heard Hear(CallId id, int attempt, params Fact[] facts) => Desk.Run(() => Centre.Events.Hear(
        new LineEvent(DeskWorld.AccountId, "main", facts) { Attempt = new AttemptId(id, attempt) }, default));

    /// <summary>A call that rings both phones, is answered and ends.</summary>
    public CallId Talk(CallOrder? order = null)
    {
        var call = Take(order ?? DeskWorld.Direct());
        Hear(call.Id, 1, Desk.Rings(LegPosition.First));
        Hear(call.Id, 1, Desk.Answers(LegPosition.First), Desk.Rings(LegPosition.Second));
        Hear(call.Id, 1, Desk.Answers(LegPosition.Second));
        Hear(call.Id, 1, Desk.Ends(LegPosition.First, EndCause.HungUp));
        return call.Id;
    }

    /// <summary>Lets time pass, as a host would: messages come when they are visible, the sweep each minute.</summary>
    public void Pass(TimeSpan span, EventDesk? desk = null)
    {
        var end = Desk.Now + span;
        Drain(desk);
        while (Desk.Now < end)
        {
            var minute = new DateTimeOffset(Desk.Now.Ticks - (Desk.Now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
            var next = new[] { Queue.NextVisible, minute, end }.Where(at => at > Desk.Now).Min()!.Value;
            DeskWorld.Start(() => { Desk.Clock.Advance((next < end ? next : end) - Desk.Now); return 0; });
            if (Desk.Now == minute)
                Desk.Run(() => (desk ?? Events).Sweep(default));
            Drain(desk);
        }
    }

    /// <summary>Handles every message that is visible.</summary>
    public void Drain(EventDesk? desk = null)
    {
        while (Desk.Run(() => Queue.Receive(1, TimeSpan.FromMinutes(5), default)) is [var message])
        {
            Desk.Run(() => (desk ?? Events).Handle(EventQueue.Read(message.Text)!, default));
            Desk.Run(() => Queue.Delete(message.MessageId, message.PopReceipt, default));
        }
    }

    /// <summary>The deliveries to a receiver, oldest first.</summary>
    public IReadOnlyList<Delivery> To(string receiver = "one") => [.. Desk.Run(() =>
        Deliveries.List(new DeliveryQuery(DeskWorld.AccountId) { Receiver = receiver, Top = 200 }, default)).Deliveries.OrderBy(one => one.Id.At).ThenBy(one => one.Id.Number)];

    /// <summary>How many messages and due rows wait.</summary>
    public int Waiting() => Desk.Run(() => Queue.ApproximateCount(default))
        + Desk.Run(() => Table.Query(null, null, null, null, default)).Rows.Count(row => row.PartitionKey.StartsWith(".due:", StringComparison.Ordinal));

    public EndpointHealth Health(string endpoint = "one") => _health.GetValueOrDefault(endpoint, EndpointHealth.Well);

    string? IEventSender.Body(EventEndpoint endpoint, Call call, ToldEvent told) => told.IdIn(call.Id);

    async Task<SendResult> IEventSender.Send(EventEndpoint endpoint, Delivery delivery, CancellationToken cancellation)
    {
        Sent.Add((endpoint.Id, delivery.EventId, Desk.Now));
        if (Thinking is { } thinking)
            await thinking(endpoint);
        return Answer(endpoint, delivery);
    }

    Task<bool> IEndpointBook.Add(string account, EventEndpoint endpoint, CancellationToken cancellation) => throw new NotSupportedException();

    Task<EventEndpoint?> IEndpointBook.Change(string account, string endpoint, Func<EventEndpoint, EventEndpoint?> change, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<bool> IEndpointBook.Delete(string account, string endpoint, CancellationToken cancellation) => throw new NotSupportedException();

    Task<EndpointHealth> IEndpointBook.HealthOf(string account, EventEndpoint endpoint, CancellationToken cancellation) => Task.FromResult(Health(endpoint.Id));

    Task IEndpointBook.SaveHealth(string account, EventEndpoint endpoint, EndpointHealth health, CancellationToken cancellation)
    {
        _health[endpoint.Id] = health;
        Desk.Account = Desk.Account with
        {
            Endpoints = [.. Desk.Account.Endpoints.Select(one => one.Id == endpoint.Id ? one with { Health = health } : one)],
        };
        return Task.CompletedTask;
    }
}
