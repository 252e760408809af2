using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Intake;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>
/// LinkedIn Lead Sync ("Webhook validation", "Lead Forms"): a challenge every two hours, notifications that tell the
/// response's name, signed over the body with a prefix.
/// </summary>
internal sealed class LinkedIn : CrmSource, ICrmFetch
{
    private const string Prefix = "hmacsha256=";
    private const string Asked = "id,submittedAt,testLead,formResponse,form:(id,name,content)";

    public override string Name => "linkedin";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the app's client secret, which signs and answers the challenge"),
        CommonSettings.Token("an access token with the permission r_marketing_leadgen_automation"),
        new("apiVersion", WebhookSettingKind.Text, "the version of the API as a month; else 202506"),
        CommonSettings.BaseUrl("where the API is; else https://api.linkedin.com/rest"),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Json;

    public override ICrmFetch Fetch => this;

    public override WebhookReply? Greet(WebhookPost post, SourceSetup setup)
    {
        if (post.Method != "GET" || post.QueryValue("challengeCode") is not { } code)
            return null;
        if (code.Length > 200 || !code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return WebhookReplies.NotProved(Proof.Wrong);
        var response = Convert.ToHexStringLower(Signature.HmacSha256(Signature.Bytes(setup.Key), Signature.Bytes(code)));
        return WebhookReply.OfJson($$"""{"challengeCode":"{{code}}","challengeResponse":"{{response}}"}""");
    }

    // By the document it is the bare hash over the prefix and the body. The prefix before the hash is taken too; a hash
    // over the body alone is not, although some clients compute it.
    public override Proof Verify(WebhookPost post, SourceSetup setup)
    {
        if (post.Header("X-LI-Signature") is not { } signature)
            return Proof.Missing;
        var given = signature.StartsWith(Prefix, StringComparison.Ordinal) ? signature[Prefix.Length..] : signature;
        return Signature.Judge(setup.Key.Length > 0 && Signature.IsHex(given, Signature.HmacSha256(Signature.Bytes(setup.Key), Signature.Bytes(Prefix), post.Body)));
    }

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        if (body.Json.Text("type") is not "LEAD_ACTION" || body.Json.Text("leadAction") is not "CREATED")
            return LeadReading.Nothing("Not a new lead.");
        return body.Json.Text("leadGenFormResponse") is { } name
            ? LeadReading.Of(new LeadItem.Named(name, "leadFormResponse", name[(name.LastIndexOf(':') + 1)..], body.Json.Time("occurredAt")))
            : LeadReading.Lacks("leadGenFormResponse", "The notification does not name the response.");
    }

    public int AtOnce => 2;

    public TimeSpan Pace => TimeSpan.FromMilliseconds(200);

    async Task<FetchResult> ICrmFetch.Fetch(LeadFetch wanted, SourceSetup setup, CrmHttp http, CancellationToken cancellation)
    {
        var api = CrmApi.Of(setup, http, "https://api.linkedin.com/rest",
            ("LinkedIn-Version", setup.Settings.Option("apiVersion") ?? "202506"), ("X-RestLi-Protocol-Version", "2.0.0"));
        var answer = await api.Get($"leadFormResponses/{Uri.EscapeDataString(wanted.RecordId)}?fields={Asked}", cancellation);
        if (!answer.Good)
            return answer.Judge();
        return answer.Body.Text("testLead") == "true" ? new FetchResult.Gone("It is a test lead.") : new FetchResult.Found(Lead(answer.Body, setup, wanted));
    }

    // Answers name their question by number; the form says what it asked.
    private CrmLead Lead(JsonElement response, SourceSetup setup, LeadFetch wanted)
    {
        var questions = response.At("form", "content").At("questions").Items().Where(question => question.Text("questionId") is not null)
            .DistinctBy(question => question.Text("questionId")).ToDictionary(question => question.Text("questionId")!, StringComparer.Ordinal);
        NameValue[] pairs =
        [
            .. from answer in response.At("formResponse", "answers").Items()
               let text = answer.At("answerDetails", "textQuestionAnswer").Text("answer")
               let question = questions.GetValueOrDefault(answer.Text("questionId") ?? "")
               where text is not null
               select new NameValue(question.Text("predefinedField") ?? question.Text("name") ?? "answer", text),
        ];
        var lead = new FieldMap(setup.Settings, new Dictionary<string, string[]>
        {
            ["phone"] = ["PHONE_NUMBER", "WORK_PHONE_NUMBER"],
            ["email"] = ["EMAIL", "WORK_EMAIL"],
        }).ReadForm(pairs, setup.Now).Lead;
        return lead with { AskedAt = response.Time("submittedAt"), Record = new CrmRecord(Name, "leadFormResponse", wanted.RecordId) };
    }
}
