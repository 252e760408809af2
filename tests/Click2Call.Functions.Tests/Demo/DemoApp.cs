using Click2Call.Calls;
using Click2Call.Dialects.Simulator;
using Click2Call.Functions.Demo;
using Click2Call.Hosting.Catalog;
using Click2Call.Orders;
using Click2Call.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Click2Call.Functions.Tests.Demo;

/// <summary>The demo page's functions on a port of their own, with a history that is given.</summary>
internal sealed class DemoApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DemoApp(WebApplication app)
    {
        _app = app;
        Client = new() { BaseAddress = new(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public ManualClock Clock => (ManualClock)_app.Services.GetRequiredService<TimeProvider>();

    public SimulatorExchange Exchange => _app.Services.GetRequiredService<SimulatorExchange>();

    public List<Call> History => ((GivenHistory)_app.Services.GetRequiredService<ICallDesk>()).Calls;

    public static FunctionCatalog CatalogIn(string environment)
    {
        var builder = Builder(environment);
        using var app = builder.Build();
        var catalog = new FunctionCatalog();
        DemoPage.Map(catalog, app.Services);
        return catalog;
    }

    public static async Task<DemoApp> Start()
    {
        var app = Builder(Environments.Development).Build();
        var catalog = new FunctionCatalog();
        DemoPage.Map(catalog, app.Services);
        app.MapHttpFunctions(catalog);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new DemoApp(app);
    }

    public async Task<SimulatedCall> Ring(string visitor)
    {
        var now = Clock.GetUtcNow();
        var call = new SimulatedCall
        {
            Attempt = new(CallId.New(Clock), 1),
            Account = "demo",
            Line = "main",
            First = new(LegRole.Agent, "102", SimulatedPhone.OnScreen, TimeSpan.FromSeconds(30), new("Dana Levi", visitor), false),
            Second = new(LegRole.Target, visitor, SimulatorNumbers.Find(visitor)?.Phone ?? SimulatedPhone.Answers, TimeSpan.FromSeconds(45), new("Fernhill Joinery", null), false),
            PlacedAt = now,
            TalkTime = TimeSpan.FromSeconds(20),
            MaxDuration = TimeSpan.FromHours(2),
        };
        await Exchange.Place(call, TestContext.Current.CancellationToken);
        Clock.Advance(TimeSpan.FromSeconds(1));
        return call;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static WebApplicationBuilder Builder(string environment)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment, WebRootPath = WebRoot() });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(new ManualClock());
        builder.Services.AddSingleton<ISimulatorMemory, SimulatorMemory>();
        builder.Services.AddSingleton<SimulatorExchange>();
        builder.Services.AddSingleton<ICallDesk, GivenHistory>();
        builder.AddDemo();
        return builder;
    }

    private static string WebRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Click2Call.Functions.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "src", "Click2Call.Functions", "wwwroot");
    }

    private sealed class GivenHistory : ICallDesk
    {
        public List<Call> Calls { get; } = [];

        public Task<CallPage> List(CallQuery query, CancellationToken cancellation) =>
            Task.FromResult(new CallPage([.. Calls.Where(call => call.Account == query.Account).Take(query.Top)], null));

        public Task<PlaceResult> Place(CallOrder order) => throw new NotSupportedException();

        public Task<PlaceResult> TurnDown(CallOrder order, Refusal refusal) => throw new NotSupportedException();

        public Task<HangUpResult> HangUp(HangUpOrder order) => throw new NotSupportedException();

        public Task<TakeOverResult> TakeOver(string account, CallId id, string taker) => throw new NotSupportedException();

        public Task<Call?> Find(string account, CallId id, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Call?> WaitUntil(string account, CallId id, Func<Call, bool> wanted, TimeSpan patience, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
