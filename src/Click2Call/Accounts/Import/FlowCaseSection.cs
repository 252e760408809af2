using System.Globalization;
using Click2Call.Flows;

namespace Click2Call.Accounts.Import;

/// <summary>Reads a way out of a step.</summary>
internal static class FlowCaseSection
{
    private static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static FlowCase Read(JsonObject json)
    {
        var read = new FlowCase
        {
            In = json.Texts("in", 5_000, text => text.Length is > 0 and <= 100, "a value has 1 to 100 characters."),
            StartsWith = json.Texts("startsWith", 500, text => text.Length is > 0 and <= 100, "a beginning has 1 to 100 characters."),
            Days = [.. json.Texts("days", 7, Names.Contains, $"a day is one of {string.Join(", ", Names)}.").Select(name => (DayOfWeek)Array.IndexOf(Names, name))],
            From = Time(json, "from"),
            To = Time(json, "to"),
            Hours = json.Text("hours", PartId.IsValid, "these are opening hours of the account by their id, such as \"office\"."),
            Next = json.RequiredText("next", FlowStepSection.IsStep, "this is the name of the step to go to."),
        };
        if (read is { In.Count: 0, StartsWith.Count: 0, Days.Count: 0, From: null, To: null, Hours: null })
            json.Wrong(null, "this asks nothing; say in, startsWith, days, from, to or hours, or use 'otherwise' or 'next' of the step.");
        if (read.From is not null && read.From == read.To)
            json.Wrong("to", "this ends when it begins.");
        return read;
    }

    private static TimeOnly? Time(JsonObject json, string member) =>
        json.Text(member, text => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), "a time of the day is like \"08:30\", in the account's zone.") is { } text
            ? TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture)
            : null;
}
