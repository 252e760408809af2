using System.Xml.Linq;
using Click2Call.Accounts;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Orders;

namespace Click2Call.Crm.Sources;

/// <summary>
/// Salesforce outbound messages: SOAP with 1 to 100 notifications ("Outbound Messaging" in the SOAP API Developer Guide).
/// Nothing is signed: the address holds a secret, and the organization's id is on the list. A notification keeps its Id
/// through all retries of a day, which come in any order.
/// </summary>
internal sealed class Salesforce : CrmSource
{
    private const string Ack =
        """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>""";

    private static readonly XNamespace Outbound = "http://soap.sforce.com/2005/09/outbound";
    private static readonly XName Type = XName.Get("type", "http://www.w3.org/2001/XMLSchema-instance");
    private static readonly string[] PhoneFields = ["MobilePhone", "Phone", "HomePhone", "OtherPhone", "PersonMobilePhone"];

    public override string Name => "salesforce";

    public override IReadOnlyList<WebhookSetting> Settings { get; } =
    [
        CommonSettings.Secret("a long random text of yours that stands in the endpoint URL as ?token="),
        new("organizations", WebhookSettingKind.Texts, "the ids of the organizations that may send (Setup, Company Information; 15 or 18 characters)") { Needed = true },
        CommonSettings.Region,
    ];

    public override BodyForms Forms => BodyForms.Xml;

    public override WebhookReply Received { get; } = new(200, "text/xml; charset=utf-8", Ack);

    public override Proof Verify(WebhookPost post, SourceSetup setup)
    {
        var proof = SharedSecret.Check(post, setup.Key);
        if (proof != Proof.Valid || Notifications(post.Read(Forms)) is not { } notifications)
            return proof;
        var organization = Short(notifications.Element(Outbound + "OrganizationId")?.Value);
        return Signature.Judge(organization is not null && setup.Settings.All("organizations").Any(known => Short(known) == organization));
    }

    private protected override LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup)
    {
        if (Notifications(body) is not { } notifications)
            return LeadReading.Lacks("notifications", "The SOAP body holds no notifications of Salesforce.");
        var items = new List<LeadItem>();
        foreach (var notification in notifications.Elements(Outbound + "Notification"))
        {
            if (notification.Element(Outbound + "Id")?.Value.Trim() is not { Length: > 0 } id)
                return LeadReading.Lacks("Notification.Id", "A notification has no Id.");
            items.Add(new LeadItem.Told(id, Lead(notification.Element(Outbound + "sObject"), setup)));
        }

        return items.Count == 0 ? LeadReading.Lacks("Notification", "There is no notification.") : LeadReading.Of(items);
    }

    private static XElement? Notifications(PostBody body) =>
        body.Xml?.Elements().FirstOrDefault(element => element.Name.LocalName == "Body")?.Element(Outbound + "notifications");

    private CrmLead Lead(XElement? record, SourceSetup setup)
    {
        string? Field(string name) => record?.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
        IEnumerable<string?> Fields(string part, params string[] usual) => setup.Places(part, usual).Select(Field);

        var kind = record?.Attribute(Type)?.Value.Split(':')[^1];
        return new CrmLead
        {
            Phones = CrmLead.Texts(Fields("phone", PhoneFields)),
            Name = Fields("name", "Name").OfType<string>().FirstOrDefault() ?? CrmLead.FullName(Field("FirstName"), Field("LastName")),
            Email = Fields("email", "Email", "PersonEmail").OfType<string>().FirstOrDefault(),
            Country = Fields("country", "CountryCode", "Country", "MailingCountry").OfType<string>().FirstOrDefault(),
            Message = Fields("message", "Description").OfType<string>().FirstOrDefault(),
            AskedAt = TimeText.Read(Fields("time", "LastModifiedDate", "SystemModstamp").OfType<string>().FirstOrDefault()),
            Fields = [.. record?.Elements().Select(element => new NameValue(element.Name.LocalName, element.Value)) ?? []],
            Record = Field("Id") is { } id && kind is not null ? new CrmRecord(Name, kind, id) : null,
        };
    }

    // The 18 characters are the 15 and three that only tell case apart.
    private static string? Short(string? id) => id?.Trim() is { Length: 15 or 18 } text ? text[..15] : null;
}
