using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

internal sealed class SalesforceRecording : TokenRecording
{
    public override string Source => "salesforce";

    public override string Document => "Salesforce SOAP API Developer Guide, Outbound Messaging: Understanding the WSDL, Building a Listener";

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Options => Texts(("organizations", "00D000000000001EAA"));

    public override Draft Lead(int number, string phone) => new(Here, "text/xml; charset=utf-8", Envelope(Notification(number, phone)));

    public override Draft Batch(IReadOnlyList<string> phones) => new(Here, "text/xml; charset=utf-8", Envelope(string.Concat(phones.Select((phone, index) => Notification(index + 1, phone)))));

    public static string Envelope(string notifications, string organization = "00D000000000001") => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
         <soapenv:Body>
          <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
           <OrganizationId>{organization}</OrganizationId>
           <ActionId>04k000000000001AAA</ActionId>
           <SessionId xsi:nil="true"/>
           <EnterpriseUrl>https://example.my.salesforce.com/services/Soap/c/62.0/00D000000000001</EnterpriseUrl>
           <PartnerUrl>https://example.my.salesforce.com/services/Soap/u/62.0/00D000000000001</PartnerUrl>
           {notifications}
          </notifications>
         </soapenv:Body>
        </soapenv:Envelope>
        """;

    public static string Notification(int number, string phone, string? modified = null) => string.Create(CultureInfo.InvariantCulture, $"""
        <Notification>
         <Id>04l0000000{number:D5}AAA</Id>
         <sObject xsi:type="sf:Lead" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
          <sf:Id>00Q0000000{number:D5}AAA</sf:Id>
          <sf:Email>dana@example.com</sf:Email>
          <sf:FirstName>Dana</sf:FirstName>
          {(modified is null ? "" : $"<sf:LastModifiedDate>{modified}</sf:LastModifiedDate>")}
          <sf:LastName>Levi</sf:LastName>
          {(phone.Length == 0 ? "" : $"<sf:Phone>{phone}</sf:Phone>")}
         </sObject>
        </Notification>
        """);
}
