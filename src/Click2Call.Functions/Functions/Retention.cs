using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Functions.Simulator;
using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.Start;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Events;
using Click2Call.Storage.Flows;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions;

/// <summary>The timer that keeps the retention promise, each hour.</summary>
internal static class Retention
{
    /// <summary>The setting that says how many days calls are kept when their account does not.</summary>
    public const string Setting = "RetentionDays";

    public static void Map(FunctionCatalog functions, IServiceProvider services) => functions.Add(new TimerFunction(
        "purge", "0 11 * * * *", cancellation => services.GetRequiredService<Purge>().Run(cancellation)));

    public static void AddRetention(this IServiceCollection services)
    {
        services.AddSingleton(provider => Options(provider.GetRequiredService<IConfiguration>()[Setting]));
        services.AddSingleton(MakePurge);
    }

    /// <summary>What is wrong with the setting; null: nothing.</summary>
    public static string? Mistake(string value) => Days(value) is null ? $"{Setting} is '{value}'; it must be a number of days from 1 to {RetentionOptions.MostDays}." : null;

    private static Purge MakePurge(IServiceProvider provider)
    {
        var storage = provider.GetRequiredService<StorageAccount>();
        var tables = new PurgedTables(
            storage.Table(CallLog.TableName), storage.Table(DeliveryTable.TableName), storage.Table(IntentTable.TableName),
            storage.Table(SlotTable.TableName), storage.Table(AlarmClock.AgendaName),
            storage.Table(SimulatorTable.Name), storage.Table(FlowCallTable.TableName));
        return new Purge(
            tables, provider.GetRequiredService<CallPorts>().Log, provider.GetRequiredService<IDirectory>(),
            provider.GetRequiredService<RetentionOptions>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Purge>>());
    }

    private static RetentionOptions Options(string? value) => string.IsNullOrEmpty(value) ? new()
        : new() { Days = Days(value) ?? throw new StartUpException(Mistake(value)!) };

    private static int? Days(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= RetentionOptions.MostDays ? days : null;
}
