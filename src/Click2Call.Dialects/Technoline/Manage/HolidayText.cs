using System.Globalization;
using Click2Call.Accounts.Hours;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>Holidays as people write them, one a line: <c>2026-12-25</c>, <c>2027-04-21..2027-04-28 09:00-12:00 Passover</c>.</summary>
internal static class HolidayText
{
    private const string Date = "yyyy-MM-dd";
    private const string Between = "..";

    public static string Write(IReadOnlyList<Holiday> holidays) => string.Join('\n', holidays.Select(Write));

    /// <summary>A line's days, open times and name; nothing is checked but where each ends.</summary>
    public static (string From, string? To, IReadOnlyList<string> Open, string Name) Read(string line)
    {
        var words = line.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var days = words[0].Split(Between, 2);
        var open = words.Skip(1).Select(word => word.TrimEnd(',')).TakeWhile(word => word.Length > 0 && char.IsAsciiDigit(word[0]) && word.Contains(':', StringComparison.Ordinal)).ToList();
        return (days[0], days.Length > 1 ? days[1] : null, open, string.Join(' ', words.Skip(1 + open.Count)));
    }

    private static string Write(Holiday holiday)
    {
        var days = Text(holiday.First) + (holiday.Last == holiday.First ? "" : Between + Text(holiday.Last));
        return string.Join(' ', holiday.Open.Select(span => span.ToString()).Prepend(days).Append(holiday.Name ?? "").Where(part => part.Length > 0));
    }

    private static string Text(DateOnly day) => day.ToString(Date, CultureInfo.InvariantCulture);
}
