using System.Globalization;
using System.Text.RegularExpressions;

namespace Click2Call.Intake;

/// <summary>
/// The time at which a visitor wants to be called, as people and browsers write it: <c>now</c>, <c>today 16:00</c>,
/// <c>tomorrow 10:30</c>, <c>monday 9:00</c>, <c>2026-12-11T10:30</c> (what a field of the type <c>datetime-local</c> sends)
/// or an instant with its offset.
/// </summary>
public static partial class AskedTime
{
    private const string HowItIsWritten = "Please write the time like \"tomorrow 10:30\", \"monday 9:00\", \"2026-12-11T10:30\" or \"now\".";

    /// <summary>A time that was "now" when the form was sent is not past when it is read: 2 minutes.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    private static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>Reads it.</summary>
    /// <param name="text">The text; absent or empty: now.</param>
    /// <param name="zone">The zone of times without an offset. A time that the clock skips is that much later, one that it shows twice the first.</param>
    /// <param name="now">The time.</param>
    /// <param name="furthest">How far ahead it may be.</param>
    /// <returns>The instant, null for now; or the sentence that says what is wrong.</returns>
    public static (DateTimeOffset? At, string? Problem) Read(string? text, TimeZoneInfo zone, DateTimeOffset now, TimeSpan furthest)
    {
        ArgumentNullException.ThrowIfNull(zone);
        text = text?.Trim() ?? "";
        if (text.Length == 0 || text.Equals("now", StringComparison.OrdinalIgnoreCase))
            return (null, null);
        if (text.Length > 60 || (Date(text, zone) ?? Plain(text, zone, now)) is not { } at)
            return (null, HowItIsWritten);
        if (at <= now)
            return at > now - Slack ? (null, null) : (null, "This time is past. Please choose a later one.");
        return at <= now + furthest
            ? (at, null)
            : (null, string.Create(CultureInfo.InvariantCulture, $"This is too far ahead. Please choose a time within {Span(furthest)}."));
    }

    private static DateTimeOffset? Date(string text, TimeZoneInfo zone)
    {
        if (Iso().Match(text) is not { Success: true } match || !DateOnly.TryParseExact(match.Groups["date"].ValueSpan, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return null;
        if (Time(match) is not { } time)
            return null;

        // A plus that was not escaped in a form comes as a space.
        var offset = match.Groups["offset"].Value.Replace(' ', '+').Replace(":", "", StringComparison.Ordinal);
        if (offset.Length == 0)
            return Instant(day, time, zone);
        if (offset is "Z" or "z")
            return At(day, time, TimeSpan.Zero);
        var minutes = (60 * int.Parse(offset.AsSpan(1, 2), CultureInfo.InvariantCulture)) + int.Parse(offset.AsSpan(3, 2), CultureInfo.InvariantCulture);
        return minutes > 14 * 60 ? null : At(day, time, TimeSpan.FromMinutes(offset[0] == '-' ? -minutes : minutes));
    }

    private static DateTimeOffset? Plain(string text, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (Words().Match(text) is not { Success: true } match || Time(match) is not { } time)
            return null;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var word = match.Groups["day"].Value;
        if (word.Equals("today", StringComparison.OrdinalIgnoreCase))
            return Instant(today, time, zone);
        if (word.Equals("tomorrow", StringComparison.OrdinalIgnoreCase))
            return Instant(today.AddDays(1), time, zone);

        // Said on that very day, it is today's while that is to come, and next week's after it.
        var weekday = Array.FindIndex(Days, day => day.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        var next = today.AddDays((weekday - (int)today.DayOfWeek + 7) % 7);
        var at = Instant(next, time, zone);
        return at > now ? at : Instant(next.AddDays(7), time, zone);
    }

    private static TimeSpan? Time(Match match)
    {
        var hour = int.Parse(match.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"] is { Success: true } said ? int.Parse(said.ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (match.Groups["half"] is { Success: true } half)
        {
            if (hour is 0 or > 12)
                return null;
            hour = (hour % 12) + (half.ValueSpan[0] is 'p' or 'P' ? 12 : 0);
        }

        return hour < 24 && minute < 60 ? new TimeSpan(hour, minute, 0) : null;
    }

    private static DateTimeOffset? Instant(DateOnly day, TimeSpan time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.FromTimeSpan(time));
        if (zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, zone.GetAmbiguousTimeOffsets(local).Max()).ToUniversalTime();

        // A skipped time lies after the clock has jumped, by as much as it jumped.
        return zone.IsInvalidTime(local)
            ? At(day, time, zone.GetUtcOffset(local.AddHours(-3)))
            : At(day, time, zone.GetUtcOffset(local));
    }

    private static DateTimeOffset? At(DateOnly day, TimeSpan time, TimeSpan offset)
    {
        var ticks = day.ToDateTime(TimeOnly.FromTimeSpan(time)).Ticks - offset.Ticks;
        return ticks > 0 && ticks < DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    private static string Span(TimeSpan span) => span >= TimeSpan.FromDays(2)
        ? string.Create(CultureInfo.InvariantCulture, $"the next {(int)span.TotalDays} days")
        : string.Create(CultureInfo.InvariantCulture, $"the next {(int)span.TotalHours} hours");

    [GeneratedRegex(@"\A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:[0-9]{2}([.,][0-9]{1,9})?)?(?<offset>[Zz]|[ +-][0-9]{2}:?[0-9]{2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\A(?<day>today|tomorrow|sun(day)?|mon(day)?|tue(sday)?|wed(nesday)?|thu(rsday)?|fri(day)?|sat(urday)?)(,?\s+(at\s+)?)(?<hour>[0-9]{1,2})((:|\.)(?<minute>[0-9]{2}))?(\s*(?<half>am|pm))?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
