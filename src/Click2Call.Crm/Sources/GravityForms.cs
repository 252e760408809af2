using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm.Sources;

/// <summary>Gravity Forms Webhooks Add-On ("Webhooks Add-On"): the entry as JSON or form, its fields named by number. The entry's id is the event's.</summary>
internal sealed class GravityForms() : FormTool("a long random text of yours, sent as the request header X-Webhook-Token")
{
    public override string Name => "gravity-forms";

    public override IReadOnlyList<string> NeededFields { get; } = ["phone"];

    protected override IReadOnlyDictionary<string, string[]> Places { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal) { ["event"] = ["id", "entry_id"], ["page"] = ["source_url"] };

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        var reading = base.Read(body, post, setup);
        // Entries are numbered by the site, all forms together; the hash of an entry without number is not.
        var form = body.Form is null ? body.Json.Text("form_id") : body.Field("form_id");
        return reading.Items is [LeadItem.Told told] && !told.EventId.StartsWith("hash:", StringComparison.Ordinal)
            ? LeadReading.Of(told with { EventId = $"{form}/{told.EventId}" })
            : reading;
    }
}
