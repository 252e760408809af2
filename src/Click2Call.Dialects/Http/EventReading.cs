using Click2Call.Lines;

namespace Click2Call.Dialects.Http;

/// <summary>What an event says, and the two ways to acknowledge it.</summary>
/// <param name="Events">What was told; empty when it is unreadable or of no interest.</param>
/// <param name="Heard">Send this when the facts are written down (or there are none).</param>
/// <param name="NotHeard">Send this when they could not be: the phone system should try again.</param>
public sealed record EventReading(IReadOnlyList<LineEvent> Events, EventAnswer Heard, EventAnswer NotHeard);
