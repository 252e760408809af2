using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Simulator;
using Click2Call.Functions.Accounts;
using Click2Call.Functions.Calls;
using Click2Call.Functions.Crm;
using Click2Call.Functions.Demo;
using Click2Call.Functions.Lines;
using Click2Call.Hosting.Start;
using Click2Call.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>
/// The whole app as it stands alone, wired as in Program.cs, on a real Azurite and a free port. Tests share it and
/// have an account each; only the clock is ours.
/// </summary>
public sealed class Doors : IAsyncLifetime
{
    /// <summary>The secret of every webhook of these tests, under the name <c>crm-secret</c>.</summary>
    internal const string CrmSecret = "of-the-webhooks-9b1f";

    private readonly RunningClock _clock = new();
    private readonly LogBook _log = new();
    private readonly MobileNumbers _phones = new();
    private readonly bool _keepsData;
    private Azurite? _azurite;
    private WebApplication? _app;
    private Task<int>? _run;
    private int _accounts;
    private string? _test;

    public Doors()
    {
    }

    private Doors(bool keepsData) => _keepsData = keepsData;

    /// <summary>Answers come as they are: redirects are not followed.</summary>
    internal HttpClient Client { get; private set; } = new();

    internal RunningClock Clock => _clock;

    /// <summary>What was put into the queue of late events, with the number of its tries.</summary>
    internal ConcurrentQueue<(string Account, int Tries)> PutAside { get; } = new();

    internal Azurite Storage => _azurite!;

    internal SimulatorExchange Exchange => Service<SimulatorExchange>();

    /// <summary>One whose storage can be stopped and started again.</summary>
    internal static async Task<Doors> StartAlone()
    {
        var doors = new Doors(keepsData: true);
        await doors.InitializeAsync();
        return doors;
    }

    internal T Service<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    /// <summary>What was logged so far that must not be; empty when all is well.</summary>
    internal IReadOnlyList<string> Leaks() => _log.Leaks();

    internal IReadOnlyList<string> LogLines => _log.Lines;

    internal string LastLogLine => _log.Lines is [.., var last] ? last : "";

    /// <summary>An Israeli mobile number in national form that nobody used before; its last four digits say what the simulator's phone does.</summary>
    internal string Phone(string behaviour = "0103")
    {
        var number = _phones.Next(behaviour);
        _log.KeepSecret(number[1..]);
        return number;
    }

    /// <summary>An account with a key, extensions of every kind, three lines and a public form <c>website</c>.</summary>
    internal async Task<TestAccount> Open(Func<ClickToCall, ClickToCall>? change = null, Func<Account, Account>? changeAccount = null)
    {
        // Once for a test, whose own times stay as they are.
        if (TestContext.Current.Test?.UniqueID is { } test && test != _test)
        {
            _test = test;
            _clock.GoOnToTheMorning();
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"acc{Interlocked.Increment(ref _accounts)}");
        var click = new ClickToCall { Id = "website", Name = "Website", Extension = "103", AuthRequired = false, AllowedRegions = ["IL", "GB"] };
        var account = new Account
        {
            Id = id,
            Name = "Fernhill Joinery",
            DefaultRegion = "IL",
            Lines =
            [
                new() { Id = "main", Dialect = "simulator" },
                new() { Id = "deaf", Dialect = "simulator", Options = new Dictionary<string, string> { ["hangUp"] = "false" } },
            ],
            Extensions =
            [
                .. SimulatorNumbers.Rules.Select(rule => new Extension { Number = rule.Code }),
                new() { Number = "999", Blocked = true },
            ],
            ClickToCalls = [change?.Invoke(click) ?? click, click with { Id = "closed", AuthRequired = true }],
        };
        await Service<IAccountBook>().Save(changeAccount?.Invoke(account) ?? account, CancellationToken.None);
        return new TestAccount(id, await AddKey(id));
    }

    internal async Task<string> AddKey(string account, params string[] scopes)
    {
        var key = KeyHash.NewKey(account);
        _log.KeepSecret(key);
        await Service<IAccountBook>().SaveKey(
            new() { Hash = KeyHash.Of(key), Account = account, Name = $"key {_accounts}.{key[^4..]}", Scopes = scopes }, CancellationToken.None);
        return key;
    }

    /// <summary>How often the simulated phone system called this number for the account.</summary>
    internal Task<int> Invites(string account, string dialled) => Exchange.Invites(account, dialled, CancellationToken.None);

    /// <summary>Sends a request. The answer is held against the document of the API.</summary>
    internal async Task<Answer> Send(
        HttpMethod method, string path, string? key = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await Answer.Of(response);
        ApiDocument.Check(new(method.Method, path, answer.Status, answer.MediaType, answer.Body));
        KeepToken(answer);
        return answer;
    }

    public async ValueTask InitializeAsync()
    {
        _azurite = await Azurite.Start(_keepsData);

        // As in Program.cs.
        var builder = AppBuilder.Create(
        [
            "--urls=http://127.0.0.1:0",
            $"--AzureWebJobsStorage={_azurite.ConnectionString}",
            "--Simulator:Enabled=true",
            "--TrustedProxies=1",
            "--SecretsFromConfiguration=true",
            $"--Secrets:crm-secret={CrmSecret}",
            "--Logging:LogLevel:Default=Trace",
            "--Logging:Console:LogLevel:Default=None",
            $"--webroot={Path.Combine(RepositoryRoot.Path, "src", "Click2Call.Functions", "wwwroot")}",
        ]);
        builder.AddStorage();
        builder.AddAccounts();
        builder.AddLines();
        builder.AddCalls();
        builder.AddCrm();
        builder.AddDemo();
        builder.AddHosts(AllFunctions.Map);
        builder.AddReadiness();

        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<IDirectory>(services => new DirectoryWithFaults(services.GetRequiredService<Click2Call.Storage.Accounts.AccountDirectory>()));
        var ports = builder.Services.Last(service => service.ServiceType == typeof(CallPorts)).ImplementationFactory!;
        builder.Services.AddSingleton(services => ports(services) is CallPorts real ? real with { LateEvents = new LateEventsBook(real.LateEvents, PutAside) } : throw new InvalidOperationException());
        builder.Services.AddSingleton<ILoggerProvider>(_log);
        _log.KeepSecret(CrmSecret);
        _app = builder.Build();

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _app.Lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        _run = _app.RunOnItsHost();
        await await Task.WhenAny(started.Task, _run);
        Assert.True(started.Task.IsCompleted, "The app ended at once.");
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new(_app.Urls.First()),
            Timeout = TimeSpan.FromMinutes(2),
        };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _run!;
            await _app.DisposeAsync();
        }

        if (_azurite is not null)
            await _azurite.DisposeAsync();
        _clock.Dispose();
        _log.Dispose();
        Assert.Empty(Leaks());
    }

    // What opens the status of a call is as secret as a key.
    private void KeepToken(Answer answer)
    {
        var url = answer.Header("Location") ?? (answer.Status == 200 && answer.MediaType == "application/json" && answer.Json.ValueKind == System.Text.Json.JsonValueKind.Object ? answer["statusUrl"] : null);
        if (url?.Split('/') is ["", "leads", _, _, { } token])
            _log.KeepSecret(token);
    }
}
