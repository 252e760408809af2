using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Dialects.Asterisk;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Click2Call.Dialects.Tests.Kazoo;

/// <summary>The front over the real desk and the real tables in memory: what a document says is what happens.</summary>
public sealed class KazooDeskTests : ILines, IPhoneLine
{
    private const string List = "v2/accounts/acme/clicktocall";

    private readonly Testing.ManualClock clock = new();
    private readonly MemoryStorage storage;
    private readonly FakeDirectory directory = new() { Account = KazooHost.Account with { Lines = [new() { Id = "main", Dialect = "test" }] } };
    private readonly CallCentre centre;
    private int dials;

    public KazooDeskTests()
    {
        storage = new MemoryStorage(clock);
        centre = new CallCentre(
            new CallPorts(
                new CallLog(storage.Table(CallLog.TableName), clock),
                new IntentTable(storage.Table(IntentTable.TableName)),
                new SlotTable(storage.Table(SlotTable.TableName)),
                new AgentTable(storage.Table(AgentTable.TableName)),
                new AlarmClock(storage.Queue(AlarmClock.QueueName), storage.Queue(AlarmClock.PoisonQueueName), storage.Table(AlarmClock.AgendaName), clock),
                new LateEventQueue(storage.Queue(LateEventQueue.QueueName), storage.Table(CallLog.TableName), clock),
                directory,
                this,
                new NoStepWatch()),
            clock,
            NullLoggerFactory.Instance);
    }

    public LineCapabilities Capabilities => LineCapabilities.ReportsEnd;

    public int MostVariables { get; private set; } = int.MaxValue;

    public bool Carries(NameValue variable) => AsteriskVariables.Carries(variable);

    [Fact]
    public async Task Fifty_visitors_at_once_get_as_many_calls_as_the_throttle_says()
    {
        await using var host = await Start();
        var click = await Make(host, """{"name":"Web","extension":"1001","auth_required":false,"throttle":3}""");
        var statuses = await Task.WhenAll(Enumerable.Range(0, 50).Select(async visitor =>
        {
            var response = await host.Client.GetAsync(new Uri(host.Address, $"{List}/{click}/connect?contact=415886{visitor:D4}"));
            return (int)response.StatusCode;
        }));
        Assert.Equal(3, statuses.Count(status => status == 202));
        Assert.Equal(47, statuses.Count(status => status == 429));
        Assert.Equal(3, dials);

        // One hangs up: there is room for one.
        var history = await Get(host, $"{List}/{click}/history");
        var live = history["data"]!.AsArray().First(entry => entry!["result"] is null && entry["cause"] is null)!;
        await centre.Events.Hear(
            new LineEvent("acme", "main", [new Fact.LegEnded(LegPosition.First, EndCause.NoAnswer, clock.GetUtcNow())])
            {
                Attempt = new AttemptId(CallId.Parse(live["id"]!.GetValue<string>()), 1),
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(202, await Connect(host, click, "4158869998"));
        Assert.Equal(429, await Connect(host, click, "4158869999"));
    }

    [Theory]
    [InlineData("4158867900", 202)]
    [InlineData("+14158867900", 202)]
    [InlineData("2125550123", 400)]
    public async Task The_whitelist_looks_at_the_normalised_contact(string contact, int status)
    {
        await using var host = await Start();
        var click = await Make(host, """{"name":"Web","extension":"1001","auth_required":false,"whitelist":["^\\+1310","1415"]}""");
        Assert.Equal(status, await Connect(host, click, contact));
        Assert.Equal(status == 202 ? 1 : 0, dials);
    }

    [Theory]
    [InlineData("+972525551234")]
    [InlineData("9005551234")]
    [InlineData("sip:thief@elsewhere.example")]
    [InlineData("1001")]
    [InlineData("1002")]
    [InlineData("1003")]
    public async Task An_open_door_does_not_dial_everything(string contact)
    {
        await using var host = await Start();
        var click = await Make(host, """{"name":"Web","extension":"1001","auth_required":false}""");
        Assert.Equal(400, await Connect(host, click, contact));
        Assert.Equal(0, dials);
        Assert.Empty((await Get(host, $"{List}/{click}/history"))["data"]!.AsArray());
    }

    /// <summary>An address with <c>_ga</c> or <c>utm-source</c> in it rang nobody: Asterisk and Voicenter refuse such variables, or so many.</summary>
    [Theory]
    [InlineData(int.MaxValue, "utm_source contact", "The line does not carry: utm-source, _ga.")]
    [InlineData(1, "", "The line does not carry: contact, utm-source, _ga, utm_source.")]
    public async Task What_an_address_drags_along_is_no_reason_not_to_ring(int most, string carried, string note)
    {
        MostVariables = most;
        await using var host = await Start();
        var click = await Make(host, """{"name":"Web","extension":"1001","auth_required":false,"custom_application_vars":{"asked":"for"}}""");
        var answer = await host.Client.GetAsync(new Uri(host.Address, $"{List}/{click}/connect?contact=4158867900&utm-source=x&_ga=1&utm_source=y"), TestContext.Current.CancellationToken);
        Assert.Equal((202, 1), ((int)answer.StatusCode, dials));
        var call = Assert.Single((await centre.Desk.List(new CallQuery("acme"), TestContext.Current.CancellationToken)).Calls);
        Assert.Equal(carried.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append("asked").Order(StringComparer.Ordinal), call.Order.Variables.Select(variable => variable.Name).Order(StringComparer.Ordinal));
        Assert.Equal(note, $"The line does not carry: {string.Join(", ", call.Order.Dropped!)}.");
        Assert.DoesNotContain("utm-source", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_click_to_call_itself_asks_for_is_not_left_out()
    {
        await using var host = await Start();
        var click = await Make(host, """{"name":"Web","extension":"1001","auth_required":false,"custom_application_vars":{"asked-for":"x"}}""");
        await Connect(host, click, "4158867900");
        Assert.Contains(new NameValue("asked-for", "x"), Assert.Single((await centre.Desk.List(new CallQuery("acme"), TestContext.Current.CancellationToken)).Calls).Order.Variables);
    }

    [Fact]
    public async Task The_history_tells_what_hooks_told()
    {
        await using var host = await Start();
        var click = await Make(host, """{"name":"Desk","extension":"1001"}""");
        var answer = JsonNode.Parse(await (await host.Client.GetAsync(
            new Uri(host.Address, $"{List}/{click}/connect?contact=4158867900&auth_token={FakeDirectory.Key}"), TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var callId = answer["data"]!["outbound_call_id"]!.GetValue<string>();
        var hook = new KazooEvents().Read("acme", new LineSettings { Id = "main", Dialect = "kazoo" }, new("POST", "application/json", "", System.Text.Encoding.UTF8.GetBytes(
            $$"""{"hook_event":"CHANNEL_DESTROY","call_id":"c2c-far-1","hangup_cause":"CALL_REJECTED","custom_application_vars":{"click2call_attempt":"{{CallId.Parse(callId[^32..])}}-1" } }"""), clock.GetUtcNow()));
        Assert.Equal(Heard.Applied, await centre.Events.Hear(Assert.Single(hook.Events), TestContext.Current.CancellationToken));
        var entry = Assert.Single((await Get(host, $"{List}/{click}/history"))["data"]!.AsArray())!;
        Assert.Equal(
            (callId, "error", "CALL_REJECTED", "extension", "+14158867900", KazooTime.Of(clock.GetUtcNow())),
            (entry["call_id"]!.GetValue<string>(), entry["result"]!.GetValue<string>(), entry["cause"]!.GetValue<string>(), entry["leg"]!.GetValue<string>(),
                entry["contact"]!.GetValue<string>(), entry["timestamp"]!.GetValue<long>()));
    }

    public ValueTask<IPhoneLine?> Find(string account, string line, CancellationToken cancellation) => new(this);

    public TimeSpan DialTimeout(DialOrder order) => TimeSpan.FromSeconds(10);

    public Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation) =>
        Task.FromResult<DialReadiness>(new DialReadiness.Ready(new Dial(this)));

    public Task<LookUp> LookUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) =>
        Task.FromResult<LookUp>(new LookUp.Unknown());

    public Task<bool> HangUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) => Task.FromResult(false);

    public Task<bool?> HangUpExtension(string extension, CancellationToken cancellation) => Task.FromResult<bool?>(null);

    public Task<string?> Probe(CancellationToken cancellation) => Task.FromResult<string?>(null);

    private static async Task<int> Connect(FrontHost host, string click, string contact) =>
        (int)(await host.Client.GetAsync(new Uri(host.Address, $"{List}/{click}/connect?contact={Uri.EscapeDataString(contact)}"))).StatusCode;

    private static async Task<JsonObject> Get(FrontHost host, string path) =>
        (JsonObject)JsonNode.Parse(await host.Client.GetStringAsync(new Uri(host.Address, $"{path}?auth_token={FakeDirectory.Key}")))!;

    private static async Task<string> Make(FrontHost host, string data)
    {
        using var content = new StringContent($$"""{"data":{{data}},"auth_token":"{{FakeDirectory.Key}}"}""", System.Text.Encoding.UTF8, "application/json");
        var response = await host.Client.PutAsync(new Uri(host.Address, List), content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!["id"]!.GetValue<string>();
    }

    private async Task<FrontHost> Start()
    {
        foreach (var table in (string[])[SlotTable.TableName, CallLog.TableName, IntentTable.TableName, AlarmClock.AgendaName])
            await storage.Table(table).Create(TestContext.Current.CancellationToken);
        foreach (var queue in (string[])[AlarmClock.QueueName, AlarmClock.PoisonQueueName, LateEventQueue.QueueName])
            await storage.Queue(queue).Create(TestContext.Current.CancellationToken);
        storage.Hooks.Before = async _ => await Task.Yield();
        return await FrontHost.Start(new KazooFront(centre.Desk, directory, new FakeBook(directory), clock));
    }

    private sealed class Dial(KazooDeskTests line) : IReadyDial
    {
        public Task<DialResult> Send(CancellationToken giveUp)
        {
            Interlocked.Increment(ref line.dials);
            return Task.FromResult<DialResult>(new DialResult.Accepted(null));
        }
    }
}
