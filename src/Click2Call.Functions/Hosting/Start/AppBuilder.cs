using Click2Call.Accounts.Hours;
using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.CustomHandler;
using Click2Call.Hosting.Development;
using Click2Call.Hosting.StandAlone;
using Click2Call.Hosting.Verbs;
using Click2Call.Storage.Rest;
using Microsoft.Extensions.Logging.Console;

namespace Click2Call.Hosting.Start;

/// <summary>What is the same on both hosts: settings, logging, storage.</summary>
internal static class AppBuilder
{
    // Bytes. A Technoline repeats every result of a call in each of its requests to a flow; what is longer is answered by the server, not by us.
    private const int LongestRequestLine = 64 * 1024;

    /// <summary>A builder with settings from the environment, <c>appsettings.json</c> and the command line, and a log of single lines.</summary>
    public static WebApplicationBuilder Create(string[] args)
    {
        // Without it nobody could say whose night it is.
        if (!TimeZones.HaveData)
            throw new StartUpException(TimeZones.NoData);
        var host = HostChoice.Read(Environment.GetEnvironmentVariable);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // No watcher on the settings files: below a large folder it costs up to a second of every cold start.
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. VerbLine.IsOne(args) ? [] : CommandLine.Settings(args)],
            ContentRootPath = ContentRoot(),
            EnvironmentName = host.IsFunctionsHost
                ? Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Production
                : null,
        });
        builder.Services.AddSingleton(host);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        });
        AddLogging(builder.Logging);
        return builder;
    }

    /// <summary>The storage account that the Functions host uses itself; read when it is first asked for.</summary>
    public static void AddStorage(this WebApplicationBuilder builder) => builder.Services.AddSingleton(services =>
    {
        // The environment's double underscore is a colon in the configuration.
        var settings = services.GetRequiredService<IConfiguration>();
        return StorageAccount.FromSettings(
            name => settings[name.Replace("__", ":", StringComparison.Ordinal)],
            services.GetRequiredService<TimeProvider>());
    });

    /// <summary>The catalog, and the host that runs it.</summary>
    /// <param name="builder">The app.</param>
    /// <param name="map">Declares the functions.</param>
    public static void AddHosts(this WebApplicationBuilder builder, Action<FunctionCatalog, IServiceProvider> map)
    {
        builder.Services.AddSingleton(services =>
        {
            var catalog = new FunctionCatalog();
            map(catalog, services);
            return catalog;
        });
        if (HostChoice.Read(Environment.GetEnvironmentVariable).IsFunctionsHost)
        {
            builder.AddCustomHandler();
        }
        else
        {
            builder.AddStandAlone();
            builder.AddDevelopment();
        }
    }

    /// <summary>The published folder, or under <c>dotnet run</c> the project's: wherever our own wwwroot is.</summary>
    private static string ContentRoot() =>
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : Directory.GetCurrentDirectory();

    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console => console.SingleLine = true);

        // The Functions host takes stdout for information, and stderr for warnings and errors.
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Warning);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.Services.PostConfigure<LoggerFilterOptions>(LogsOfAddresses.Silence);

        // Says "Hosting failed to start" with a stack trace, where StartUp says what to do.
        logging.AddFilter<ConsoleLoggerProvider>("Microsoft.Extensions.Hosting", LogLevel.Critical);
    }
}
