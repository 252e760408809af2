using System.Globalization;
using Click2Call.Accounts.Hours;

namespace Click2Call.Tests.Accounts.Hours;

/// <summary>Opening hours in a line: <c>sun 09:00-17:00; mon-thu 08:00-12:00 13:00-18:00</c>.</summary>
internal static class Office
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static OpeningHours Of(string zone, string week, params Holiday[] holidays)
    {
        IReadOnlyList<OpenSpan>[] days = [[], [], [], [], [], [], []];
        foreach (var part in week.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ');
            var ends = words[0].Split('-');
            var (first, last) = (Array.IndexOf(Days, ends[0]), Array.IndexOf(Days, ends[^1]));
            for (var day = first; ; day = (day + 1) % 7)
            {
                days[day] = [.. words[1..].Select(Span)];
                if (day == last)
                    break;
            }
        }

        return new OpeningHours { TimeZone = zone, Week = days, Holidays = holidays };
    }

    public static Holiday Closed(string first, string? last = null) => new(Date(first), Date(last ?? first), []);

    public static Holiday Short(string day, params string[] open) => new(Date(day), Date(day), [.. open.Select(Span)]);

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static OpenSpan Span(string text) => OpenSpan.TryParse(text, out var span) ? span : throw new FormatException(text);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
