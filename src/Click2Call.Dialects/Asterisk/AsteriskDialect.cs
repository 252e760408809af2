using Click2Call.Accounts;
using Click2Call.Campaigns;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Asterisk;

/// <summary>Drives Asterisk 18.8 and newer over ARI, with the dialplan of infra/asterisk.</summary>
/// <param name="connections">The ways out, kept for all lines.</param>
/// <param name="secrets">Provider keys.</param>
/// <param name="directory">Knows what Asterisk calls an extension's phone.</param>
/// <param name="clock">The clock.</param>
/// <param name="audio">Tells where Asterisk fetches uploads; null: it plays none.</param>
public sealed class AsteriskDialect(LineConnections connections, ISecrets secrets, IDirectory directory, TimeProvider clock, IAudioAddresses? audio = null) : IDialect
{
    /// <summary>The name of the dialect and its lines.</summary>
    public const string DialectName = "asterisk";

    /// <inheritdoc/>
    public string Name => DialectName;

    /// <inheritdoc/>
    public IPhoneLine Open(string account, LineSettings settings)
    {
        var connection = connections.Of(account, settings);
        var client = new AsteriskClient(settings, connection, secrets);
        var uploads = settings.EventTokenHash is null ? null : audio;
        return new AsteriskLine(
            account, settings, connection, client, directory, new AsteriskAudio(account, new AsteriskLookUp(client, AsteriskOptions.Read(settings), clock), uploads, clock), clock);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Check(LineSettings settings) => AsteriskOptions.Check(settings);

    /// <inheritdoc/>
    public LineCapabilities CapabilitiesOf(LineSettings settings) => AsteriskOptions.Capabilities(settings);
}
