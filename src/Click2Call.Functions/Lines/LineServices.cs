using Click2Call.Dialects.Simulator;
using Click2Call.Lines;

namespace Click2Call.Functions.Lines;

/// <summary>Wires the dialects that we can drive.</summary>
internal static class LineServices
{
    public static void AddLines(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ILines, LineBook>();
        services.AddSingleton<ISimulatorMemory, SimulatorMemory>();
        services.AddSingleton<SimulatorExchange>();
        services.AddSingleton<IDialect, SimulatorDialect>();
        services.AddSingleton<SimulatorEvents>();
    }
}
