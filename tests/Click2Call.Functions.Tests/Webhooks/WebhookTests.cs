using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Click2Call.Calls;
using Click2Call.Crm.Fetching;
using Click2Call.Dialects.Http;
using Click2Call.Functions.Tests.Calls;
using Click2Call.Functions.Tests.Leads;

namespace Click2Call.Functions.Tests.Webhooks;

/// <summary>The door of webhooks in the whole app, on a real Azurite.</summary>
[Collection(DoorsCollection.Name)]
public sealed class WebhookTests(Doors doors)
{
    [Fact]
    public async Task A_signature_over_the_address_holds_for_the_address_that_was_asked()
    {
        var account = await Open("hubspot");
        var phone = doors.Phone();
        var (path, body, headers) = doors.HubSpot(account, phone);
        Assert.Equal(200, await Post(path, body, headers));
        Assert.Equal(401, await Post(path + "?a=1", body, headers));
        Assert.Equal(["+972" + phone[1..]], await doors.Placed(account.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_lead_by_form_by_HubSpot_and_by_a_Salesforce_retry_an_hour_later_rings_once(bool firstTryWasLost)
    {
        var account = await doors.Open(click => click with { Webhooks = [Crms.Webhook("hubspot"), Crms.Webhook("salesforce", ("organizations", ["00D000000000001"]))] });
        var phone = doors.Phone();
        var form = await doors.Submit(account, ("name", "Noa"), ("phone", phone));
        Assert.Equal(200, form.Status);
        var (path, body, headers) = doors.HubSpot(account, phone);
        Assert.Equal(200, await Post(path, body, headers));
        var message = Crms.Message(0, [phone], doors.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        if (!firstTryWasLost)
            await IsAcknowledged(account, message);
        await doors.Reaches(account, form["callId"], "connected");
        await doors.Send(HttpMethod.Delete, "/calls/" + form["callId"], account.Key);
        await doors.Reaches(account, form["callId"], "ended");

        doors.Clock.Advance(TimeSpan.FromHours(1));
        await IsAcknowledged(account, message);
        Assert.Equal(["+972" + phone[1..]], await doors.Placed(account.Id));
        Assert.Equal(1, await doors.Invites(account.Id, "103"));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_said_to_be()
    {
        var account = await Open("typeform");
        Assert.Equal(413, await Post($"/webhooks/typeform/{account.Id}.website", new string('x', (1024 * 1024) + 1)));
    }

    [Theory]
    [InlineData("GET", 405)]
    [InlineData("HEAD", 200)]
    [InlineData("PUT", 405)]
    public async Task Other_methods_are_answered(string method, int status)
    {
        var account = await Open("typeform");
        using var request = new HttpRequestMessage(new(method), $"/webhooks/typeform/{account.Id}.website");
        using var answer = await doors.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_source_that_is_not_set_up_is_not_there()
    {
        var account = await Open("typeform");
        Assert.Equal(404, await Post($"/webhooks/webflow/{account.Id}.website", "{}"));
        Assert.Equal(404, await Post($"/webhooks/typeform/{account.Id}.closed", "{}"));
        Assert.Equal(401, await Post($"/webhooks/typeform/{account.Id}.website", "{}"));
    }

    [Fact]
    public async Task Reads_from_CRMs_do_not_reach_into_the_private_network()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://localhost:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/"));
        using var outgoing = new OutgoingHttp(allowPrivate: false);
        var answer = await new CrmHttp(outgoing.To(inside: false), allowPlain: false, TimeProvider.System).Send(
            HttpMethod.Get, address, [("Authorization", "Bearer x")], null, TestContext.Current.CancellationToken);
        Assert.Equal((0, "It could not be reached."), (answer.Status, answer.Problem));
        Assert.False(listener.Pending());
    }

    private Task<TestAccount> Open(string source, params (string Name, string[] Texts)[] options) => doors.Open(click => click with { Webhooks = [Crms.Webhook(source, options)] });

    private async Task IsAcknowledged(TestAccount account, string message)
    {
        using var content = new StringContent(message, Encoding.UTF8, "text/xml");
        using var answer = await doors.Client.PostAsync(new Uri($"/webhooks/salesforce/{account.Id}.website?token={Doors.CrmSecret}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Contains("<Ack>true</Ack>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private Task<int> Post(string path, string body, params (string Name, string Value)[] headers) => doors.PostLead(path, body, headers);
}
