using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Intake;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>
/// Meta lead ads (Facebook, Instagram): the webhook field <c>leadgen</c> tells ids ("Webhooks for Leads", "Retrieving
/// leads"); a challenge sets it up, the app secret signs.
/// </summary>
internal sealed class Meta : CrmSource, ICrmFetch
{
    // Too many calls: of the app, the user, the page, the custom rate, the page's business use case ("Rate limits").
    private static readonly string[] RateCodes = ["4", "17", "32", "613", "80001", "80005"];

    public override string Name => "meta";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the app secret, which signs"),
        new("verifyToken", WebhookSettingKind.Secret, "a random text of yours that you enter as Verify Token") { Needed = true },
        CommonSettings.Token("a long-lived page access token with the permission leads_retrieval"),
        new("pages", WebhookSettingKind.Texts, "the ids of the pages that may send; else any whose post is signed"),
        CommonSettings.BaseUrl("where the Graph API is; else https://graph.facebook.com/v23.0"),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Json;

    public override ICrmFetch Fetch => this;

    public override WebhookReply? Greet(WebhookPost post, SourceSetup setup)
    {
        if (post.Method != "GET" || post.QueryValue("hub.mode") != "subscribe")
            return null;
        var challenge = post.QueryValue("hub.challenge") ?? "";
        return Signature.IsSecret(post.QueryValue("hub.verify_token"), setup.Value("verifyToken") ?? "") && challenge.Length <= 200 && challenge.All(char.IsAsciiLetterOrDigit)
            ? new WebhookReply(200, "text/plain; charset=utf-8", challenge)
            : WebhookReplies.NotProved(Proof.Wrong);
    }

    public override Proof Verify(WebhookPost post, SourceSetup setup) => BodySignature.Hex.Check(post, "X-Hub-Signature-256", "sha256=", setup.Key);

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        if (body.Json.At("entry").ValueKind != JsonValueKind.Array)
            return LeadReading.Lacks("entry", "The post has no list entry.");
        return LeadReading.Of(body.Json.At("entry").Items().SelectMany(entry => entry.At("changes").Items()).Select(change => Change(change, setup)));
    }

    public int AtOnce => 4;

    public TimeSpan Pace => TimeSpan.FromMilliseconds(100);

    async Task<FetchResult> ICrmFetch.Fetch(LeadFetch wanted, SourceSetup setup, CrmHttp http, CancellationToken cancellation)
    {
        var api = CrmApi.Of(setup, http, "https://graph.facebook.com/v23.0");
        var answer = await api.Get($"{Uri.EscapeDataString(wanted.RecordId)}?fields=created_time,field_data,form_id", cancellation);
        if (!answer.Good)
            return Judge(answer);
        NameValue[] pairs = [.. answer.Body.At("field_data").Items().Select(field => new NameValue(field.Text("name") ?? "", field.At("values").Items().FirstOrDefault().Text() ?? ""))];
        var lead = new FieldMap(setup.Settings).ReadForm(pairs, setup.Now).Lead;
        return new FetchResult.Found(lead with { AskedAt = answer.Body.Time("created_time"), Record = new CrmRecord(Name, "leadgen", wanted.RecordId) });
    }

    private static LeadItem Change(JsonElement change, SourceSetup setup)
    {
        var value = change.At("value");
        if (change.Text("field") != "leadgen" || value.Text("leadgen_id") is not { } id)
            return new LeadItem.PassedOver("Not a lead.");
        return setup.Settings.All("pages") is { Count: > 0 } pages && !pages.Contains(value.Text("page_id"))
            ? new LeadItem.PassedOver("A lead of another page.")
            : new LeadItem.Named(id, "leadgen", id, value.Time("created_time"));
    }

    private static FetchResult Judge(CrmAnswer answer)
    {
        var error = answer.Body.At("error");
        if (error.Text("code") is { } code && RateCodes.Contains(code))
            return new FetchResult.Later($"It asks for patience (error {code}).", answer.RetryAfter ?? TimeSpan.FromMinutes(5));

        // Subcode 33 "does not exist, cannot be loaded due to missing permissions": a permission may be put right, as a token may.
        return error.Text("code") == "100"
            ? new FetchResult.Later("The lead is not at Meta any more, or the token may not read it (error 100).", answer.RetryAfter)
            : answer.Judge();
    }
}
