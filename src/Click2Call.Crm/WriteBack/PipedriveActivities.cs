using System.Globalization;
using System.Text.Json;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Posts;
using Click2Call.Events;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Crm.WriteBack;

/// <summary>
/// Activities of Pipedrive (API v2, Activities). They have no field for an id of others, so ours is in the note and is
/// looked for in the record's latest hundred.
/// </summary>
/// <param name="http">Asks.</param>
/// <param name="secrets">The API token.</param>
public sealed class PipedriveActivities(CrmHttp http, ISecrets secrets) : CrmClient(http, secrets)
{
    private const string Activities = "api/v2/activities";

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["person"] = "person_id", ["deal"] = "deal_id", ["lead"] = "lead_id", ["organization"] = "org_id",
    };

    /// <inheritdoc/>
    public override string Kind => "pipedrive";

    internal override async Task<CrmSession> Open(WriteBackSettings settings, CancellationToken cancellation) => new(
        CrmSession.BaseOf(settings.BaseUrl, "https://api.pipedrive.com"), ("x-api-token", await Secret(settings, "token", cancellation)), settings.Options);

    internal override bool Known(CrmRecord? record) => KindOf(record) is { } kind && Fields.ContainsKey(kind);

    internal override async Task<CrmRecord?> FindRecord(CrmSession session, Activity activity, CancellationToken cancellation)
    {
        // It finds whoever's number the term is a part of.
        var phone = activity.Phone!;
        var path = $"api/v2/persons/search?term={Uri.EscapeDataString(phone.NationalNumber)}&fields=phone&limit=100";
        var found = await Ask(session, "Search for the person", HttpMethod.Get, path, null, cancellation);
        return found.Body.At("data", "items").Items().Select(one => one.At("item"))
            .Where(item => item.At("phones").Items().Any(one => IsNumber(one.Text(), phone)))
            .Select(item => item.Text("id")).FirstOrDefault(id => id is not null) is { } id
                ? new CrmRecord(Kind, "person", id)
                : null;
    }

    internal override async Task<string?> FindActivity(CrmSession session, CrmRecord record, Activity activity, CancellationToken cancellation)
    {
        var path = $"{Activities}?{Fields[KindOf(record)!]}={Uri.EscapeDataString(record.Id)}&sort_by=id&sort_direction=desc&limit=100";
        var list = (await Ask(session, "Search for the activity", HttpMethod.Get, path, null, cancellation)).Body;
        if (list.ValueKind != JsonValueKind.Object || !list.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
            return null;
        foreach (var one in data.EnumerateArray())
        {
            if (one.ValueKind == JsonValueKind.Object && one.TryGetProperty("note", out var note) && note.ValueKind == JsonValueKind.String
                && note.GetString()!.Contains(activity.CallId, StringComparison.Ordinal) && one.TryGetProperty("id", out var id))
            {
                return id.GetRawText();
            }
        }

        return null;
    }

    internal override async Task<string> Create(CrmSession session, CrmRecord record, Activity activity, CancellationToken cancellation) => IdOf(
        await Ask(session, "Writing the activity", HttpMethod.Post, Activities, json =>
        {
            Content(json, activity);
            var kind = KindOf(record)!;
            if (kind == "person")
            {
                json.WriteStartArray("participants");
                json.WriteStartObject();
                Id(json, "person_id", record.Id);
                json.WriteBoolean("primary", true);
                json.WriteEndObject();
                json.WriteEndArray();
            }
            else
            {
                Id(json, Fields[kind], record.Id);
            }

            if (session.Option("ownerId") is { } owner)
                Id(json, "owner_id", owner);
        }, cancellation),
        "Writing the activity",
        "data",
        "id");

    internal override Task Update(CrmSession session, string remote, Activity activity, CancellationToken cancellation) => Ask(
        session, "Changing the activity", HttpMethod.Patch, $"{Activities}/{Uri.EscapeDataString(remote)}", json => Content(json, activity), cancellation);

    private static void Content(Utf8JsonWriter json, Activity activity)
    {
        json.WriteString("subject", activity.Subject);
        json.WriteString("type", "call");
        json.WriteBoolean("done", true);
        json.WriteString("due_date", activity.Start.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("due_time", activity.Start.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture));
        json.WriteString("duration", activity.Talked.ToString(@"hh\:mm", CultureInfo.InvariantCulture));
        json.WriteString("note", HtmlText.Of(activity.Text));
    }

    // Ids are numbers but for leads, which have UUIDs.
    private static void Id(Utf8JsonWriter json, string name, string id)
    {
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            json.WriteNumber(name, number);
        else
            json.WriteString(name, id);
    }
}
