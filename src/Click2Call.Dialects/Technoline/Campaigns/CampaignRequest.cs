using System.Globalization;
using System.Text;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Campaigns;
using Click2Call.Dialects.Http;
using Click2Call.Numbers;

namespace Click2Call.Dialects.Technoline.Campaigns;

/// <summary>What <c>campaignRun</c> asks for.</summary>
/// <param name="Campaign">The campaign, still without its id.</param>
/// <param name="Numbers">Whom to call, as they were sent.</param>
/// <param name="Audio">What is played, if a file was sent.</param>
internal sealed record CampaignRequest(Campaign Campaign, IReadOnlyList<string> Numbers, UploadedFile? Audio)
{
    private const int LongestText = 4000, LongestName = 100, LongestNumber = 64;

    /// <summary>Reads it; else one sentence about what is missing or wrong.</summary>
    public static (CampaignRequest? Request, string? Problem) Read(Account account, TechnolineForm form, DateTimeOffset now)
    {
        var fields = form.Fields;
        if (Phones(fields["phones"] ?? "") is not { } numbers)
            return (null, "phones: הטקסט אינו תקין");
        foreach (var (name, file) in form.Files)
        {
            if (IsList(name, file))
                numbers.AddRange(CampaignList.Read(Encoding.UTF8.GetString(file.Content.Span), account.DefaultRegion));
        }

        var sounds = form.Files.Where(one => !IsList(one.Field, one.File)).ToList();
        var audio = sounds.Count == 0 ? null : sounds[0].File;
        var text = fields["audioText"]?.Trim();
        var extension = fields.Text("extensionActivation");
        if (numbers.Count == 0)
            return (null, "חסרה רשימת מספרים: phones");
        if (fields.Text("messagesType") == "extensionActivation" && extension is null)
            return (null, "חסר extensionActivation");
        if (extension is null && audio is null && string.IsNullOrEmpty(text) && fields.Text("audioFile") is null)
            return (null, "חסר תוכן להשמעה: audioText, audioFile או extensionActivation");
        if (text?.Length > LongestText)
            return (null, "audioText: 4000");
        if (sounds.Count > 1)
            return (null, "audioFile: קובץ אחד");
        if (audio is { Content.Length: 0 })
            return (null, "audioFile: 0");
        if (fields.Text("audioFile") is { Length: > LongestName })
            return (null, "audioFile: 100");
        if (extension is not null && !DialText.IsAdmitted(extension))
            return (null, "extensionActivation");
        if (Time(fields.Text("sendTime"), account, now) is not (true, var sendTime))
            return (null, "sendTime: YYYY-MM-DD HH:MM");
        var (keys, unreadable) = KeyField.Read(fields);
        if (unreadable is not null)
            return (null, $"{unreadable}: {KeyField.Wanted}");
        var shows = fields.Text("callId");
        return (new CampaignRequest(
            new Campaign
            {
                Account = account.Id,
                Id = "",
                CreatedAt = now,
                Title = Short(fields.Text("title") ?? fields.Text("campaignName") ?? ""),
                Text = string.IsNullOrEmpty(text) ? null : text,
                Audio = fields.Text("audioFile"),
                Extension = extension,
                Line = fields.Text("line"),
                Shows = shows is { Length: <= 20 } && shows.All(char.IsAsciiDigit) ? shows : null,
                MaxRing = Number(fields, "maxring", 5, 1, CampaignDesk.MostAtOnce),
                DialRetries = Number(fields, "dialRetries", 1, 1, 10),
                // "at least 5 minutes" (Campaign API reference, betweenRetries).
                BetweenRetries = TimeSpan.FromMinutes(Number(fields, "betweenRetries", 20, 5, 24 * 60)),
                RingTime = TimeSpan.FromSeconds(Number(fields, "callLength", 30, 5, 120)),
                ReasonableHours = !string.Equals(fields.Text("reasonableHours"), "no", StringComparison.OrdinalIgnoreCase),
                SendTime = sendTime,
                Keys = keys,
            },
            numbers,
            audio), null);
    }

    /// <summary>What was sent as a number and is none, as it is told: not more of it than a number has, since the campaign's row keeps a thousand.</summary>
    public static string Cut(string text) => text.Length <= LongestNumber ? text
        : text[..(char.IsHighSurrogate(text[LongestNumber - 2]) ? LongestNumber - 2 : LongestNumber - 1)] + "…";

    // Numbers with commas between, or a list in JSON.
    private static List<string>? Phones(string text)
    {
        if (text.TrimStart() is not ['[', ..])
            return [.. text.Split([',', ';', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        try
        {
            using var list = JsonDocument.Parse(text);
            return [.. list.RootElement.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.String ? one.GetString()! : one.GetRawText())];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in a text.
            return null;
        }
    }

    private static bool IsList(string field, UploadedFile file) =>
        field.Contains("phone", StringComparison.OrdinalIgnoreCase)
        || file.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
        || file.Name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
        || file.ContentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);

    private static (bool Right, DateTimeOffset? At) Time(string? text, Account account, DateTimeOffset now)
    {
        if (text is null)
            return (true, null);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 1_000_000_000 and < 10_000_000_000)
            return Within(DateTimeOffset.FromUnixTimeSeconds(seconds));
        string[] forms = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "dd/MM/yyyy HH:mm"];
        if (!DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return (false, null);

        // Times that no zone has.
        if (local.Year is < 2000 or > 2200)
            return (false, null);
        var offset = TimeZoneInfo.TryFindSystemTimeZoneById(account.TimeZone, out var zone) ? zone.GetUtcOffset(local) : TimeSpan.Zero;
        return Within(new DateTimeOffset(local, offset));

        (bool, DateTimeOffset?) Within(DateTimeOffset at) => (at < now + TimeSpan.FromDays(60), at);
    }

    private static int Number(RequestFields fields, string name, int otherwise, int least, int most) =>
        int.TryParse(fields.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, least, most) : otherwise;

    private static string Short(string text) => text.Length <= 200 ? text : text[..200];
}
