using Click2Call.Lines;

namespace Click2Call.Calls;

/// <summary>An event that has found no call so far.</summary>
/// <param name="Told">The event.</param>
/// <param name="Tries">How often its call was looked for again.</param>
public sealed record LateEvent(LineEvent Told, int Tries)
{
    /// <summary>When its call was last looked for in vain; absent: that is not known.</summary>
    public DateTimeOffset? SoughtAt { get; init; }
}
