using System.Text.RegularExpressions;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>
/// Elementor Pro forms, action "Webhook" ("Form webhook"): fields by their labels, or with "Advanced data" by id with type,
/// title and value. Nothing is signed, and there is no event id: a hash of the fields and the hour stands for it.
/// </summary>
internal sealed partial class Elementor() : FormTool("a long random text of yours that stands in the webhook's URL as ?token=")
{
    public override string Name => "elementor";

    public override TimeSpan? TimeLimit => TimeSpan.FromSeconds(5);

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        if (body.Form is not { } form || !form.Any(pair => Advanced().IsMatch(pair.Name)))
            return base.Read(body, post, setup);

        var fields = form.Select(pair => (Match: Advanced().Match(pair.Name), pair.Value)).Where(one => one.Match.Success)
            .GroupBy(one => one.Match.Groups[1].Value, StringComparer.Ordinal);
        var pairs = new List<NameValue>();
        string? phone = null;
        foreach (var field in fields)
        {
            string? Of(string part) => field.FirstOrDefault(one => one.Match.Groups[2].Value == part).Value;
            if (Of("value") is not { Length: > 0 } value)
                continue;
            pairs.Add(new NameValue(field.Key, value));
            if (Of("title") is { Length: > 0 } title)
                pairs.Add(new NameValue(title, value));
            if (Of("type") == "tel")
                phone ??= value;
        }

        var told = new FieldMap(setup.Settings).ReadForm(pairs, setup.Now);
        return LeadReading.Of(told with { Lead = told.Lead with { Phones = CrmLead.Texts([phone, .. told.Lead.Phones]) } });
    }

    [GeneratedRegex(@"\Afields\[([^\]]{1,100})\]\[(id|type|title|value|raw_value|required)\]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Advanced();
}
