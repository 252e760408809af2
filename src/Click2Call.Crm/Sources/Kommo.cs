using System.Text.Json;
using System.Text.RegularExpressions;
using Click2Call.Accounts;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Intake;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>
/// Kommo (amoCRM) webhooks ("Webhooks: general information", "Webhook format"): form fields in brackets, nothing signed,
/// an answer within two seconds. A new lead tells its id; its contact has the phone.
/// </summary>
internal sealed partial class Kommo : CrmSource, ICrmFetch
{
    public override string Name => "kommo";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("a long random text of yours that stands in the webhook's URL as ?token="),
        CommonSettings.Token("the long-lived token of a private integration"),
        CommonSettings.BaseUrl("your account, such as https://example.kommo.com", needed: true),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Form;

    public override TimeSpan? TimeLimit => TimeSpan.FromSeconds(2);

    public override ICrmFetch Fetch => this;

    public override Proof Verify(WebhookPost post, SourceSetup setup) => SharedSecret.Check(post, setup.Key);

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        var account = body.Field("account[id]");
        var added = body.Form!.Where(pair => pair.Value.Length > 0)
            .Select(pair => (Match: Added().Match(pair.Name), Id: pair.Value))
            .Where(one => one.Match.Success)
            .Select(one => (Kind: one.Match.Groups[1].Value, one.Id, Prefix: one.Match.Value[..^"[id]".Length]))
            .Select(LeadItem (one) => new LeadItem.Named(
                $"{account}/{one.Kind}/{one.Id}", one.Kind, one.Id, TimeText.Read(body.Field(one.Prefix + "[created_at]") ?? body.Field(one.Prefix + "[date_create]"))))
            .ToArray();
        return added.Length > 0 ? LeadReading.Of(added) : LeadReading.Nothing("Not a new lead or contact.");
    }

    public int AtOnce => 2;

    // Seven requests a second ("Limitations"); a lead takes two.
    public TimeSpan Pace => TimeSpan.FromMilliseconds(300);

    async Task<FetchResult> ICrmFetch.Fetch(LeadFetch wanted, SourceSetup setup, CrmHttp http, CancellationToken cancellation)
    {
        var api = CrmApi.Of(setup, http);
        var contactId = wanted.RecordId;
        string? title = null;
        if (wanted.Kind == "leads")
        {
            var lead = await api.Get($"api/v4/leads/{Uri.EscapeDataString(wanted.RecordId)}?with=contacts", cancellation);
            if (!lead.Good)
                return lead.Judge();
            title = lead.Body.Text("name");
            var contacts = lead.Body.At("_embedded", "contacts").Items().ToArray();
            if (contacts.OrderBy(one => one.Text("is_main") == "true" ? 0 : 1).FirstOrDefault().Text("id") is not { } main)
            {
                // People file the lead first and its contact a moment later.
                return new FetchResult.Gone("The lead has no contact.", FetchResult.Filing);
            }

            contactId = main;
        }

        var contact = await api.Get($"api/v4/contacts/{Uri.EscapeDataString(contactId)}", cancellation);
        return contact.Good ? new FetchResult.Found(Lead(contact.Body, title, wanted)) : contact.Judge();
    }

    private CrmLead Lead(JsonElement contact, string? title, LeadFetch wanted) => new()
    {
        Phones = CrmLead.Texts(Values(contact, "PHONE").OrderBy(value => value.Text("enum_code") == "MOB" ? 0 : 1).Select(value => value.Text("value"))),
        Name = contact.Text("name") ?? title,
        Email = Values(contact, "EMAIL").Select(value => value.Text("value")).FirstOrDefault(),
        Record = new CrmRecord(Name, wanted.Kind, wanted.RecordId),
    };

    private static IEnumerable<JsonElement> Values(JsonElement contact, string code) =>
        contact.At("custom_fields_values").Items().Where(field => field.Text("field_code") == code).SelectMany(field => field.At("values").Items());

    [GeneratedRegex(@"\A(leads|contacts)\[add\]\[\d{1,4}\]\[id\]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Added();
}
