using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>Typeform webhooks ("Webhooks API", "Secure your webhooks"): one response a post, signed.</summary>
internal sealed class Typeform : CrmSource
{
    public override string Name => "typeform";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the secret that you give the webhook"),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Json;

    public override TimeSpan? TimeLimit => TimeSpan.FromSeconds(30);

    public override Proof Verify(WebhookPost post, SourceSetup setup) => BodySignature.Base64.Check(post, "Typeform-Signature", "sha256=", setup.Key);

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        var response = body.Json.At("form_response");
        if ((body.Json.Text("event_id") ?? response.Text("token")) is not { } id)
            return LeadReading.Lacks("event_id", "The post has no event_id.");

        var titles = response.At("definition", "fields").Items()
            .Where(field => field.Text("id") is not null).DistinctBy(field => field.Text("id"))
            .ToDictionary(field => field.Text("id")!, field => field.Text("title"), StringComparer.Ordinal);
        var answers = response.At("answers").Items().ToArray();
        NameValue[] pairs =
        [
            .. answers.SelectMany(answer => Pairs(answer, titles)),
            .. response.At("hidden").Members().Where(member => member.Value.Text() is not null).Select(member => new NameValue(member.Name, member.Value.Text()!)),
        ];
        var guessed = new FieldMap(setup.Settings).ReadForm(pairs, setup.Now).Lead;
        return LeadReading.Of(new LeadItem.Told(id, guessed with
        {
            Phones = CrmLead.Texts([.. answers.Select(answer => answer.Text("phone_number")), .. guessed.Phones]),
            Email = answers.Select(answer => answer.Text("email")).OfType<string>().FirstOrDefault() ?? guessed.Email,
            AskedAt = response.Time("submitted_at"),
        }));
    }

    // Found by the field's reference, which the form's author chooses, and by its question.
    private static IEnumerable<NameValue> Pairs(JsonElement answer, Dictionary<string, string?> titles)
    {
        var value = answer.Text(answer.Text("type") ?? "") ?? answer.At("choice").Text("label");
        if (value is null)
            yield break;
        if (answer.At("field").Text("ref") is { } reference)
            yield return new NameValue(reference, value);
        if (answer.At("field").Text("id") is { } id && titles.GetValueOrDefault(id) is { } title)
            yield return new NameValue(title, value);
    }
}
