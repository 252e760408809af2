using Click2Call.Calls;

namespace Click2Call.Intake;

/// <summary>The agents of accounts: who is in a call of ours, who was offered one last, who is paused.</summary>
/// <remarks>Any member may throw <see cref="StorageUnavailableException"/>.</remarks>
public interface IAgents
{
    /// <summary>All agents of whom anything is known.</summary>
    Task<IReadOnlyList<AgentState>> List(string account, CancellationToken cancellation);

    /// <summary>One agent; null when nothing is known.</summary>
    Task<AgentState?> Find(string account, string extension, CancellationToken cancellation);

    /// <summary>
    /// Holds an agent for the attempt in <see cref="AgentState.Busy"/>, if the row still is as it was read. A write that
    /// meets itself because its reply was lost counts as done.
    /// </summary>
    /// <returns>The row's new tag; null when somebody else was faster.</returns>
    Task<string?> Claim(string account, AgentState claimed, CancellationToken cancellation);

    /// <summary>Gives an agent back if the row still has this tag.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="agent">Whom.</param>
    /// <param name="endedAt">When the call ended; absent: there was none.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>False when the row has changed since.</returns>
    Task<bool> Free(string account, HeldAgent agent, DateTimeOffset? endedAt, CancellationToken cancellation);

    /// <summary>Pauses an agent, or ends the pause. A call that the agent is in goes on.</summary>
    Task Pause(string account, string extension, bool paused, DateTimeOffset? until, CancellationToken cancellation);
}
