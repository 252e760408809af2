using Click2Call.Dialects.Simulator;
using Click2Call.Lines;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions.Simulator;

/// <summary>Brings the simulated phone system in, where it is wanted.</summary>
internal static class SimulatorSetup
{
    /// <summary>The setting that brings it in outside of Development: <c>Simulator__Enabled</c>.</summary>
    public const string Setting = "Simulator:Enabled";

    /// <summary>Whether it is wanted: by the setting, else in Development. A phone system that rings nobody has no place in production.</summary>
    public static bool HasSimulator(this WebApplicationBuilder builder) =>
        bool.TryParse(builder.Configuration[Setting], out var enabled) ? enabled : builder.Environment.IsDevelopment();

    /// <summary>The dialect, the phone system behind it and its events, if it is wanted.</summary>
    public static void AddSimulator(this WebApplicationBuilder builder)
    {
        if (!builder.HasSimulator())
            return;
        var services = builder.Services;
        services.AddSingleton<ISimulatorMemory>(provider =>
            new SimulatorTable(provider.GetRequiredService<StorageAccount>().Table(SimulatorTable.Name)));
        services.AddSingleton<SimulatorExchange>();
        services.AddSingleton<IDialect, SimulatorDialect>();
        services.AddSingleton<SimulatorEvents>();
        services.AddHostedService<SimulatorPump>();
    }
}
