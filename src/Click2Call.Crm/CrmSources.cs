using Click2Call.Crm.Sources;

namespace Click2Call.Crm;

/// <summary>All sources, one line for each file in <c>Sources</c>.</summary>
public static class CrmSources
{
    /// <summary>The sources.</summary>
    public static IReadOnlyList<CrmSource> All { get; } =
    [
        new HubSpot(),
        new Salesforce(),
        new Pipedrive(),
        new Zoho(),
        new Dataverse(),
        new Bitrix24(),
        new Kommo(),
        new Monday(),
        new Freshsales(),
        new Typeform(),
        new Webflow(),
        new GoogleAds(),
        new Meta(),
        new LinkedIn(),
        new GravityForms(),
        new Elementor(),
        new ContactForm7(),
        new Twilio(),
        new StandardWebhooks(),
        new Generic(),
    ];

    /// <summary>The source of that name; null when there is none.</summary>
    public static CrmSource? Find(string? name) => All.FirstOrDefault(source => source.Name == name);
}
