using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Functions.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Testing;
using Click2Call.Testing.Asterisk;

namespace Click2Call.EndToEnd.Tests.Asterisk;

/// <summary>Everything real: storage emulator, published app, Asterisk, SIP phones. One for a collection of tests.</summary>
public sealed class Pbx : IAsyncLifetime
{
    public const string Account = "site", Key = "c2c_site_0123456789abcdef0123456789abcdef0123456789abcdef", Line = "pbx";

    /// <summary>Lines to the same Asterisk with other options.</summary>
    public const string Asking = "asking", NoSuchTechnology = "foo", NoSuchContext = "nowhere";

    /// <summary>From where campaigns and two-factor calls are ordered; the proxy in front of the app tells it.</summary>
    public const string Approved = "203.0.113.5";

    /// <summary>What the customer's phone shows.</summary>
    public const string CallerId = "0391112222";

    private const string Token = "event-token-of-the-line";
    private static readonly TimeSpan ToTheEnd = TimeSpan.FromSeconds(90);

    private Azurite? _azurite;
    private StandAloneApp? _app;
    private AsteriskServer? _asterisk;

    /// <summary>Why there is no Asterisk here.</summary>
    public string? Missing { get; private set; }

    public AsteriskServer Asterisk => _asterisk!;

    internal StandAloneApp App => _app!;

    public Azurite Storage => _azurite!;

    public CallLog Log { get; private set; } = null!;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(3) };

    internal bool KeepsData { get; init; }

    internal RetrySchedule Retry { get; init; } = RetrySchedule.None;

    public async ValueTask InitializeAsync()
    {
        if ((Missing = await AsteriskInstall.Ensure()) is not null)
            return;
        _azurite = await Azurite.Start(KeepsData);
        var storage = StorageAccount.FromSettings(_ => _azurite.ConnectionString, TimeProvider.System);
        Log = new CallLog(storage.Table(CallLog.TableName), TimeProvider.System);
        await Task.WhenAll(CallServices.Tables.Select(name => storage.Table(name).Create(CancellationToken.None)));
        await Task.WhenAll(CallServices.Queues.Select(name => storage.Queue(name).Create(CancellationToken.None)));
        _asterisk = await AsteriskServer.Start();
        var accounts = new AccountTable(storage.Table(AccountTable.Accounts), storage.Table(AccountTable.ApiKeys));
        await accounts.Create(CancellationToken.None);
        await accounts.Save(Site(), CancellationToken.None);
        await accounts.SaveKey(new ApiKey { Hash = KeyHash.Of(Key), Account = Account, Name = "tests" }, CancellationToken.None);
        _app = await StandAloneApp.Start(_azurite.ConnectionString);
        await _asterisk.ReportTo([.. Site().Lines.Select(line => (EventsOf(line.Id), new Uri(_app.Address, $"lines/{Account}.{line.Id}/events/{Token}")))]);
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        if (_asterisk is not null)
            await _asterisk.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }

    /// <summary>Skips the test where Asterisk cannot exist.</summary>
    public void Need()
    {
        if (Missing is not null)
            Assert.Skip(Missing);
    }

    /// <summary>Places a call by the native API.</summary>
    public async Task<CallId> Place(string agent, string target, JsonObject? more = null)
    {
        var body = more ?? [];
        body["agent"] = agent;
        body["target"] = target;
        using var answer = await Client.PostAsJsonAsync(new Uri(App.Address, "calls"), body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return CallId.Parse(JsonNode.Parse(text)!["id"]!.GetValue<string>());
    }

    /// <summary>The call as storage has it, once it is so.</summary>
    public async Task<Call> Wait(CallId id, Func<Call, bool> wanted, TimeSpan? patience = null)
    {
        Call? seen = null;
        try
        {
            return await Patience.Until(
                async () => (seen = (await Log.Find(Account, id, CancellationToken.None))?.Call) is { } call && wanted(call) ? call : null,
                patience ?? ToTheEnd,
                "The call came so far");
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} It is {seen?.State} {seen?.Outcome}, {seen?.Latest}\nAsterisk:\n{Last(Asterisk.Log)}\nThe app:\n{Last(App.Said)}", late);
        }
    }

    public Task<Call> End(CallId id, TimeSpan? patience = null) => Wait(id, call => call.State == CallState.Ended, patience);

    /// <summary>Asterisk's records of an attempt, once the first leg's is there and as many as are awaited: each is written a moment after the end.</summary>
    /// <param name="id">The call.</param>
    /// <param name="legs">How many phones were dialled whose records are looked at.</param>
    public Task<IReadOnlyList<CallDetail>> Cdr(CallId id, int legs = 1) => Patience.Until<IReadOnlyList<CallDetail>>(
        () =>
        {
            List<CallDetail> found = [.. Asterisk.Cdr().Where(record => record.Attempt == new AttemptId(id, 1).ToString())];
            return Task.FromResult<IReadOnlyList<CallDetail>?>(found.Count >= legs && found.Exists(record => record.Context == "click2call-agent") ? found : null);
        },
        TimeSpan.FromSeconds(60),
        "The records were written");

    private Account Site() => new()
    {
        Id = Account,
        Name = "Site",
        DefaultRegion = "IL",
        Addresses = [Approved],
        Extensions =
        [
            new() { Number = "101", Name = "Dana Agent" },
            new() { Number = "105", Name = "By another name", SipUser = "dana" },
            .. new[] { "102", "104", "106", "1486", "1603", "1480", "1503", "1180", "1000", "1001", "999", "1199", "1111", "1112" }.Select(number => new Extension { Number = number }),
        ],
        Lines = [SettingsOf(Line), SettingsOf(Asking, ("accept", "always")), SettingsOf(NoSuchTechnology, ("extensions", "FOO/{number}")), SettingsOf(NoSuchContext, ("phones", "Local/{number}@nowhere/n"))],
        Groups =
        [
            new() { Id = "sales", Members = [new("1603"), new("1112"), new("1111")] },
            new() { Id = "all", Members = [new("1180"), new("104")], Strategy = HuntStrategy.Simultaneous },
        ],
        ClickToCalls =
        [
            Hunting("hunt", "sales", Asking),
            Hunting("together", "all", Line),
            new()
            {
                Id = "form",
                Name = "Pricing page",
                Extension = "101",
                AllowedRegions = ["IL", "US", "JP"],
                AuthRequired = false,
                RingTime = TimeSpan.FromSeconds(30),
                TargetRingTime = TimeSpan.FromSeconds(30),
                MinimumFillTime = TimeSpan.Zero,
                JoinWindow = TimeSpan.Zero,
                Retry = Retry,
            },
        ],
    };

    private static ClickToCall Hunting(string id, string group, string line) => new()
    {
        Id = id,
        Name = "Hunt",
        Extension = group,
        Line = line,
        AuthRequired = false,
        RingTime = TimeSpan.FromSeconds(30),
        TargetRingTime = TimeSpan.FromSeconds(30),
        MinimumFillTime = TimeSpan.Zero,
    };

    private static string Last(string log) => string.Join('\n', log.Split('\n').TakeLast(40));

    private static string EventsOf(string line) => line == Line ? "CLICK2CALL_EVENTS" : "EVENTS_" + line.ToUpperInvariant();

    private LineSettings SettingsOf(string id, params (string Name, string Value)[] options) => new()
    {
        Id = id,
        Dialect = "asterisk",
        BaseUrl = Asterisk.Address,
        Secrets = new Dictionary<string, string> { ["password"] = "asterisk-password" },
        Options = new Dictionary<string, string>
        {
            ["allowPrivateNetwork"] = "true",
            ["phones"] = "PJSIP/{number}@carrier",
            ["callerId"] = CallerId,
            ["events"] = EventsOf(id),
        }.Concat(options.Select(option => KeyValuePair.Create(option.Name, option.Value))).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value),
        EventTokenHash = KeyHash.Of(Token),
    };
}

/// <summary>The tests that share one Asterisk.</summary>
[CollectionDefinition(Name)]
public sealed class PbxCollection : ICollectionFixture<Pbx>
{
    public const string Name = "Asterisk";
}
