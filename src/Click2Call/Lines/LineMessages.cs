using Click2Call.Orders;

namespace Click2Call.Lines;

/// <summary>Which messages a line can play.</summary>
public static class LineMessages
{
    /// <summary>Why a line cannot play a message, in one sentence; null when it can, as far as is known before the call.</summary>
    public static string? CannotPlay(this IPhoneLine line, PlayList? play)
    {
        ArgumentNullException.ThrowIfNull(line);
        var can = line.Capabilities;
        return !can.HasFlag(LineCapabilities.Message) ? "This phone system cannot play messages."
            : play?.Text is not null && !can.HasFlag(LineCapabilities.Speech) ? "This phone system speaks no text; give it a recording."
            : play?.Upload is not null && !can.HasFlag(LineCapabilities.Uploads) ? "This phone system cannot fetch recordings from us; name one of its own."
            : play is { Keys.Count: > 0 } && !can.HasFlag(LineCapabilities.Keys) ? "This phone system does nothing for keys that are pressed."
            : play is null ? null
            : line.CannotPlayOf(play);
    }
}
