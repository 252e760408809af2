using System.Globalization;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Numbers;

namespace Click2Call.Dialects.Technoline.Campaigns;

/// <summary>
/// Reads the answers of <c>/campaignApi.php</c>. The document names the fields of a report's rows and not those around them, so
/// that lists are known by what is in them, numbers may be texts, and a status that is not one of ours is read by its SIP code.
/// </summary>
internal static class TechnolineReport
{
    /// <summary>An answer that says OK, in whatever case; null for everything else. PHP warnings around the object are skipped.</summary>
    public static JsonDocument? Parse(string body)
    {
        var (start, end) = (body.IndexOf('{', StringComparison.Ordinal), body.LastIndexOf('}'));
        if (start < 0 || end < start)
            return null;
        try
        {
            var document = JsonDocument.Parse(body.AsMemory(start, end - start + 1), new JsonDocumentOptions { MaxDepth = 16 });
            var status = Text(document.RootElement, "status");
            if (status is null ? Number(document.RootElement, "errorCode") == TechnolineErrors.Ok : status.Equals("OK", StringComparison.OrdinalIgnoreCase))
                return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // A page of a proxy, or half an answer: nothing that says OK.
        }

        return null;
    }

    /// <summary>Whom an answer to <c>campaignRun</c> names as not to be called, in E.164, and why.</summary>
    public static IReadOnlyDictionary<string, CallOutcome> TurnedDown(string body)
    {
        var found = new Dictionary<string, CallOutcome>(StringComparer.Ordinal);
        using var answer = Parse(body);
        foreach (var (name, why) in new[] { ("errorPhones", CallOutcome.TargetUnreachable), ("blockedPhones", CallOutcome.NotAllowed) })
        {
            if (answer is null || !answer.RootElement.TryGetProperty(name, out var list))
                continue;
            foreach (var text in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(one => Text(one) ?? Text(one, "phone")) : Text(list)?.Split(',') ?? [])
            {
                if (PhoneNumber.TryParsePlausible(text ?? "", "IL", out var number, out _))
                    found[number.E164] = why;
            }
        }

        return found;
    }

    /// <summary>The rows of the first list whose rows have that field; empty for an empty list; null when there is no list.</summary>
    public static IReadOnlyList<JsonElement>? Rows(JsonElement answer, string field)
    {
        IReadOnlyList<JsonElement>? empty = null;
        if (answer.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var property in answer.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object && Rows(property.Value, field) is { Count: > 0 } inside)
                return inside;
            if (property.Value.ValueKind != JsonValueKind.Array)
                continue;
            if (property.Value.GetArrayLength() == 0)
                empty ??= [];
            else if (property.Value[0].ValueKind == JsonValueKind.Object && property.Value[0].TryGetProperty(field, out _))
                return [.. property.Value.EnumerateArray()];
        }

        return empty;
    }

    /// <summary>A report; null when it is none.</summary>
    public static CampaignSeen? Read(JsonElement answer)
    {
        if (Rows(answer, "phone") is not { } rows)
            return null;
        var calls = new List<CampaignSeen.Call>(rows.Count);
        foreach (var row in rows)
        {
            if (PhoneNumber.TryParsePlausible(Text(row, "phone") ?? "", "IL", out var number, out _))
                calls.Add(Call(number.E164, row));
        }

        return new(Text(answer, "campaignStatus") is { } word && CampaignErrors.IsOver(word), calls);
    }

    /// <summary>A member as text; null when it is none.</summary>
    public static string? Text(JsonElement row, string name) => row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null };
        }
        catch (InvalidOperationException)
        {
            // Half a character, which JSON can write and no text can hold.
            return null;
        }
    }

    private static CampaignSeen.Call Call(string phone, JsonElement row)
    {
        var (calling, over, outcome) = CampaignErrors.Read(Text(row, "status") ?? "", Number(row, "sipCode") ?? 0);
        return new(phone, calling, over, outcome, Number(row, "tries") ?? 0, Text(row, "keys") is { Length: > 0 and <= Attempt.MostKeys } keys ? keys : null);
    }

    private static int? Number(JsonElement row, string name) =>
        int.TryParse(Text(row, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
