using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Intake;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>
/// Zoho CRM: the webhook of a workflow rule, whose fields the user chooses, and notifications of a watched channel
/// ("Notification APIs"), which tell ids and the channel's token.
/// </summary>
internal sealed class Zoho : CrmSource, ICrmFetch
{
    private static readonly Dictionary<string, string[]> Places = new(StringComparer.Ordinal)
    {
        ["phone"] = ["Mobile", "Phone", "Home_Phone"],
        ["name"] = ["Full_Name"],
        ["event"] = ["event_id"],
    };

    private readonly AccessTokens tokens = new();

    public override string Name => "zoho";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("a random text of yours of at most 50 characters: the token of the channel, or ?token= in the URL of the workflow's webhook"),
        CommonSettings.Token("the OAuth refresh token with the scope ZohoCRM.modules.READ; needed for watched channels", needed: false),
        new("clientId", WebhookSettingKind.Secret, "the client id that the refresh token belongs to") { ForReading = true },
        new("clientSecret", WebhookSettingKind.Secret, "the client secret that the refresh token belongs to") { ForReading = true },
        CommonSettings.BaseUrl("the API domain of your data centre; else https://www.zohoapis.com"),
        new("accountsUrl", WebhookSettingKind.Address, "the accounts server of your data centre; else https://accounts.zoho.com"),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Json | BodyForms.Form;

    public override ICrmFetch Fetch => this;

    public override Proof Verify(WebhookPost post, SourceSetup setup)
    {
        var shown = SharedSecret.Check(post, setup.Key);
        var token = post.Read(Forms).Json.Text("token");
        return shown == Proof.Missing && token is not null ? Signature.Judge(Signature.IsSecret(token, setup.Key)) : shown;
    }

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        if (body.Json.At("ids").ValueKind != JsonValueKind.Array)
            return new FieldMap(setup.Settings, Places).Read(body, setup.Now);
        if (body.Json.Text("module") is not { } module)
            return LeadReading.Lacks("module", "A notification names its module.");
        return body.Json.Text("operation") == "insert"
            ? LeadReading.Of(body.Json.At("ids").Items().Select(id => id.Text()).OfType<string>()
                .Select(id => new LeadItem.Named($"{module}/insert/{id}", module, id, body.Json.Time("server_time"))))
            : LeadReading.Nothing("Not a new record.");
    }

    public int AtOnce => 5;

    public TimeSpan Pace => TimeSpan.FromMilliseconds(100);

    async Task<FetchResult> ICrmFetch.Fetch(LeadFetch wanted, SourceSetup setup, CrmHttp http, CancellationToken cancellation)
    {
        if (setup.Value(SourceSetup.Token) is not { } refresh)
            return new FetchResult.Later("The webhook's settings name no token to read records with.");
        var (token, problem) = await tokens.Get(refresh, setup.Now, () => http.Post(TokenAddress(setup), Credentials(setup, refresh), cancellation));
        if (token is null)
            return problem!;
        var api = new CrmApi(http, CrmApi.Root(setup, "https://www.zohoapis.com"), $"Zoho-oauthtoken {token}");
        var answer = await api.Get($"crm/v6/{Uri.EscapeDataString(wanted.Kind)}/{Uri.EscapeDataString(wanted.RecordId)}", cancellation);
        if (answer.Status == 401)
            tokens.Forget(refresh);
        if (!answer.Good)
            return answer.Judge();
        var record = answer.Body.At("data").Items().FirstOrDefault();
        return new FetchResult.Found(new CrmLead
        {
            Phones = CrmLead.Texts(Places["phone"].Select(name => record.Text(name))),
            Name = record.Text("Full_Name") ?? CrmLead.FullName(record.Text("First_Name"), record.Text("Last_Name")),
            Email = record.Text("Email"),
            Country = record.Text("Country") ?? record.Text("Mailing_Country"),
            Message = record.Text("Description"),
            Record = new CrmRecord(Name, wanted.Kind, wanted.RecordId),
        });
    }

    private static Uri TokenAddress(SourceSetup setup) => new((setup.Settings.Option("accountsUrl") ?? "https://accounts.zoho.com").TrimEnd('/') + "/oauth/v2/token");

    // "Refresh Access Tokens".
    private static IEnumerable<KeyValuePair<string, string>> Credentials(SourceSetup setup, string refresh) =>
    [
        new("grant_type", "refresh_token"),
        new("refresh_token", refresh),
        new("client_id", setup.Value("clientId") ?? ""),
        new("client_secret", setup.Value("clientSecret") ?? ""),
    ];
}
