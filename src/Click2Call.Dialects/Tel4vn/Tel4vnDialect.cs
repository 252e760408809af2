using System.Collections.Concurrent;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>Drives phone systems of the TEL4VN dialect.</summary>
/// <param name="connections">The ways out, kept for all lines.</param>
/// <param name="secrets">Provider keys.</param>
/// <param name="clock">The clock of tokens.</param>
public sealed class Tel4vnDialect(LineConnections connections, ISecrets secrets, TimeProvider clock) : IDialect
{
    /// <summary>The name of the dialect, its front and its lines.</summary>
    public const string DialectName = "tel4vn";

    // The address is part of the name: a token never goes to another host than the one that gave it.
    private readonly ConcurrentDictionary<(string Account, string Line, Uri? Address), Tel4vnMemory> memories = [];

    /// <inheritdoc/>
    public string Name => DialectName;

    /// <inheritdoc/>
    public IPhoneLine Open(string account, LineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var connection = connections.Of(account, settings);
        var memory = memories.GetOrAdd((account, settings.Id, settings.BaseUrl), _ => new());
        return new Tel4vnLine(settings, connection, new Tel4vnClient(settings, connection, secrets, memory, clock));
    }

    /// <inheritdoc/>
    public IEnumerable<string> Check(LineSettings settings) => Tel4vnOptions.Check(settings);

    /// <inheritdoc/>
    public LineCapabilities CapabilitiesOf(LineSettings settings) => Tel4vnOptions.Capabilities(settings);
}
