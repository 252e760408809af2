using Click2Call.Calls;

namespace Click2Call.Lines;

/// <summary>What a phone system told about a call. It names the call by its own id, or echoes ours.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Line">The line's id.</param>
/// <param name="Facts">What was seen; attempt numbers are filled in when the call has been found.</param>
public sealed record LineEvent(string Account, string Line, IReadOnlyList<Fact> Facts)
{
    /// <summary>Our attempt, when the phone system echoes it.</summary>
    public AttemptId? Attempt { get; init; }

    /// <summary>The phone system's id.</summary>
    public string? ProviderCallId { get; init; }
}
