using System.Globalization;
using Click2Call.Accounts.Hours;

namespace Click2Call.Accounts.Import;

/// <summary>Reads opening hours: an entry of an account's list, or a click-to-call's own.</summary>
internal static class HoursSection
{
    private const int MostSpans = 12;
    private const int MostHolidays = 400;
    private const string DateFormat = "yyyy-MM-dd";
    private const string HowSpansAre = "an open time is written \"09:00-17:30\", from 00:00 to 24:00.";
    private const string HowDatesAre = "a day is written as year, month and day, such as \"2026-12-25\".";

    private static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>Hours that click-to-calls share by their id.</summary>
    public static OpeningHours ReadShared(JsonObject json, string timeZone) => Read(
        json, timeZone, json.RequiredText("id", PartId.IsValid, "the id of hours is 1 to 64 lower-case letters, digits and dashes, such as \"office\"."));

    /// <summary>Hours that belong to one click-to-call.</summary>
    public static OpeningHours ReadOwn(JsonObject json, string timeZone) => Read(json, timeZone, "");

    /// <summary>What to say of a zone that cannot be used.</summary>
    public static string WrongZone => TimeZones.HaveData
        ? "a time zone is one of IANA's, such as \"Asia/Jerusalem\", and this machine must know it."
        : TimeZones.NoData;

    private static OpeningHours Read(JsonObject json, string timeZone, string id)
    {
        var hours = new OpeningHours
        {
            Id = id,
            TimeZone = json.Text("timeZone", text => TimeZones.TryFind(text, out _), WrongZone) ?? timeZone,
            Week = json.Object("week", "week", ReadWeek) ?? [.. Days.Select(_ => Array.Empty<OpenSpan>())],
            Holidays = json.Objects("holidays", "holiday", ReadHoliday),
        };
        if (json.Find("week") is null)
            json.Wrong("week", "this is missing: say on which days it is open, such as { \"monday\": [\"09:00-17:30\"] }.");
        if (hours.Holidays.Count > MostHolidays)
            json.Wrong("holidays", string.Create(CultureInfo.InvariantCulture, $"{MostHolidays} holidays are the most; leave out those that are past."));
        NoDayTwice(json, hours.Holidays);
        return hours;
    }

    private static IReadOnlyList<OpenSpan>[] ReadWeek(JsonObject json)
    {
        IReadOnlyList<OpenSpan>[] week = [.. Days.Select(day => ReadSpans(json, day))];
        if (week.All(day => day.Count == 0))
            json.Wrong(null, "this is never open; name a time, or leave the hours out to be open always.");
        for (var day = 0; day < week.Length; day++)
        {
            // What goes on past midnight meets the hours of the day after.
            var past = week[(day + 6) % 7].Where(span => span.To > OpenSpan.Day).Select(span => span.To - OpenSpan.Day).DefaultIfEmpty().Max();
            if (week[day].Any(span => span.From < past))
                json.Wrong(Days[day], $"this begins while the hours of {Days[(day + 6) % 7]} still go on; open times may not overlap.");
        }

        return week;
    }

    private static Holiday ReadHoliday(JsonObject json)
    {
        var day = ReadDate(json, "date");
        var (first, last) = (ReadDate(json, "from"), ReadDate(json, "to"));
        var (oneDay, several) = (json.Find("date") is not null, json.Find("from") is not null || json.Find("to") is not null);
        if (oneDay == several)
            json.Wrong(null, "a holiday has a 'date', or 'from' and 'to'.");
        else if (several && (json.Find("from") is null || json.Find("to") is null))
            json.Wrong(json.Find("from") is null ? "from" : "to", $"this is missing: {HowDatesAre}");
        else if (last < first)
            json.Wrong("to", "this is before 'from'.");
        return new Holiday(
            day ?? first ?? default, day ?? last ?? default, ReadSpans(json, "open"), json.Text("name", AccountSection.IsName, "a name has 1 to 100 characters."));
    }

    private static DateOnly? ReadDate(JsonObject json, string member) =>
        json.Text(member, text => TryReadDate(text, out _), HowDatesAre) is { } text && TryReadDate(text, out var day) ? day : null;

    private static bool TryReadDate(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 2000 and < 2200;

    private static List<OpenSpan> ReadSpans(JsonObject json, string member)
    {
        var spans = new List<OpenSpan>();
        json.Texts(member, MostSpans, HowSpansAre, text =>
        {
            if (!OpenSpan.TryParse(text, out var span))
                return HowSpansAre;
            if (span.To <= span.From)
                return "this ends before it begins. Hours past midnight are counted on: \"20:00-26:00\" is until two in the morning.";
            if (!span.IsOne)
                return "this begins after its day is over, or goes on for more than a day.";
            if (spans.Any(other => span.From < other.To && other.From < span.To))
                return "this overlaps another open time of the day.";
            spans.Add(span);
            return null;
        });
        spans.Sort((one, other) => one.From.CompareTo(other.From));
        return spans;
    }

    private static void NoDayTwice(JsonObject json, IReadOnlyList<Holiday> holidays)
    {
        for (var index = 1; index < holidays.Count; index++)
        {
            var holiday = holidays[index];
            if (holiday.First != default && holidays.Take(index).Any(other => other.First != default && holiday.First <= other.Last && other.First <= holiday.Last))
                json.Wrong(string.Create(CultureInfo.InvariantCulture, $"holidays[{index}]"), "a holiday before this one has the same day; say it once.");
        }
    }
}
