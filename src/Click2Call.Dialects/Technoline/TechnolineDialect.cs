using Click2Call.Campaigns;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Technoline;

/// <summary>Drives phone systems of the Technoline dialect (Technoline, ipsales).</summary>
/// <param name="connections">The ways out, kept for all lines.</param>
/// <param name="secrets">Provider keys.</param>
/// <param name="audio">Keeps what campaigns play; null: only what the phone system has is played.</param>
public sealed class TechnolineDialect(LineConnections connections, ISecrets secrets, IAudioStore? audio = null) : IDialect
{
    /// <summary>The name of the dialect, its front and its lines.</summary>
    public const string DialectName = "technoline";

    /// <inheritdoc/>
    public string Name => DialectName;

    /// <inheritdoc/>
    public IPhoneLine Open(string account, LineSettings settings) =>
        new TechnolineLine(settings, connections.Of(account, settings), secrets, audio);

    /// <inheritdoc/>
    public IEnumerable<string> Check(LineSettings settings) => TechnolineOptions.Check(settings);

    /// <inheritdoc/>
    public LineCapabilities CapabilitiesOf(LineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return TechnolineOptions.Capabilities(settings);
    }
}
