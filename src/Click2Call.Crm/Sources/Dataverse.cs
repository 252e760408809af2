using System.Globalization;
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
/// Dataverse and Dynamics 365: a webhook step posts its execution context ("Use webhooks to create external handlers for
/// server events", "Register a webhook"). Authenticated by WebhookKey (<c>?code=</c>), by a header, or by a parameter. Above
/// 256 KB it leaves the record out, which is then read by the Web API.
/// </summary>
internal sealed partial class Dataverse : CrmSource, ICrmFetch
{
    private static readonly string[] PhoneAttributes = ["mobilephone", "telephone1", "telephone2", "address1_telephone1", "telephone3"];
    private readonly DataverseApi api = new();

    public override string Name => "dataverse";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the value that you give the webhook as WebhookKey, HttpHeader or HttpQueryString"),
        new("header", WebhookSettingKind.Text, "the header's name, where the authentication is HttpHeader; else X-Webhook-Token"),
        new("parameter", WebhookSettingKind.Text, "the parameter's name, where the authentication is HttpQueryString; else token"),
        CommonSettings.BaseUrl("your environment, such as https://example.crm.dynamics.com; needed to read records that a message left out, as the next three are"),
        new("tenant", WebhookSettingKind.Text, "the id of the Microsoft Entra tenant (directory) in which the app is registered"),
        new("clientId", WebhookSettingKind.Text, "the application (client) id of an app registration that is an application user of the environment and may read the table"),
        new("clientSecret", WebhookSettingKind.Secret, "a client secret of that app registration") { ForReading = true },
        new("loginUrl", WebhookSettingKind.Address, "where tokens are given, in a national cloud; else https://login.microsoftonline.com"),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Json;

    public override TimeSpan? TimeLimit => TimeSpan.FromSeconds(60);

    public override ICrmFetch Fetch => this;

    public override Proof Verify(WebhookPost post, SourceSetup setup) =>
        setup.Settings.Option("parameter") is { } parameter && post.QueryValue(parameter) is { } shown
            ? Signature.Judge(Signature.IsSecret(shown, setup.Key))
            : SharedSecret.Check(post, setup.Key, setup.Settings.Option("header"));

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        var context = body.Json;
        if (context.Text("MessageName") is not { } message || context.Text("PrimaryEntityId") is not { } id)
            return LeadReading.Lacks("MessageName", "The execution context has no MessageName or no PrimaryEntityId.");

        var target = Attributes(context.At("InputParameters").Items().FirstOrDefault(pair => pair.Text("key") == "Target").At("value", "Attributes"));
        var image = Attributes(context.At("PostEntityImages").Items().FirstOrDefault().At("value", "Attributes"));
        var cut = post.Header("x-ms-dynamics-msg-size-exceeded") is not null && target.Count == 0 && image.Count == 0;
        var rings = message == "Create" || (message == "Update" && setup.Places("phone", PhoneAttributes).Any(target.ContainsKey));
        if (!rings && !(cut && message == "Update"))
            return LeadReading.Nothing("Not a new record.");

        var record = new CrmRecord(Name, context.Text("PrimaryEntityName") ?? "", id);
        var askedAt = Date(context.Text("OperationCreatedOn"));
        if (cut && rings && DataverseApi.IsSetUp(setup.Settings))
            return LeadReading.Of(new LeadItem.Named(EventId(context, message, id), record.Kind, id, askedAt));
        var lead = Lead(name => target.GetValueOrDefault(name) ?? image.GetValueOrDefault(name), setup, record);
        return LeadReading.Of(new LeadItem.Told(EventId(context, message, id), lead with { AskedAt = askedAt, WhyNoPhone = cut ? WhyCut(rings) : null }));
    }

    // Service protection: 6,000 requests in five minutes, 52 at once ("Service protection API limits").
    public int AtOnce => 4;

    public TimeSpan Pace => TimeSpan.FromMilliseconds(50);

    async Task<FetchResult> ICrmFetch.Fetch(LeadFetch wanted, SourceSetup setup, CrmHttp http, CancellationToken cancellation)
    {
        string[] asked = [.. setup.Places("phone"), .. setup.Places("name"), .. setup.Places("email"), .. setup.Places("country"), .. setup.Places("message")];
        var (answer, problem) = await api.Read(wanted, asked, setup, http, cancellation);
        return answer is null ? problem! : new FetchResult.Found(Lead(name => answer.Body.Text(name), setup, new CrmRecord(Name, wanted.Kind, wanted.RecordId)));
    }

    // What changed cannot be told from a message without its parameters: it may have been anything but the phone.
    private static string WhyCut(bool isNew) => isNew
        ? "Dataverse left the record out because the message exceeds 256 KB (x-ms-dynamics-msg-size-exceeded); set baseUrl, tenant, clientId and clientSecret, so that it can be read."
        : "Dataverse left out what was changed because the message exceeds 256 KB (x-ms-dynamics-msg-size-exceeded); choose fewer columns for the step.";

    private static CrmLead Lead(Func<string, string?> value, SourceSetup setup, CrmRecord record)
    {
        string? First(string part, params string[] usual) => setup.Places(part, usual).Select(value).OfType<string>().FirstOrDefault();
        return new CrmLead
        {
            Phones = CrmLead.Texts(setup.Places("phone", PhoneAttributes).Select(value)),
            Name = First("name", "fullname") ?? CrmLead.FullName(value("firstname"), value("lastname")) ?? value("name") ?? value("subject"),
            Email = First("email", "emailaddress1"),
            Country = First("country", "address1_country"),
            Message = First("message", "description"),
            Record = record,
        };
    }

    // Asynchronous steps have a job, which is the OperationId; synchronous ones have only what was correlated.
    private static string EventId(JsonElement context, string message, string id) =>
        context.Text("OperationId") is { } operation && Guid.TryParse(operation, out var job) && job != Guid.Empty
            ? operation
            : $"{context.Text("CorrelationId")}/{message}/{id}";

    private static Dictionary<string, string> Attributes(JsonElement pairs)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs.Items())
        {
            if (pair.Text("key") is { } key && pair.Text("value") is { } text)
                attributes.TryAdd(key, text);
        }

        return attributes;
    }

    private static DateTimeOffset? Date(string? text) =>
        text is not null && Microsoft().Match(text) is { Success: true } match
        && long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and < 253_402_300_799_999
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : TimeText.Read(text);

    [GeneratedRegex(@"\A/Date\((\d{1,15})(?:[+-]\d{4})?\)/\z", RegexOptions.CultureInvariant)]
    private static partial Regex Microsoft();
}
