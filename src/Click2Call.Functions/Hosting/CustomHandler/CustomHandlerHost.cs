using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.Start;

namespace Click2Call.Hosting.CustomHandler;

/// <summary>
/// The app as a custom handler of the Functions host ("Azure Functions custom handlers"; the rest was read in the host's
/// source, Azure/azure-functions-host, WebJobs.Script/Workers/Http).
/// </summary>
internal static partial class CustomHandlerHost
{
    /// <summary>Makes the server deaf to addresses that the Functions host's own environment may hold.</summary>
    public static void AddCustomHandler(this WebApplicationBuilder builder) =>
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Configure());

    /// <summary>Serves until it is killed. An end of any other kind is unexpected: after exit code 0 the host would not start us again.</summary>
    public static async Task<int> RunAsCustomHandler(this WebApplication app)
    {
        var port = app.Services.GetRequiredService<HostChoice>().Port!.Value;
        app.MapInvocations(app.Services.GetRequiredService<FunctionCatalog>(), port);

        // Addresses given here beat ASPNETCORE_URLS and its relatives.
        app.Urls.Clear();
        app.Urls.Add($"http://127.0.0.1:{port}");
        await ServerStart.Start(app, HostChoice.PortSetting);
        await app.WaitForShutdownAsync();
        Log.Ended(app.Logger);
        return 1;
    }

    private static partial class Log
    {
        [LoggerMessage(110, LogLevel.Error, "The custom handler was asked to end, which the Functions host never does.")]
        public static partial void Ended(ILogger log);
    }
}
