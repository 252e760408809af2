using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.Development;
using Click2Call.Hosting.Start;
using Click2Call.Storage.Rest;

namespace Click2Call.Hosting.StandAlone;

/// <summary>The app on its own: under <c>dotnet run</c>, in a container, as a service. It polls its queues and runs its timers itself.</summary>
internal static partial class StandAloneHost
{
    /// <summary>Where it listens unless ASPNETCORE_URLS, ASPNETCORE_HTTP_PORTS or --urls says otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:7071";

    // Finding nobody at the other end takes a moment; a container beside us may take one to come up.
    private static readonly TimeSpan StoragePatience = TimeSpan.FromSeconds(20);

    public static void AddStandAlone(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => StandAloneOptions.Read(services.GetRequiredService<IConfiguration>()));
        builder.Services.AddSingleton<StorageWatch>();
        builder.Services.AddSingleton<StandAloneWork>();

        // Requests in progress have as long as messages in work.
        builder.Services.AddOptions<HostOptions>().Configure<StandAloneOptions>((host, options) => host.ShutdownTimeout = options.DrainTime);
    }

    /// <summary>Serves until SIGTERM or Ctrl-C, then ends in good order.</summary>
    public static async Task<int> RunAlone(this WebApplication app)
    {
        if (app.Configuration["urls"] is null && app.Configuration["http_ports"] is null && app.Configuration["https_ports"] is null)
            app.Urls.Add(DefaultUrl);

        var services = app.Services;
        _ = services.GetRequiredService<StandAloneOptions>();
        await using var azurite = await services.GetRequiredService<DevelopmentStorage>().Start();
        await CreateQueues(services);

        var work = services.GetRequiredService<StandAloneWork>();
        var drained = Task.CompletedTask;
        using var stopping = app.Lifetime.ApplicationStopping.Register(() => drained = work.Drain());
        await ServerStart.Start(app, "ASPNETCORE_URLS");
        work.Start();
        await services.GetRequiredService<BannerPrinter>().Print(new Uri(app.Urls.First()), app.Lifetime.ApplicationStopping);

        await app.WaitForShutdownAsync();
        await drained;
        return 0;
    }

    /// <summary>Makes sure that storage is there and lets us in, before the first visitor comes.</summary>
    private static async Task CreateQueues(IServiceProvider services)
    {
        var storage = services.GetRequiredService<StorageAccount>();
        using var patience = new CancellationTokenSource(StoragePatience, services.GetRequiredService<TimeProvider>());
        var names = services.GetRequiredService<FunctionCatalog>().Queues.Select(queue => queue.Queue).ToList();
        try
        {
            // Without a queue there is still storage to be asked for.
            if (names.Count == 0)
                await storage.Queue("readiness").ApproximateCount(patience.Token);
            foreach (var name in names)
                await storage.Queue(name).Create(patience.Token);
        }
        catch (StorageException e) when (e.Problem == StorageProblem.Missing && names.Count == 0)
        {
            // It answered.
        }
        catch (StorageException e) when (e.Problem == StorageProblem.Denied)
        {
            throw new StartUpException($"The storage account at {storage.QueueEndpoint} refuses our key or identity; check AzureWebJobsStorage.", e);
        }
        catch (Exception e) when (e is StorageException or OperationCanceledException)
        {
            throw new StartUpException($"The storage account at {storage.QueueEndpoint} can't be reached; check AzureWebJobsStorage and whether the account is up.", e);
        }
    }
}
