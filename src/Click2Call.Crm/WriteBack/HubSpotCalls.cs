using System.Globalization;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Posts;
using Click2Call.Events;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Crm.WriteBack;

/// <summary>Call engagements of HubSpot ("CRM API, Calls", v3), found again by <c>hs_call_external_id</c>.</summary>
/// <param name="http">Asks.</param>
/// <param name="secrets">The token of a private app.</param>
public sealed class HubSpotCalls(CrmHttp http, ISecrets secrets) : CrmClient(http, secrets)
{
    private const string Calls = "crm/v3/objects/calls";
    private static readonly string[] Phones = ["phone", "mobilephone"];

    // The association types from a call, by HubSpot ("Associations API, association type id values").
    private static readonly Dictionary<string, int> Associations = new() { ["contact"] = 194, ["companie"] = 182, ["company"] = 182, ["deal"] = 206, ["ticket"] = 220 };

    /// <inheritdoc/>
    public override string Kind => "hubspot";

    /// <summary>A minute: HubSpot's search finds what was written some time after; Okta's connector for it advises 10 s after a creation and 60 s after a change ("HubSpot CRM, Search Contacts").</summary>
    internal override TimeSpan SearchLag => TimeSpan.FromMinutes(1);

    internal override async Task<CrmSession> Open(WriteBackSettings settings, CancellationToken cancellation) => new(
        CrmSession.BaseOf(settings.BaseUrl, "https://api.hubapi.com"), ("Authorization", "Bearer " + await Secret(settings, "token", cancellation)), settings.Options);

    internal override bool Known(CrmRecord? record) => KindOf(record) is { } kind && Associations.ContainsKey(kind);

    internal override async Task<CrmRecord?> FindRecord(CrmSession session, Activity activity, CancellationToken cancellation)
    {
        // The calculated property holds the number without country code and punctuation, however it was typed in: of all countries.
        var phone = activity.Phone!;
        var found = await Ask(session, "Search for the contact", HttpMethod.Post, "crm/v3/objects/contacts/search", json =>
        {
            Search(json, 100, ("phone", phone.E164), ("mobilephone", phone.E164), ("hs_searchable_calculated_phone_number", phone.NationalNumber));
            json.WriteStartArray("properties");
            foreach (var name in Phones)
                json.WriteStringValue(name);
            json.WriteEndArray();
        }, cancellation);
        return found.Body.At("results").Items()
            .Where(contact => Phones.Any(name => IsNumber(contact.At("properties").Text(name), phone)))
            .Select(contact => contact.Text("id")).FirstOrDefault(id => id is not null) is { } id
                ? new CrmRecord(Kind, "contact", id)
                : null;
    }

    internal override async Task<string?> FindActivity(CrmSession session, CrmRecord record, Activity activity, CancellationToken cancellation) =>
        (await Ask(session, "Search for the call", HttpMethod.Post, Calls + "/search", json => Search(json, 1, ("hs_call_external_id", activity.CallId)), cancellation))
            .Text("results", "id");

    internal override async Task<string> Create(CrmSession session, CrmRecord record, Activity activity, CancellationToken cancellation) => IdOf(
        await Ask(session, "Writing the call", HttpMethod.Post, Calls, json =>
        {
            Properties(json, session, activity);
            json.WriteStartArray("associations");
            json.WriteStartObject();
            json.WriteStartObject("to");
            json.WriteString("id", record.Id);
            json.WriteEndObject();
            json.WriteStartArray("types");
            json.WriteStartObject();
            json.WriteString("associationCategory", "HUBSPOT_DEFINED");
            json.WriteNumber("associationTypeId", Associations[KindOf(record)!]);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }, cancellation),
        "Writing the call",
        "id");

    internal override Task Update(CrmSession session, string remote, Activity activity, CancellationToken cancellation) => Ask(
        session, "Changing the call", HttpMethod.Patch, $"{Calls}/{Uri.EscapeDataString(remote)}", json => Properties(json, session, activity), cancellation);

    private static void Search(Utf8JsonWriter json, int most, params (string Property, string Value)[] oneOf)
    {
        json.WriteStartArray("filterGroups");
        foreach (var (property, value) in oneOf)
        {
            json.WriteStartObject();
            json.WriteStartArray("filters");
            json.WriteStartObject();
            json.WriteString("propertyName", property);
            json.WriteString("operator", "EQ");
            json.WriteString("value", value);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("limit", most);
    }

    private static void Properties(Utf8JsonWriter json, CrmSession session, Activity activity)
    {
        json.WriteStartObject("properties");
        json.WriteString("hs_timestamp", activity.Start.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        json.WriteString("hs_call_title", activity.Subject);
        json.WriteString("hs_call_body", HtmlText.Of(activity.Text));
        json.WriteString("hs_call_direction", "OUTBOUND");
        json.WriteString("hs_call_status", StatusOf(activity.Outcome));
        json.WriteString("hs_call_duration", ((long)activity.Talked.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        json.WriteString("hs_call_external_id", activity.CallId);
        if (DispositionOf(activity.Outcome) is { } disposition)
            json.WriteString("hs_call_disposition", disposition);
        if (activity.Phone is { } phone)
            json.WriteString("hs_call_to_number", phone.E164);

        // "Only HTTPS, secure URLs will be accepted."
        if (activity.Recording is { Scheme: "https" } recording)
            json.WriteString("hs_call_recording_url", recording.ToString());
        if (session.Option("ownerId") is { } owner)
            json.WriteString("hubspot_owner_id", owner);
        json.WriteEndObject();
    }

    private static string StatusOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered => "COMPLETED",
        CallOutcome.TargetBusy or CallOutcome.AgentBusy => "BUSY",
        CallOutcome.TargetNoAnswer or CallOutcome.AgentNoAnswer or CallOutcome.AgentOffline or CallOutcome.TargetUnreachable => "NO_ANSWER",
        CallOutcome.Canceled or CallOutcome.TargetRejected or CallOutcome.AgentDeclined => "CANCELED",
        _ => "FAILED",
    };

    // The outcomes that every portal begins with, by their internal values.
    private static string? DispositionOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered => "f240bbac-87c9-4f6e-bf70-924b57d47db7",
        CallOutcome.TargetBusy => "9d9162e7-6cf3-4944-bf63-4dff82258764",
        CallOutcome.TargetNoAnswer or CallOutcome.TargetRejected => "73a0d17f-1163-4015-bdd5-ec830791da20",
        CallOutcome.TargetUnreachable => "17b47fee-58de-441e-a44c-c6300d46f273",
        _ => null,
    };
}
