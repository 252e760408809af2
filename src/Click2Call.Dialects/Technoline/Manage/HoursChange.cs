using System.Globalization;
using System.Text;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>Makes or changes opening hours, and says which click-to-calls keep them.</summary>
/// <param name="account">The account.</param>
internal sealed class HoursChange(Account account)
{
    public ManagedResult Set(ManagedNode? node, IReadOnlyDictionary<string, string> values)
    {
        var id = values["id"];
        if (node is null && account.Hours.Any(one => one.Id == id))
            return ManagedResult.Wrong("id", ManagedNotes.Taken);
        var lines = values["holidays"].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var (hours, mistakes) = AccountPart.ReadHours(Json(values, lines), account);
        if (hours is null)
            return Wrong(mistakes[0], lines);
        var keep = ManagedField.Several(values["clickToCalls"]);
        if (account.ClickToCalls.FirstOrDefault(click => keep.Contains(click.Id) && click.Hours is not null) is { } own)
            return ManagedResult.Wrong("clickToCalls", $"clickToCall '{own.Id}': {ManagedNotes.OwnHours}");

        var changed = account with
        {
            Hours = [.. account.Hours.Where(one => one.Id != id).Append(hours).OrderBy(one => one.Id, StringComparer.Ordinal)],
            ClickToCalls =
            [
                .. account.ClickToCalls.Select(click => keep.Contains(click.Id) ? click with { SharedHours = id }
                    : click.SharedHours == id && click.Hours is null ? click with { SharedHours = null }
                    : click),
            ],
        };
        return ManagedResult.Yes(changed, ManagedTree.IdOf("hours", id));
    }

    // "week.monday[0]" is the input monday; of a holiday the line is told.
    private static ManagedResult Wrong(Mistake mistake, string[] lines)
    {
        var parts = mistake.Path.Split('.', '[', ']');
        if (parts[0] == "holidays" && parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < lines.Length)
            return ManagedResult.Wrong("holidays", $"{lines[index]}: {mistake.Sentence}");
        var key = parts[0] != "week" ? parts[0] : parts.Length > 1 ? parts[1] : ManagedForms.Days[0];
        return ManagedResult.Wrong(key, mistake.Sentence);
    }

    private static string Json(IReadOnlyDictionary<string, string> values, string[] holidays) => Encoding.UTF8.GetString(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", values["id"]);
        json.WriteString("timeZone", values["timeZone"]);
        json.WriteStartObject("week");
        foreach (var day in ManagedForms.Days)
            Texts(json, day, ManagedField.Several(values[day]));
        json.WriteEndObject();
        json.WriteStartArray("holidays");
        foreach (var (from, to, open, name) in holidays.Select(HolidayText.Read))
        {
            json.WriteStartObject();
            json.WriteString(to is null ? "date" : "from", from);
            if (to is not null)
                json.WriteString("to", to);
            Texts(json, "open", open);
            if (name.Length > 0)
                json.WriteString("name", name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }).Span);

    private static void Texts(Utf8JsonWriter json, string member, IEnumerable<string> texts)
    {
        json.WriteStartArray(member);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
