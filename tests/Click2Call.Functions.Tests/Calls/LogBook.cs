using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>Keeps all that the app logs, exceptions in full, and knows what must not be in it.</summary>
internal sealed partial class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentBag<string> _secrets = [];

    public IReadOnlyList<string> Lines => [.. _lines];

    public void KeepSecret(string text) => _secrets.Add(text);

    /// <summary>
    /// The lines with something secret in them. A phone number is looked for wherever it stands, with whatever before and behind it,
    /// but not in ids and durations: among so many random digits there are a phone number's, some day.
    /// </summary>
    public IReadOnlyList<string> Leaks() => [.. _lines.Where(line =>
    {
        var withoutIds = Random().Replace(line, "…");
        return _secrets.Any(secret => (secret.All(char.IsAsciiDigit) ? withoutIds : line).Contains(secret, StringComparison.OrdinalIgnoreCase));
    })];

    public ILogger CreateLogger(string categoryName) => new Writer(categoryName, _lines);

    public void Dispose()
    {
    }

    // Of a phone number's digits there are 15 at the most (E.164).
    [GeneratedRegex(@"\d+\.\d+(E-?\d+)?|(?<![0-9a-f])(?:[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-f])")]
    private static partial Regex Random();

    private sealed class Writer(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
