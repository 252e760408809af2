using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Voicenter;

/// <summary>Drives phone systems of the Voicenter dialect.</summary>
/// <param name="connections">The ways out, kept for all lines.</param>
/// <param name="secrets">Provider keys.</param>
public sealed class VoicenterDialect(LineConnections connections, ISecrets secrets) : IDialect
{
    /// <summary>The name of the dialect, its front and its lines.</summary>
    public const string DialectName = "voicenter";

    /// <inheritdoc/>
    public string Name => DialectName;

    /// <inheritdoc/>
    public IPhoneLine Open(string account, LineSettings settings) =>
        new VoicenterLine(settings, connections.Of(account, settings), secrets);

    /// <inheritdoc/>
    public IEnumerable<string> Check(LineSettings settings) => VoicenterOptions.Check(settings);

    /// <inheritdoc/>
    public LineCapabilities CapabilitiesOf(LineSettings settings) => VoicenterOptions.Capabilities(settings);
}
