using System.Collections.Concurrent;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Kazoo;

/// <summary>Drives phone systems that are a Kazoo, or speak its click-to-call API.</summary>
/// <param name="connections">The ways out, kept for all lines.</param>
/// <param name="secrets">Provider keys.</param>
/// <param name="clock">By which tokens grow old.</param>
public sealed class KazooDialect(LineConnections connections, ISecrets secrets, TimeProvider clock) : IDialect
{
    /// <summary>The name of the dialect, its front and its lines.</summary>
    public const string DialectName = "kazoo";

    private readonly ConcurrentDictionary<(string Account, string Line, Uri? Address, string? Remote), KazooMemory> memories = [];

    /// <inheritdoc/>
    public string Name => DialectName;

    /// <inheritdoc/>
    public IPhoneLine Open(string account, LineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var memory = memories.GetOrAdd(
            (account, settings.Id, settings.BaseUrl, settings.Options.GetValueOrDefault(KazooOptions.AccountId)), _ => new KazooMemory());
        var connection = connections.Of(account, settings, KazooWire.IsOutage);
        return new KazooLine(settings, connection, new KazooClient(settings, connection, secrets, memory, clock));
    }

    /// <inheritdoc/>
    public IEnumerable<string> Check(LineSettings settings) => KazooOptions.Check(settings);

    /// <inheritdoc/>
    public LineCapabilities CapabilitiesOf(LineSettings settings) => KazooOptions.Capabilities(settings);
}
