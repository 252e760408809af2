using System.Diagnostics;
using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Functions.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Faults;

/// <summary>The published app, standing alone on a real Azurite.</summary>
internal sealed class Click2CallContender(string logs, TimeProvider time) : IContender
{
    private const string Account = "site";
    private const string EventToken = "faults-event-token";
    private static readonly TimeSpan Restarting = TimeSpan.FromSeconds(1);
    private readonly int _port = FreePort.Next();
    private Azurite? _azurite;
    private Kept? _app;
    private StorageAccount? _storage;

    public string Name => "Click2Call";

    public Uri Form => At($"leads/{Account}.form");

    public Uri Up => At("health/live");

    public int Kills => _app?.Kills ?? 0;

    public async Task Start(PhoneSystem phones)
    {
        _azurite = await Azurite.Start(keepsData: true);
        _storage = StorageAccount.FromSettings(_ => _azurite.ConnectionString, time);
        await Task.WhenAll(CallServices.Tables.Select(name => _storage.Table(name).Create(CancellationToken.None)));
        await Task.WhenAll(CallServices.Queues.Select(name => _storage.Queue(name).Create(CancellationToken.None)));
        await new AccountTable(_storage.Table(AccountTable.Accounts), _storage.Table(AccountTable.ApiKeys)).Save(Site(phones.Address), CancellationToken.None);
        phones.Events = At(new LineDoor(Account, "pbx").EventsPath(EventToken).TrimStart('/'));

        var folder = await PublishedApp.Folder();
        _app = new Kept(() => App(folder), Path.Combine(logs, "click2call.log"), time);
        _app.Start();
        await Ready.Until(At("health/ready"), time);
    }

    public void Kill() => _app!.Kill();

    public async Task<bool> CrashStorage()
    {
        await _azurite!.Crash();
        await Task.Delay(Restarting, time);
        await _azurite.Restart();
        return true;
    }

    public async Task<bool> Settled()
    {
        try
        {
            var log = new CallLog(_storage!.Table(CallLog.TableName), time);
            for (var day = -1; day <= 0; day++)
            {
                await foreach (var _ in log.Open(Account, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(day), CancellationToken.None))
                    return false;
            }

            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    public async Task<int?> Uncertain() => (await Calls()).Count(call => call.Outcome == CallOutcome.Unknown);

    /// <summary>Every call in its history.</summary>
    public async Task<IReadOnlyList<Call>> Calls()
    {
        var log = new CallLog(_storage!.Table(CallLog.TableName), time);
        List<Call> calls = [];
        string? continuation = null;
        do
        {
            var page = await log.List(new CallQuery(Account) { Top = 200, Continuation = continuation }, CancellationToken.None);
            calls.AddRange(page.Calls);
            continuation = page.Continuation;
        }
        while (continuation is not null && calls.Count < 10_000 && calls.Count > 0);

        return calls;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }

    private static Account Site(Uri pbx) => new()
    {
        Id = Account,
        Name = "Site",
        DefaultRegion = "IL",
        Extensions = [new Extension { Number = "101" }],
        Lines =
        [
            new LineSettings
            {
                Id = "pbx",
                Dialect = "voicenter",
                BaseUrl = pbx,
                Secrets = new Dictionary<string, string> { ["code"] = "pbx-code" },
                Options = new Dictionary<string, string> { ["popUp"] = "true", ["allowPrivateNetwork"] = "true" },
                EventTokenHash = KeyHash.Of(EventToken),
            },
        ],
        ClickToCalls =
        [
            new ClickToCall
            {
                Id = "form",
                Name = "Form",
                Extension = "101",
                AuthRequired = false,
                RingTime = TimeSpan.FromSeconds(5),
                TargetRingTime = TimeSpan.FromSeconds(5),

                // The phone system tells of every phone that rings, so silence proves that none did.
                WhenUncertain = UncertainRule.Redial,
            },
        ],
    };

    private ProcessStartInfo App(string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(folder, "click2call")) { WorkingDirectory = folder };
        start.Environment["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}");
        start.Environment["AzureWebJobsStorage"] = _azurite!.ConnectionString;
        start.Environment["SecretsFromConfiguration"] = "true";
        start.Environment["Secrets__pbx-code"] = "an-account-code";
        return start;
    }

    private Uri At(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/{path}"));
}
