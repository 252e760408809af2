using System.Globalization;
using Click2Call.Calls;

namespace Click2Call.Dialects.Voicenter;

/// <summary>The facts in one record of the CDR notification.</summary>
internal static class VoicenterRecord
{
    /// <summary>
    /// What became of each <c>status</c>, and whether the leg was answered. Null: the leg was never dialled; of a
    /// second leg the first one's record explains that. A word that is not here is a leg that ended unanswered.
    /// </summary>
    public static IReadOnlyDictionary<string, (bool Answered, EndCause? Cause)> Statuses { get; } =
        new Dictionary<string, (bool, EndCause?)>(StringComparer.OrdinalIgnoreCase)
        {
            ["ANSWER"] = (true, EndCause.HungUp),
            ["NOANSWER"] = (false, EndCause.NoAnswer),
            ["BUSY"] = (false, EndCause.Busy),
            ["CANCEL"] = (false, EndCause.Canceled),
            ["ABANDONE"] = (false, EndCause.Canceled),
            ["TIMEOUT"] = (false, EndCause.NoAnswer),
            ["VOICEMAIL"] = (false, EndCause.NoAnswer),
            ["FULL"] = (false, EndCause.Busy),
            ["JOINEMPTY"] = (false, EndCause.Offline),
            ["EXIT"] = (false, EndCause.Canceled),
            ["VOEND"] = (true, EndCause.HungUp),
            ["TE"] = (true, EndCause.HungUp),
            ["NOTCALLED"] = (false, null),
        };

    /// <summary>The facts; none for records that are not about a leg of a click-to-call.</summary>
    /// <param name="fields">The record.</param>
    /// <param name="oneLegged">Whether the call has no second leg.</param>
    /// <param name="now">When it came, if it names no time.</param>
    public static List<Fact> Facts(IReadOnlyDictionary<string, string> fields, bool oneLegged, DateTimeOffset now)
    {
        LegPosition? leg = fields.GetValueOrDefault("type")?.Trim().ToUpperInvariant() switch
        {
            "CLICK2CALL LEG1" or "CLICK 2 IVR" => LegPosition.First,
            "CLICK2CALL LEG2" => LegPosition.Second,
            _ => null,
        };
        if (leg is not { } position)
            return [];
        var whole = oneLegged || fields.GetValueOrDefault("type")!.Contains("IVR", StringComparison.OrdinalIgnoreCase);

        var status = fields.GetValueOrDefault("status")?.Trim() ?? "";
        var (answered, cause) = Statuses.GetValueOrDefault(status, (Answered: false, Cause: EndCause.HungUp));
        if (cause is null && position == LegPosition.First)
            cause = EndCause.Failed;
        var duration = Seconds(fields, "duration");
        var (answeredAt, endedAt) = Times(fields, duration, now);
        var last = position == LegPosition.Second || whole || !answered;

        List<Fact> facts = [];
        if (answered)
            facts.Add(new Fact.LegAnswered(position, answeredAt));
        // The first leg's record of an answered bridge does not end the call: the second's says how it went.
        if (cause is { } end && last)
            facts.Add(new Fact.LegEnded(position, end, endedAt));
        var talked = answered && (position == LegPosition.Second || whole) ? duration : null;
        var recording = Uri.TryCreate(fields.GetValueOrDefault("record"), UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address : null;
        var disposition = last && cause is not null && status.Length > 0 ? status : null;
        if (talked is not null || recording is not null || disposition is not null)
            facts.Add(new Fact.Recorded(talked, recording, disposition, endedAt));
        return facts;
    }

    /// <summary>A time in seconds or milliseconds since 1970.</summary>
    public static DateTimeOffset? Time(IReadOnlyDictionary<string, string> fields, string name)
    {
        if (!long.TryParse(fields.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is <= 0 or > 99_999_999_999_999)
            return null;
        return number > 99_999_999_999 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number);
    }

    // "time" is when the leg began, "dialtime" how long it rang, "duration" how long it talked.
    private static (DateTimeOffset Answered, DateTimeOffset Ended) Times(IReadOnlyDictionary<string, string> fields, TimeSpan? duration, DateTimeOffset now)
    {
        if (Time(fields, "time") is not { } start)
            return (now - (duration ?? TimeSpan.Zero), now);
        var answered = start + (Seconds(fields, "dialtime") ?? TimeSpan.Zero);
        return (answered, answered + (duration ?? TimeSpan.Zero));
    }

    private static TimeSpan? Seconds(IReadOnlyDictionary<string, string> fields, string name) =>
        int.TryParse(fields.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 7 * 24 * 60 * 60
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
