using Click2Call.Accounts;
using Microsoft.Extensions.Logging;

namespace Click2Call.Lines;

/// <summary>
/// Opens lines and keeps them open as long as their settings stay the same, so that settings are read and checked once. What is
/// learnt of a phone system (tokens, the breaker's state) outlives them, with the dialect.
/// </summary>
/// <param name="directory">Where accounts are.</param>
/// <param name="dialects">The dialects that we can drive.</param>
/// <param name="logger">Hears of lines that nobody can drive.</param>
public sealed partial class LineBook(IDirectory directory, IEnumerable<IDialect> dialects, ILogger<LineBook> logger) : ILines
{
    /// <summary>How many lines are kept open; beyond that, the one that was not used for longest is let go.</summary>
    public const int MaxLines = 1_000;

    private readonly Dictionary<string, IDialect> _dialects = dialects.ToDictionary(dialect => dialect.Name, StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Account, string Line), Entry> _lines = [];
    private long _uses;

    /// <summary>How many lines are kept open.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _lines.Count;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="Calls.StorageUnavailableException">The account could not be read.</exception>
    public async ValueTask<IPhoneLine?> Find(string account, string line, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(line);
        var settings = (await directory.Find(account, cancellation))?.FindLine(line);
        var key = (account, line);
        lock (_gate)
        {
            if (settings is null)
            {
                _lines.Remove(key);
                return null;
            }

            if (!_lines.TryGetValue(key, out var entry) || !SameSettings(entry.Settings, settings))
                _lines[key] = entry = Open(account, settings);
            entry.Used = ++_uses;
            if (_lines.Count > MaxLines)
                _lines.Remove(_lines.MinBy(pair => pair.Value.Used).Key);
            return entry.Line;
        }
    }

    private Entry Open(string account, LineSettings settings)
    {
        if (_dialects.TryGetValue(settings.Dialect, out var dialect))
            return new Entry(settings, dialect.Open(account, settings));
        Log.UnknownDialect(logger, account, settings.Id, settings.Dialect);
        return new Entry(settings, null);
    }

    // The same record compares its dictionaries by reference, and every reading of the account makes new ones.
    private static bool SameSettings(LineSettings one, LineSettings other) =>
        ReferenceEquals(one, other)
        || (one with { Secrets = other.Secrets, Options = other.Options } == other
            && SameTexts(one.Secrets, other.Secrets)
            && SameTexts(one.Options, other.Options));

    private static bool SameTexts(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private sealed class Entry(LineSettings settings, IPhoneLine? line)
    {
        public LineSettings Settings => settings;

        public IPhoneLine? Line => line;

        public long Used { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Error, "Account {Account}, line {Line}: there is no dialect '{Dialect}'; its calls are refused until the account is imported with one that exists.")]
        public static partial void UnknownDialect(ILogger logger, string account, string line, string dialect);
    }
}
