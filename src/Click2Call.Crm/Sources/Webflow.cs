using Click2Call.Accounts;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm.Sources;

/// <summary>Webflow form submissions ("Working with webhooks", "form_submission"): the form's labels and values, signed with the time.</summary>
internal sealed class Webflow : CrmSource
{
    public override string Name => "webflow";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the webhook's secret key; for one that an app made, the app's client secret"),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Json;

    public override bool SignsTime => true;

    public override Proof Verify(WebhookPost post, SourceSetup setup)
    {
        if (post.Header("x-webflow-signature") is not { } signature || post.Header("x-webflow-timestamp") is not { } timestamp)
            return Proof.Missing;
        var expected = Signature.HmacSha256(Signature.Bytes(setup.Key), Signature.Bytes(timestamp + ":"), post.Body);
        if (setup.Key.Length == 0 || !Signature.IsHex(signature, expected))
            return Proof.Wrong;
        return Signature.IsOfNow(timestamp, milliseconds: true, setup.Now) ? Proof.Valid : Proof.Stale;
    }

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        if (body.Json.Text("triggerType") is not "form_submission")
            return LeadReading.Nothing("Not a form submission.");
        var payload = body.Json.At("payload");
        if (payload.Text("id") is not { } id)
            return LeadReading.Lacks("payload.id", "The submission has no id.");
        var lead = new FieldMap(setup.Settings).ReadJson(payload.At("data"), setup.Now).Lead;
        return LeadReading.Of(new LeadItem.Told(id, lead with { AskedAt = payload.Time("submittedAt"), Page = lead.Page ?? payload.Text("name") }));
    }
}
