using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>Keeps all that the app logs, exceptions in full, and knows what must not be in it.</summary>
internal sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentBag<string> _secrets = [];

    public IReadOnlyList<string> Lines => [.. _lines];

    public void KeepSecret(string text) => _secrets.Add(text);

    public IReadOnlyList<string> Leaks() =>
        [.. _lines.Where(line => _secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)))];

    public ILogger CreateLogger(string categoryName) => new Writer(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Writer(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
