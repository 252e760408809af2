using Click2Call.Dialects.Simulator;

namespace Click2Call.Functions.Simulator;

/// <summary>Keeps the simulated phone system telling for as long as the app runs.</summary>
internal sealed class SimulatorPump(SimulatorEvents events) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => events.Run(stoppingToken);
}
