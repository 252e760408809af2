using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Dialects.Simulator;
using Click2Call.Dialects.Technoline.Campaigns;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Campaigns;
using Click2Call.Testing;
using Microsoft.AspNetCore.Http;
using ManualClock = Click2Call.Testing.ManualClock;

namespace Click2Call.Dialects.Tests.Technoline.Campaigns;

/// <summary>Campaigns over a storage in memory and phones that answer by their last digit, with crashes wherever they are wanted.</summary>
internal sealed class CampaignBench : ICallDesk, IAudioLibrary, ILines
{
    private readonly ConcurrentDictionary<string, Call> byKey = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<CallId, Call> calls = new();

    // As the real desk's reservation: of two who place the same order at once, one makes the call.
    private readonly Lock gate = new();

    public CampaignBench()
    {
        // A Monday, 12:00 in Jerusalem.
        Clock = new ManualClock(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));
        Storage = new MemoryStorage(Clock);
        Directory.Account = Directory.Account with { Addresses = ["203.0.113.7"], BlockList = ["+972542223333"], Lines = [new() { Id = "main", Dialect = "simulator" }] };
        Line = new SimulatorDialect(new SimulatorExchange(new SimulatorMemory(), Clock)).Open("acme", Directory.Account.Lines[0]);
        Storage.Table(DoNotCallTable.TableName).Create(default).Wait();
        DoNotCall = new DoNotCallTable(Storage.Table(DoNotCallTable.TableName));
        Storage.Table(CampaignTable.TableName).Create(default).Wait();
        Storage.Table(CampaignTable.RecipientsName).Create(default).Wait();
        Storage.Queue(CampaignTable.QueueName).Create(default).Wait();
        Table = new CampaignTable(Storage.Table(CampaignTable.TableName), Storage.Table(CampaignTable.RecipientsName), Storage.Queue(CampaignTable.QueueName));
        Desk = new CampaignDesk(Table, Clock);
    }

    public ManualClock Clock { get; }

    /// <summary>The account's one line. A simulator, of which only its capabilities count here; or one that runs campaigns by itself.</summary>
    public IPhoneLine Line { get; set; }

    public DoNotCallTable DoNotCall { get; }

    public MemoryStorage Storage { get; }

    public FakeDirectory Directory { get; } = new();

    public CampaignTable Table { get; }

    public CampaignDesk Desk { get; }

    public IPAddress? From { get; set; } = IPAddress.Parse("203.0.113.7");

    /// <summary>How often each phone rang, by its number.</summary>
    public ConcurrentDictionary<string, int> Rings { get; } = new(StringComparer.Ordinal);

    public ConcurrentBag<CallOrder> Orders { get; } = [];

    public int InFlight => calls.Values.Count(call => Clock.GetUtcNow() < call.CreatedAt + CallLength);

    public int MostInFlight { get; private set; }

    public TimeSpan CallLength { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Called when an order arrives, and behind it; throws to crash.</summary>
    public Action<string>? AtDesk { get; set; }

    /// <summary>Called with each order; throws where there is trouble with one of them.</summary>
    public Action<CallOrder>? AtOrder { get; set; }

    /// <summary>What the line says instead of taking an order; null: it takes it.</summary>
    public Func<CallOrder, CallOutcome?>? Refuses { get; set; }

    /// <summary>Called before a recording is read: the worker may stand still there.</summary>
    public Func<Task> AtAudio { get; set; } = () => Task.CompletedTask;

    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public Task<PlaceResult> Place(CallOrder order)
    {
        AtDesk?.Invoke("before");
        AtOrder?.Invoke(order);
        if (Refuses?.Invoke(order) is { } outcome)
            return Task.FromResult<PlaceResult>(new PlaceResult.Refused(new(outcome, RefusalReason.Line, "The line says no.")));
        var made = false;
        Call call;
        lock (gate)
            call = byKey.GetOrAdd(order.Key!.Value, _ => Made());
        calls[call.Id] = call;
        MostInFlight = Math.Max(MostInFlight, InFlight);
        AtDesk?.Invoke("after");
        return Task.FromResult<PlaceResult>(new PlaceResult.Placed(new CallAnswer(AsOfNow(call)), made ? PlacedHow.Made : PlacedHow.Replayed));

        Call Made()
        {
            made = true;
            Orders.Add(order);
            var phone = order.First.Destination.Dialable;
            Rings.AddOrUpdate(phone, 1, (_, rings) => rings + 1);
            var now = Clock.GetUtcNow();
            return new Call { Id = CallId.New(Clock), Order = order, Line = "main", Seq = 1, WakeAt = now }
                .Begin(new() { Number = 1, Line = "main", StartedAt = now, DialUntil = now.AddMinutes(1) }, 1, now.AddMinutes(2))
                .Apply(new Fact.DialDecided(new DialResult.Accepted(null), now) { Attempt = 1 });
        }
    }

    public Task<Call?> Find(string account, CallId id, CancellationToken cancellation) => Task.FromResult(calls.TryGetValue(id, out var call) ? AsOfNow(call) : null);

    ValueTask<IPhoneLine?> ILines.Find(string account, string line, CancellationToken cancellation) => new(line == "main" ? Line : null);

    public Task<HangUpResult> HangUp(HangUpOrder order) => throw new NotSupportedException();

    public Task<TakeOverResult> TakeOver(string account, CallId id, string taker) => throw new NotSupportedException();

    public Task<PlaceResult> TurnDown(CallOrder order, Refusal refusal)
    {
        AtDesk?.Invoke("before");
        var made = false;
        Call call;
        lock (gate)
        {
            call = byKey.GetOrAdd(order.Key!.Value, _ =>
            {
                made = true;
                var now = Clock.GetUtcNow();
                return new Call { Id = CallId.New(Clock), Order = order, Line = "", Seq = 0, WakeAt = now }.Apply(new Fact.Closed(refusal.Outcome, refusal.Detail, now));
            });
        }

        calls[call.Id] = call;
        AtDesk?.Invoke("after");
        return Task.FromResult<PlaceResult>(made ? new PlaceResult.Refused(refusal with { CallId = call.Id }) : new PlaceResult.Placed(new CallAnswer(AsOfNow(call)), PlacedHow.Replayed));
    }

    public Task<Call?> WaitUntil(string account, CallId id, Func<Call, bool> wanted, TimeSpan patience, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<CallPage> List(CallQuery query, CancellationToken cancellation) => throw new NotSupportedException();

    public Task Save(string account, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation)
    {
        Files[name] = content.ToArray();
        return Task.CompletedTask;
    }

    async Task<ReadOnlyMemory<byte>?> IAudioStore.Find(string account, string name, CancellationToken cancellation)
    {
        await AtAudio();
        return Files.TryGetValue(name, out var file) ? file : (ReadOnlyMemory<byte>?)null;
    }

    Task IAudioLibrary.Keep(string account, AudioFile file, ReadOnlyMemory<byte> content, CancellationToken cancellation) => throw new NotSupportedException();

    Task<IReadOnlyList<AudioFile>> IAudioLibrary.List(string account, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<AudioFile>>([.. Files.Select(file => new AudioFile(file.Key, "audio/wav", file.Value.Length, Clock.GetUtcNow(), ""))]);

    Task IAudioStore.Delete(string account, string name, CancellationToken cancellation)
    {
        Files.Remove(name);
        return Task.CompletedTask;
    }

    public CampaignPump Pump() => new(Table, this, Directory, DoNotCall, new CampaignRelay(Table, this, DoNotCall, Clock), Clock);

    /// <summary>Works off the wake-ups that are due.</summary>
    public async Task Turn()
    {
        var queue = Storage.Queue(CampaignTable.QueueName);
        foreach (var message in await queue.Receive(32, TimeSpan.FromSeconds(30), default))
        {
            var (account, name, seq) = CampaignTable.ReadWake(message.Text)!.Value;
            await Pump().Run(account, name, seq, default);
            await queue.Delete(message.MessageId, message.PopReceipt, default);
        }
    }

    /// <summary>Works the wake-ups off until the campaign is at its end, or the clock at its; whoever crashes is followed by somebody else.</summary>
    public async Task<Campaign> RunToEnd(string id, TimeSpan? patience = null)
    {
        var until = Clock.GetUtcNow() + (patience ?? TimeSpan.FromDays(3));
        while (true)
        {
            try
            {
                if (await Table.Find("acme", id, default) is { Campaign: var campaign } && (campaign.State is CampaignState.Done or CampaignState.Stopped || Clock.GetUtcNow() > until))
                    return campaign;
                await Turn();
            }
            catch (Exception e) when (e is CrashException or StorageUnavailableException or Click2Call.Storage.Rest.StorageException)
            {
                // The process died, or storage did.
            }

            Clock.Advance(TimeSpan.FromSeconds(2));
        }
    }

    public CampaignFront Front() => new(Desk, Table, Directory, this, this, Clock, _ => From);

    public Task<(int Status, JsonElement Json)> Ask(string query, string? contentType = null, byte[]? body = null, string method = "POST") =>
        Ask(query, contentType, body is null ? null : new MemoryStream(body), method);

    public async Task<(int Status, JsonElement Json)> Ask(string query, string? contentType, Stream? body, string method = "POST")
    {
        var http = new DefaultHttpContext();
        http.Request.Method = method;
        http.Request.QueryString = new(query);
        if (body is not null)
        {
            http.Request.ContentType = contentType;
            http.Request.Body = body;
            http.Request.ContentLength = body.Length;
        }

        var answer = new MemoryStream();
        http.Response.Body = answer;
        await Front().Answer(http);
        return (http.Response.StatusCode, JsonDocument.Parse(answer.ToArray()).RootElement.Clone());
    }

    public Task<(int Status, JsonElement Json)> Form(string action, params (string Name, string Value)[] fields) => Ask(
        "", "application/x-www-form-urlencoded", Encoding.ASCII.GetBytes(string.Join('&', fields.Append(("action", action)).Append(("apiKey", FakeDirectory.Key)).Select(field => $"{field.Item1}={Uri.EscapeDataString(field.Item2)}"))));

    private Call AsOfNow(Call call)
    {
        var now = Clock.GetUtcNow();
        if (call.Latest is null)
            return call;
        if (now < call.CreatedAt + CallLength)
            return call;
        if (KeyOf(call) is { } key)
        {
            call = call.Apply(new Fact.KeysPressed(key, now) { Attempt = 1 });
            if (call.Order.Play?.Keys.FirstOrDefault(action => action.Key == key) is { Deed: KeyDeed.Connect })
                call = call.Apply(new Fact.LegAnswered(LegPosition.Second, now) { Attempt = 1 });
        }

        return call.Order.First.Destination.Dialable[^1] switch
        {
            '7' => call.Apply(new Fact.LegEnded(LegPosition.First, EndCause.Busy, now) { Attempt = 1 }),
            '8' => call.Apply(new Fact.LegEnded(LegPosition.First, EndCause.NoAnswer, now) { Attempt = 1 }),
            _ => call.Apply(new Fact.LegAnswered(LegPosition.First, now) { Attempt = 1 }).Apply(new Fact.LegEnded(LegPosition.First, EndCause.HungUp, now) { Attempt = 1 }),
        };
    }

    // Phones that end with 31 and 32 press the 1 and the 2.
    private static string? KeyOf(Call call) => call.Order.First.Destination.Dialable switch
    {
        [.., '3', '1'] => "1",
        [.., '3', '2'] => "2",
        _ => null,
    };

    /// <summary>As if the process were killed there.</summary>
    internal sealed class CrashException : Exception;
}
