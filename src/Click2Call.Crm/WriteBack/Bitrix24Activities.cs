using System.Globalization;
using System.Text.Json;
using Click2Call.Crm.Fetching;
using Click2Call.Events;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Crm.WriteBack;

/// <summary>
/// Activities of Bitrix24 (REST, <c>crm.activity.add</c>), found again by <c>ORIGINATOR_ID</c> and <c>ORIGIN_ID</c>. An inbound
/// webhook's token is part of its address.
/// </summary>
/// <param name="http">Asks.</param>
/// <param name="secrets">The webhook's token.</param>
public sealed class Bitrix24Activities(CrmHttp http, ISecrets secrets) : CrmClient(http, secrets)
{
    private const string Originator = "click2call";

    // crm.enum.ownertype
    private static readonly Dictionary<string, int> Owners = new() { ["lead"] = 1, ["deal"] = 2, ["contact"] = 3, ["company"] = 4 };

    /// <inheritdoc/>
    public override string Kind => "bitrix24";

    internal override async Task<CrmSession> Open(WriteBackSettings settings, CancellationToken cancellation) => new(
        new Uri(CrmSession.BaseOf(settings.BaseUrl, "https://missing.invalid"), Uri.EscapeDataString(await Secret(settings, "token", cancellation)) + "/"), null, settings.Options);

    internal override bool Known(CrmRecord? record) => KindOf(record) is { } kind && Owners.ContainsKey(kind);

    internal override async Task<CrmRecord?> FindRecord(CrmSession session, Activity activity, CancellationToken cancellation)
    {
        var found = await Call(session, "Search for the lead", "crm.duplicate.findbycomm", json =>
        {
            json.WriteString("type", "PHONE");
            json.WriteStartArray("values");
            json.WriteStringValue(activity.Phone!.E164);
            json.WriteEndArray();
        }, cancellation);

        // Leads first: it is a lead that was called. Of several the newest, which are last.
        foreach (var kind in new[] { "LEAD", "CONTACT", "COMPANY" })
        {
            if (found.At("result") is { ValueKind: JsonValueKind.Object } result
                && result.TryGetProperty(kind, out var ids) && ids.ValueKind == JsonValueKind.Array && ids.GetArrayLength() > 0)
            {
                return new CrmRecord(Kind, kind.ToLowerInvariant(), ids[ids.GetArrayLength() - 1].ToString());
            }
        }

        return null;
    }

    internal override async Task<string?> FindActivity(CrmSession session, CrmRecord record, Activity activity, CancellationToken cancellation) =>
        (await Call(session, "Search for the activity", "crm.activity.list", json =>
        {
            json.WriteStartObject("filter");
            json.WriteString("ORIGINATOR_ID", Originator);
            json.WriteString("ORIGIN_ID", activity.CallId);
            json.WriteEndObject();
            json.WriteStartArray("select");
            json.WriteStringValue("ID");
            json.WriteEndArray();
        }, cancellation)).Text("result", "ID");

    internal override async Task<string> Create(CrmSession session, CrmRecord record, Activity activity, CancellationToken cancellation) => IdOf(
        await Call(session, "Writing the activity", "crm.activity.add", json =>
        {
            var owner = Owners[KindOf(record)!];
            json.WriteStartObject("fields");
            json.WriteNumber("OWNER_TYPE_ID", owner);
            json.WriteString("OWNER_ID", record.Id);
            json.WriteNumber("TYPE_ID", 2);
            json.WriteNumber("DIRECTION", 2);
            json.WriteString("ORIGINATOR_ID", Originator);
            json.WriteString("ORIGIN_ID", activity.CallId);
            json.WriteStartArray("COMMUNICATIONS");
            json.WriteStartObject();
            json.WriteString("TYPE", "PHONE");
            json.WriteString("VALUE", activity.Phone?.E164 ?? "");
            json.WriteNumber("ENTITY_TYPE_ID", owner);
            json.WriteString("ENTITY_ID", record.Id);
            json.WriteEndObject();
            json.WriteEndArray();
            if (session.Option("responsibleId") is { } responsible)
                json.WriteString("RESPONSIBLE_ID", responsible);
            Content(json, activity);
            json.WriteEndObject();
        }, cancellation),
        "Writing the activity",
        "result");

    internal override Task Update(CrmSession session, string remote, Activity activity, CancellationToken cancellation) =>
        Call(session, "Changing the activity", "crm.activity.update", json =>
        {
            json.WriteString("id", remote);
            json.WriteStartObject("fields");
            Content(json, activity);
            json.WriteEndObject();
        }, cancellation);

    private static void Content(Utf8JsonWriter json, Activity activity)
    {
        json.WriteString("SUBJECT", activity.Subject);
        json.WriteString("DESCRIPTION", activity.Text);
        json.WriteNumber("DESCRIPTION_TYPE", 1);
        json.WriteString("COMPLETED", "Y");
        json.WriteString("START_TIME", Time(activity.Start));
        json.WriteString("END_TIME", Time(activity.End));
    }

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    // A method that failed may say so in a success: {"error": …}.
    private async Task<CrmAnswer> Call(CrmSession session, string what, string method, Action<Utf8JsonWriter> body, CancellationToken cancellation)
    {
        var reply = await Ask(session, what, HttpMethod.Post, method + ".json", body, cancellation);
        return reply.Text("error") is { } error ? throw new CrmRefusedException(reply with { Problem = Short(error) + "." }, what) : reply;
    }

    private static string Short(string word) => word.Length > 60 ? word[..60] : word;
}
