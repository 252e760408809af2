using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Functions.Tests.Calls;

namespace Click2Call.Functions.Tests.Webhooks;

/// <summary>What CRMs are set up with, what they send, and whom it let us call.</summary>
internal static class Crms
{
    public static WebhookSettings Webhook(string source, params (string Name, string[] Texts)[] options) => new()
    {
        Source = source,
        Secrets = new Dictionary<string, string> { ["secret"] = "crm-secret" },
        Options = options.ToDictionary(option => option.Name, IReadOnlyList<string> (option) => option.Texts),
    };

    public static async Task<List<string>> Placed(this Doors doors, string account)
    {
        var placed = new List<string>();
        string? continuation = null;
        do
        {
            var page = await doors.Service<ICallDesk>().List(new CallQuery(account) { Top = 100, Continuation = continuation }, TestContext.Current.CancellationToken);
            placed.AddRange(page.Calls.Select(call => call.Order.Second!.Destination.Dialable));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return placed;
    }

    /// <summary>A lead as HubSpot posts it, signed.</summary>
    public static (string Path, string Body, (string Name, string Value)[] Headers) HubSpot(this Doors doors, TestAccount account, string phone)
    {
        var path = $"/webhooks/hubspot/{account.Id}.website";
        var body = $$$"""{"vid":1,"portal-id":62515,"properties":{"firstname":{"value":"Noa"},"phone":{"value":"{{{phone}}}"} } }""";
        var address = new Uri(doors.Client.BaseAddress!, path).AbsoluteUri;
        var signature = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Doors.CrmSecret + "POST" + address + body)));
        return (path, body, [("X-HubSpot-Signature-Version", "v2"), ("X-HubSpot-Signature", signature)]);
    }

    /// <summary>Posts a lead as a CRM does; returns the status.</summary>
    public static async Task<int> PostLead(this Doors doors, string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await doors.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    public static string Message(int from, string[] phones, string? modified = null) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>
        <notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>00D000000000001EAA</OrganizationId><ActionId>04k000000000001AAA</ActionId><SessionId xsi:nil="true"/>
        {string.Concat(phones.Select((phone, index) => string.Create(CultureInfo.InvariantCulture, $"""
            <Notification><Id>04l000000{from + index:D6}AAA</Id><sObject xsi:type="sf:Lead" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>00Q{index:D12}AAA</sf:Id><sf:FirstName>Noa</sf:FirstName>{(modified is null ? "" : $"<sf:LastModifiedDate>{modified}</sf:LastModifiedDate>")}<sf:Phone>{phone}</sf:Phone></sObject></Notification>
            """)))}
        </notifications></soapenv:Body></soapenv:Envelope>
        """;
}
