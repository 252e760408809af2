using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Intake;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>
/// Pipedrive webhooks v1 and v2 ("Guide for Webhooks"), proved by HTTP Basic. Persons tell their phones; leads and deals tell
/// which person they are about, who is then read ("Persons", "Deals" and "Leads" of the API reference).
/// </summary>
internal sealed class Pipedrive : CrmSource, ICrmFetch
{
    public override string Name => "pipedrive";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the password of HTTP Basic that you give the webhook"),
        new("user", WebhookSettingKind.Text, "the user of HTTP Basic that you give the webhook") { Needed = true },
        new("changes", WebhookSettingKind.Text, "whether a changed person whose phone is new rings as well") { OneOf = ["true", "false"] },
        CommonSettings.Token("the API token of a user who sees the persons (Personal preferences, API); needed for leads and deals", needed: false),
        CommonSettings.BaseUrl("where the API is; else https://api.pipedrive.com"),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Json;

    public override TimeSpan? TimeLimit => TimeSpan.FromSeconds(10);

    public override ICrmFetch Fetch => this;

    public override Proof Verify(WebhookPost post, SourceSetup setup) => SharedSecret.CheckBasic(post, setup.Settings.Option("user") ?? "", setup.Key);

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        var meta = body.Json.At("meta");
        var (entity, data, phones) = body.Json.Text("v") == "1"
            ? (meta.Text("object"), body.Json.At("current"), "phone")
            : (meta.Text("entity"), body.Json.At("data"), "phones");
        if (meta.Text("action") is not { } action || entity is null)
            return LeadReading.Lacks("meta.action", "meta must name the action, and the entity or object.");

        var told = new LeadItem.Told(EventId(meta, data, action), Lead(data, phones, entity, meta));
        return action switch
        {
            "create" or "added" when IsAboutSomebody(entity) && told.Lead.Record is { } record && setup.Settings.Secrets.ContainsKey(SourceSetup.Token) =>
                LeadReading.Of(new LeadItem.Named(told.EventId, record.Kind, record.Id, told.Lead.AskedAt) { Person = PersonOf(data) }),
            "create" or "added" => LeadReading.Of(told),
            "change" or "updated" when setup.Settings.Option("changes") == "true" && PhoneIsNew(body.Json, phones) => LeadReading.Of(told),
            _ => LeadReading.Nothing("Not a new record."),
        };
    }

    public int AtOnce => 2;

    // 20 requests in two seconds on the smallest plan ("Rate limiting").
    public TimeSpan Pace => TimeSpan.FromMilliseconds(200);

    async Task<FetchResult> ICrmFetch.Fetch(LeadFetch wanted, SourceSetup setup, CrmHttp http, CancellationToken cancellation)
    {
        var api = new CrmApi(http, CrmApi.Root(setup, "https://api.pipedrive.com"), null, ("x-api-token", setup.Value(SourceSetup.Token) ?? ""));
        if (wanted.Person is not { } person)
        {
            // Deals are read by version 2; leads only version 1 gives one by one.
            var record = await api.Get($"{(wanted.Kind == "lead" ? "v1/leads" : "api/v2/deals")}/{Uri.EscapeDataString(wanted.RecordId)}", cancellation);
            if (!record.Good)
                return record.Judge();
            if (PersonOf(record.Body.At("data")) is not { } added)
                return new FetchResult.Gone($"The {wanted.Kind} has no person.", FetchResult.Filing);
            person = added;
        }

        var answer = await api.Get($"api/v2/persons/{Uri.EscapeDataString(person)}", cancellation);
        return answer.Good
            ? new FetchResult.Found(Lead(answer.Body.At("data"), "phones", "person", default) with { Record = new CrmRecord(Name, wanted.Kind, wanted.RecordId) })
            : answer.Judge();
    }

    private static bool IsAboutSomebody(string entity) => entity is "lead" or "deal";

    // Webhooks and version 2 write the id alone, version 1 may write an object around it.
    private static string? PersonOf(JsonElement data) => data.Text("person_id") ?? data.At("person_id").Text("value");

    // v2 names each event; v1 is known by its record and microsecond.
    private static string EventId(JsonElement meta, JsonElement data, string action) => meta.At("entity").Text() is not null
        ? $"v2/{meta.Text("id") ?? data.Text("id")}"
        : $"v1/{meta.Text("company_id")}/{meta.Text("object")}/{action}/{meta.Text("id") ?? data.Text("id")}/{meta.Text("timestamp_micro") ?? meta.Text("timestamp")}";

    private CrmLead Lead(JsonElement data, string phones, string entity, JsonElement meta)
    {
        var id = meta.Text("entity_id") ?? data.Text("id");
        return new CrmLead
        {
            Phones = CrmLead.Texts(data.At(phones).Items().OrderBy(Rank).Select(phone => phone.Text("value")).Append(data.Text(phones))),
            WhyNoPhone = entity == "person" ? null : WhyNone(entity),
            Name = data.Text("name") ?? CrmLead.FullName(data.Text("first_name"), data.Text("last_name")) ?? data.Text("title"),
            Email = (data.At("emails").Items().Concat(data.At("email").Items()).OrderBy(Rank).Select(email => email.Text("value"))).FirstOrDefault(),
            Country = data.Text("postal_address_country"),
            AskedAt = meta.Time("timestamp"),
            Record = id is null ? null : new CrmRecord(Name, entity, id),
        };
    }

    private static string WhyNone(string entity) => IsAboutSomebody(entity)
        ? $"A webhook of Pipedrive about a {entity} tells no phone number; set token, so that its person can be read."
        : $"A webhook of Pipedrive about a {entity} tells no phone number; choose persons, leads or deals.";

    private static int Rank(JsonElement one) => one.Text("label") == "mobile" ? 0 : one.Text("primary") == "true" ? 1 : 2;

    private static bool PhoneIsNew(JsonElement body, string phones) => body.At("previous", phones).ValueKind is not JsonValueKind.Undefined;
}
