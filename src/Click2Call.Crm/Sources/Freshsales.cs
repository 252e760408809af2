namespace Click2Call.Crm.Sources;

/// <summary>
/// Freshsales (Freshworks CRM): the webhook of a workflow, whose method, headers and JSON the user writes ("Triggering
/// webhooks from workflows"). It signs nothing; a header of ours does.
/// </summary>
internal sealed class Freshsales() : FormTool("a long random text of yours, sent as the custom header X-Webhook-Token")
{
    public override string Name => "freshsales";

    protected override IReadOnlyDictionary<string, string[]> Places { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["phone"] = ["mobile_number", "work_number", "phone", "/contact/mobile_number", "/contact/work_number", "/lead/mobile_number", "/lead/work_number"],
        ["event"] = ["event_id"],
    };
}
