using Click2Call.Lines;

namespace Click2Call.Dialects.Simulator;

/// <summary>The dialect of the simulated phone system: for trying Click2Call out, and for its tests.</summary>
/// <param name="exchange">The phone system.</param>
public sealed class SimulatorDialect(SimulatorExchange exchange) : IDialect
{
    /// <inheritdoc/>
    public string Name => "simulator";

    /// <inheritdoc/>
    public IPhoneLine Open(string account, LineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(settings);
        return new SimulatorLine(account, settings.Id, SimulatorOptions.Read(settings), exchange);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Check(LineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return SimulatorOptions.Read(settings).Problems;
    }

    /// <inheritdoc/>
    public LineCapabilities CapabilitiesOf(LineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return SimulatorOptions.Read(settings).Capabilities;
    }
}
