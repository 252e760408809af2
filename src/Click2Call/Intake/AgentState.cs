using Click2Call.Calls;

namespace Click2Call.Intake;

/// <summary>What is known of an agent. One of whom nothing is known is free, was never offered a call, and is first in every queue.</summary>
/// <param name="Extension">The extension.</param>
public sealed record AgentState(string Extension)
{
    /// <summary>The attempt that holds the agent.</summary>
    public AttemptId? Busy { get; init; }

    /// <summary>Until then nobody else may touch the claim; afterwards the call's row says whether it still stands.</summary>
    public DateTimeOffset? BusyUntil { get; init; }

    /// <summary>When a call of a group was last offered.</summary>
    public DateTimeOffset? LastOfferedAt { get; init; }

    /// <summary>When the last call ended.</summary>
    public DateTimeOffset? LastEndedAt { get; init; }

    /// <summary>Takes no calls of groups; see <see cref="IsPaused"/>.</summary>
    public bool Paused { get; init; }

    /// <summary>When the pause is over; absent: when somebody ends it.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>The row's tag, when it was read; absent: there is no row yet.</summary>
    public string? ETag { get; init; }

    /// <summary>Whether the agent is paused now.</summary>
    public bool IsPaused(DateTimeOffset now) => Paused && (PausedUntil is null || PausedUntil > now);
}
