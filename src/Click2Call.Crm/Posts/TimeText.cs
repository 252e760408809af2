using System.Globalization;

namespace Click2Call.Crm.Posts;

/// <summary>Times as senders write them.</summary>
internal static class TimeText
{
    // Before 2001 in milliseconds, after 2286 in seconds: whichever it is, only one reading is of our days.
    private const long FirstMilliseconds = 1_000_000_000_000;
    private const long FirstMicroseconds = FirstMilliseconds * 1000;

    /// <summary>Unix seconds, milliseconds or microseconds, or ISO 8601; null when it is none of them.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var milliseconds = number >= FirstMicroseconds ? number / 1000 : number >= FirstMilliseconds ? number : number * 1000;
            return milliseconds is > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime() : null;
    }
}
