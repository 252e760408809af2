using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Intake;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>
/// HubSpot: events of an app ("Webhooks API"), which tell ids, and the action "Send a webhook" of a workflow, which tells
/// the whole contact. Signatures v1, v2 and v3 ("Request validation").
/// </summary>
internal sealed class HubSpot : CrmSource, ICrmFetch
{
    private const string Asked = "phone,mobilephone,firstname,lastname,name,email,country,message";
    private static readonly string[] PhoneProperties = ["mobilephone", "phone"];

    public override string Name => "hubspot";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the app's client secret, which signs"),
        CommonSettings.Token("the access token of a private app with the scope crm.objects.contacts.read; needed for events of an app", needed: false),
        new("portals", WebhookSettingKind.Texts, "the ids of the accounts (portals) that may send; else any whose post is signed"),
        new("properties", WebhookSettingKind.Texts, "the properties whose change rings; else phone and mobilephone"),
        CommonSettings.BaseUrl("where the API is; else https://api.hubapi.com"),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Json;

    public override TimeSpan? TimeLimit => TimeSpan.FromSeconds(5);

    public override bool SignsTime => true;

    public override ICrmFetch Fetch => this;

    public override Proof Verify(WebhookPost post, SourceSetup setup)
    {
        if (post.Header("X-HubSpot-Signature-v3") is { } v3)
            return VerifyV3(post, setup, v3);
        if (post.Header("X-HubSpot-Signature") is not { } signature)
            return Proof.Missing;
        ReadOnlyMemory<byte> secret = Signature.Bytes(setup.Key);
        var expected = post.Header("X-HubSpot-Signature-Version") == "v2"
            ? Signature.Sha256(secret, Signature.Bytes(post.Method + post.Url), post.Body)
            : Signature.Sha256(secret, post.Body);
        return Signature.Judge(setup.Key.Length > 0 && Signature.IsHex(signature, expected));
    }

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup) => body.Json.ValueKind == JsonValueKind.Array
        ? LeadReading.Of(body.Json.Items().Select(item => Event(item, setup)))
        : LeadReading.Of(Workflow(post, body.Json, setup));

    public int AtOnce => 4;

    // 100 reads in 10 s are the least that any account has ("API usage guidelines and limits").
    public TimeSpan Pace => TimeSpan.FromMilliseconds(100);

    async Task<FetchResult> ICrmFetch.Fetch(LeadFetch wanted, SourceSetup setup, CrmHttp http, CancellationToken cancellation)
    {
        var api = CrmApi.Of(setup, http, "https://api.hubapi.com");
        var answer = await api.Get($"crm/v3/objects/{Uri.EscapeDataString(wanted.Kind)}/{Uri.EscapeDataString(wanted.RecordId)}?properties={Asked}", cancellation);
        return answer.Good
            ? new FetchResult.Found(Lead(answer.Body.At("properties"), new CrmRecord(Name, wanted.Kind, wanted.RecordId)))
            : answer.Judge();
    }

    private static Proof VerifyV3(WebhookPost post, SourceSetup setup, string signature)
    {
        if (post.Header("X-HubSpot-Request-Timestamp") is not { } timestamp)
            return Proof.Missing;
        var expected = Signature.HmacSha256(
            Signature.Bytes(setup.Key), Signature.Bytes(post.Method + Decoded(post.Url)), post.Body, Signature.Bytes(timestamp));
        if (setup.Key.Length == 0 || !Signature.IsBase64(signature, expected))
            return Proof.Wrong;
        return Signature.IsOfNow(timestamp, milliseconds: true, setup.Now) ? Proof.Valid : Proof.Stale;
    }

    // The characters that HubSpot decodes in the address before it signs it ("Validate the v3 request signature").
    private static string Decoded(string url)
    {
        ReadOnlySpan<(string Code, string Text)> decoded =
        [
            ("%3A", ":"), ("%2F", "/"), ("%3F", "?"), ("%40", "@"), ("%21", "!"), ("%24", "$"),
            ("%27", "'"), ("%28", "("), ("%29", ")"), ("%2A", "*"), ("%2C", ","), ("%3B", ";"),
        ];
        foreach (var (code, text) in decoded)
            url = url.Replace(code, text, StringComparison.OrdinalIgnoreCase);
        return url;
    }

    private static LeadItem Event(JsonElement item, SourceSetup setup)
    {
        if (item.Text("objectId") is not { } id || item.Text("subscriptionType") is not { } type)
            return new LeadItem.PassedOver("An event without objectId or subscriptionType.");
        var portal = item.Text("portalId");
        if (setup.Settings.All("portals") is { Count: > 0 } portals && !portals.Contains(portal))
            return new LeadItem.PassedOver("An event of another portal.");
        if (Kind(item, type) is not { } kind || !Rings(item, type, setup))
            return new LeadItem.PassedOver("An event that is not a new contact.");

        // An eventId is not unique by itself, and attemptNumber differs from try to try ("Webhook payloads").
        return new LeadItem.Named($"{portal}/{type}/{id}/{item.Text("eventId")}/{item.Text("propertyName")}", kind, id, item.Time("occurredAt"));
    }

    private static string? Kind(JsonElement item, string type) => type.Split('.')[0] switch
    {
        "contact" => "contacts",
        "company" => "companies",
        "object" => item.Text("objectTypeId") switch { "0-1" => "contacts", "0-2" => "companies", _ => null },
        _ => null,
    };

    private static bool Rings(JsonElement item, string type, SourceSetup setup)
    {
        if (type.EndsWith(".creation", StringComparison.Ordinal))
            return true;
        var properties = setup.Settings.All("properties") is { Count: > 0 } told ? told : PhoneProperties;
        return type.EndsWith(".propertyChange", StringComparison.Ordinal)
            && item.Text("propertyName") is { } property && properties.Contains(property) && item.Text("propertyValue") is not null;
    }

    private LeadItem.Told Workflow(WebhookPost post, JsonElement body, SourceSetup setup)
    {
        var id = body.Text("vid") ?? body.Text("objectId") ?? body.Text("id") ?? Property(body.At("properties"), "hs_object_id");
        var hash = Convert.ToHexStringLower(Signature.Sha256(post.Body));
        var mapped = new FieldMap(setup.Settings).ReadJson(body, setup.Now).Lead;
        var lead = Lead(body.At("properties"), id is null ? null : new CrmRecord(Name, "contacts", id));
        return new LeadItem.Told($"workflow/{body.Text("portal-id")}/{id}/{hash}", lead.Phones.Count > 0 ? lead : mapped with { Record = lead.Record, Name = lead.Name ?? mapped.Name });
    }

    private static CrmLead Lead(JsonElement properties, CrmRecord? record) => new()
    {
        Phones = CrmLead.Texts(PhoneProperties.Select(name => Property(properties, name))),
        Name = CrmLead.FullName(Property(properties, "firstname"), Property(properties, "lastname")) ?? Property(properties, "name"),
        Email = Property(properties, "email"),
        Country = Property(properties, "country"),
        Message = Property(properties, "message"),
        Record = record,
    };

    // A workflow nests the value, the API does not.
    private static string? Property(JsonElement properties, string name) => properties.At(name) is { ValueKind: JsonValueKind.Object } nested ? nested.Text("value") : properties.Text(name);
}
