using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Intake;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>
/// Bitrix24 outgoing webhooks and events ("Events", "crm.lead.get", "OnExternalCallBackStart"): form fields with an
/// <c>application_token</c>; new leads and contacts tell ids, the callback form tells the number.
/// </summary>
internal sealed class Bitrix24 : CrmSource, ICrmFetch
{
    public override string Name => "bitrix24";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the application token of the outgoing webhook or app"),
        CommonSettings.Token("user id and code of an inbound webhook with the scope crm, as they stand in its address: 1/abcdef"),
        CommonSettings.BaseUrl("your Bitrix24, such as https://example.bitrix24.com", needed: true),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Form;

    public override ICrmFetch Fetch => this;

    public override Proof Verify(WebhookPost post, SourceSetup setup) => post.Read(Forms).Field("auth[application_token]") is { Length: > 0 } token
        ? Signature.Judge(Signature.IsSecret(token, setup.Key))
        : Proof.Missing;

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        var member = body.Field("auth[member_id]");
        var at = TimeText.Read(body.Field("ts"));
        return body.Field("event")?.ToUpperInvariant() switch
        {
            null => LeadReading.Lacks("event", "The field event is missing."),
            "ONCRMLEADADD" => Added("lead"),
            "ONCRMCONTACTADD" => Added("contact"),
            "ONEXTERNALCALLBACKSTART" => LeadReading.Of(Callback(body, member, at)),
            _ => LeadReading.Nothing("Not a new lead or contact."),
        };

        // A record is added once, whatever the number of deliveries.
        LeadReading Added(string kind) => body.Field("data[FIELDS][ID]") is { Length: > 0 } id
            ? LeadReading.Of(new LeadItem.Named($"{member}/{kind}/{id}", kind, id, at))
            : LeadReading.Lacks("data[FIELDS][ID]", "The field data[FIELDS][ID] is missing.");
    }

    public int AtOnce => 1;

    // Two requests a second on every plan ("Limits of the REST API").
    public TimeSpan Pace => TimeSpan.FromMilliseconds(500);

    async Task<FetchResult> ICrmFetch.Fetch(LeadFetch wanted, SourceSetup setup, CrmHttp http, CancellationToken cancellation)
    {
        // The token is part of the address.
        var api = new CrmApi(http, $"{CrmApi.Root(setup)}/rest/{setup.Value(SourceSetup.Token)?.Trim('/')}", null);
        var answer = await api.Get($"crm.{wanted.Kind}.get?id={Uri.EscapeDataString(wanted.RecordId)}", cancellation);
        if (!answer.Good)
            return Judge(answer);
        var record = answer.Body.At("result");
        if (record.At("PHONE").ValueKind != JsonValueKind.Array && wanted.Kind == "lead" && record.Text("CONTACT_ID") is { } contact and not "0")
        {
            // A lead of somebody known has no number of its own.
            answer = await api.Get($"crm.contact.get?id={Uri.EscapeDataString(contact)}", cancellation);
            if (!answer.Good)
                return Judge(answer);
            record = answer.Body.At("result");
        }

        return new FetchResult.Found(new CrmLead
        {
            Phones = CrmLead.Texts(record.At("PHONE").Items().OrderBy(phone => phone.Text("VALUE_TYPE") == "MOBILE" ? 0 : 1).Select(phone => phone.Text("VALUE"))),
            Name = CrmLead.FullName(record.Text("NAME"), record.Text("LAST_NAME")) ?? record.Text("TITLE"),
            Email = record.At("EMAIL").Items().Select(email => email.Text("VALUE")).FirstOrDefault(),
            Country = record.Text("ADDRESS_COUNTRY_CODE") ?? record.Text("ADDRESS_COUNTRY"),
            Message = record.Text("COMMENTS"),
            Record = new CrmRecord(Name, wanted.Kind, wanted.RecordId),
        });
    }

    private static FetchResult Judge(CrmAnswer answer) => answer.Body.Text("error") switch
    {
        "QUERY_LIMIT_EXCEEDED" => new FetchResult.Later("It asks for patience (QUERY_LIMIT_EXCEEDED).", answer.RetryAfter ?? TimeSpan.FromSeconds(2)),
        _ when answer.Status == 400 && answer.Body.Text("error_description") == "Not found" => new FetchResult.Gone("The record is not in Bitrix24.", FetchResult.Lagging),
        _ => answer.Judge(),
    };

    private LeadItem.Told Callback(PostBody body, string? member, DateTimeOffset? at)
    {
        var phone = body.Field("data[PHONE_NUMBER]");
        var (kind, id) = (body.Field("data[CRM_ENTITY_TYPE]"), body.Field("data[CRM_ENTITY_ID]"));
        var what = Convert.ToHexStringLower(Signature.Sha256(Signature.Bytes($"{phone}|{kind}|{id}|{body.Field("ts")}")));
        return new LeadItem.Told($"{member}/callback/{what}", new CrmLead
        {
            Phones = CrmLead.Texts(phone),
            Message = body.Field("data[TEXT]"),
            AskedAt = at,
            Record = kind is { Length: > 0 } && id is { Length: > 0 } ? new CrmRecord(Name, kind.ToLowerInvariant(), id) : null,
        });
    }
}
