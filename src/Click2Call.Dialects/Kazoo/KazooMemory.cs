using System.Collections.Concurrent;

namespace Click2Call.Dialects.Kazoo;

/// <summary>What a line remembers between calls: its token, and the ids of its click-to-calls. Losing it costs two requests.</summary>
internal sealed class KazooMemory
{
    // Well below the hour for which a Kazoo's token is good.
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private string? token;
    private DateTimeOffset until;

    /// <summary>The ids of click-to-calls by their name.</summary>
    public ConcurrentDictionary<string, string> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>The token, while it is young.</summary>
    public string? Token(DateTimeOffset now)
    {
        lock (gate)
            return now < until ? token : null;
    }

    /// <summary>Remembers a token.</summary>
    public void Keep(string fresh, DateTimeOffset now)
    {
        lock (gate)
            (token, until) = (fresh, now + TokenLife);
    }

    /// <summary>Forgets a token that was refused, unless there is a newer one.</summary>
    public void Forget(string refused)
    {
        lock (gate)
            token = token == refused ? null : token;
    }
}
