using System.Globalization;
using Click2Call.Accounts.Hours;

namespace Click2Call.Storage.Accounts;

/// <summary>A row <c>hours:{id}</c>, and the hours of a click-to-call's own in its row. Times as people write them: <c>09:00-17:30</c>.</summary>
internal sealed class StoredHours
{
    private const string DateFormat = "yyyy-MM-dd";

    public string TimeZone { get; set; } = "Etc/UTC";

    /// <summary>The open spans of the days, Sunday first.</summary>
    public List<List<string>> Week { get; set; } = [];

    public List<StoredHoliday> Holidays { get; set; } = [];

    public static StoredHours From(OpeningHours hours) => new()
    {
        TimeZone = hours.TimeZone,
        Week = [.. hours.Week.Select(Texts)],
        Holidays =
        [
            .. hours.Holidays.Select(holiday => new StoredHoliday
            {
                First = holiday.First.ToString(DateFormat, CultureInfo.InvariantCulture),
                Last = holiday.Last.ToString(DateFormat, CultureInfo.InvariantCulture),
                Open = Texts(holiday.Open),
                Name = holiday.Name,
            }),
        ],
    };

    public OpeningHours To(string id) => new()
    {
        Id = id,
        TimeZone = TimeZone,
        Week = [.. Enumerable.Range(0, 7).Select(day => day < Week.Count ? Spans(Week[day]) : [])],
        Holidays = [.. Holidays.Select(holiday => new Holiday(Date(holiday.First), Date(holiday.Last), Spans(holiday.Open), holiday.Name))],
    };

    private static List<string> Texts(IReadOnlyList<OpenSpan> spans) => [.. spans.Select(span => span.ToString())];

    private static OpenSpan[] Spans(List<string> texts) =>
        [.. texts.Select(text => OpenSpan.TryParse(text, out var span) ? span : throw new InvalidDataException("Stored opening hours cannot be read; import the account again."))];

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, DateFormat, CultureInfo.InvariantCulture);
}

/// <summary>A holiday of stored hours.</summary>
internal sealed class StoredHoliday
{
    public string First { get; set; } = "";

    public string Last { get; set; } = "";

    public List<string> Open { get; set; } = [];

    public string? Name { get; set; }
}
