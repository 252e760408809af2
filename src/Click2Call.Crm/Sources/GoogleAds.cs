using Click2Call.Accounts;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>Google Ads lead forms ("Lead form extensions webhook: implementation"): proved by the key in the body. Test leads are acknowledged and call nobody.</summary>
internal sealed class GoogleAds : CrmSource
{
    public override string Name => "google-ads";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("the key that you write beside the webhook URL in the lead form"),
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Json;

    public override WebhookReply Received { get; } = WebhookReply.OfJson("{}");

    public override Proof Verify(WebhookPost post, SourceSetup setup) => post.Read(Forms).Json.Text("google_key") is { } key
        ? Signature.Judge(Signature.IsSecret(key, setup.Key))
        : Proof.Missing;

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        if (body.Json.Text("is_test") == "true")
            return LeadReading.Nothing("A test lead.");
        if (body.Json.Text("lead_id") is not { } id)
            return LeadReading.Lacks("lead_id", "The lead has no lead_id.");

        var columns = body.Json.At("user_column_data").Items()
            .Select(column => new NameValue(column.Text("column_id") ?? column.Text("column_name") ?? "", column.Text("string_value") ?? ""))
            .Where(column => column.Value.Length > 0).ToArray();
        string? Column(string name) => columns.FirstOrDefault(column => column.Name == name)?.Value;
        return LeadReading.Of(new LeadItem.Told(id, new CrmLead
        {
            Phones = CrmLead.Texts(Column("PHONE_NUMBER"), Column("WORK_PHONE")),
            Name = Column("FULL_NAME") ?? CrmLead.FullName(Column("FIRST_NAME"), Column("LAST_NAME")),
            Email = Column("EMAIL") ?? Column("WORK_EMAIL"),
            Country = Column("COUNTRY"),
            Fields = [.. columns, new NameValue("form_id", body.Json.Text("form_id") ?? ""), new NameValue("campaign_id", body.Json.Text("campaign_id") ?? "")],
        }));
    }
}
