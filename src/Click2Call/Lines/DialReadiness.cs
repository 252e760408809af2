using Click2Call.Calls;

namespace Click2Call.Lines;

/// <summary>Whether a line is ready to send a dial.</summary>
public abstract record DialReadiness
{
    private DialReadiness()
    {
    }

    /// <summary>Ready.</summary>
    /// <param name="Dial">The dial.</param>
    public sealed record Ready(IReadyDial Dial) : DialReadiness;

    /// <summary>Not ready; nothing rang.</summary>
    /// <param name="Outcome">Why: <see cref="CallOutcome.LineUnavailable"/>, <see cref="CallOutcome.LineRefused"/>, <see cref="CallOutcome.AgentOffline"/>, …</param>
    /// <param name="Reason">For the history; no secrets.</param>
    public sealed record NotReady(CallOutcome Outcome, string? Reason = null) : DialReadiness
    {
        /// <summary>The phone system has failed and is left alone for so long; absent: nobody knows when it is back.</summary>
        public TimeSpan? LineBackIn { get; init; }
    }
}
