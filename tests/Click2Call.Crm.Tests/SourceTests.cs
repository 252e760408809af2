using System.Text;
using Click2Call.Calls;
using Click2Call.Crm.Tests.Recordings;
using Click2Call.Orders;

namespace Click2Call.Crm.Tests;

/// <summary>What is particular to one source.</summary>
public sealed class SourceTests
{
    private const string Phone = "054-765-4321";

    [Fact]
    public Task Salesforce_from_another_organization_is_refused() => With(new SalesforceRecording(), async (world, recording) =>
    {
        var body = SalesforceRecording.Envelope(SalesforceRecording.Notification(1, Phone), "00D000000000002");
        var reply = await world.Send(recording, recording.Prove(recording.Lead(1, Phone) with { Body = Encoding.UTF8.GetBytes(body) }, world.Now));
        Assert.Equal(401, reply.Status);
        Assert.Empty(await world.Calls());
    });

    [Fact]
    public Task Salesforce_is_acknowledged_in_the_very_words_of_its_guide() => With(new SalesforceRecording(), async (world, recording) =>
    {
        var reply = await world.Send(recording, recording.Prove(recording.Lead(1, Phone), world.Now));
        Assert.Equal((200, "text/xml; charset=utf-8"), (reply.Status, reply.ContentType));
        Assert.Equal(
            """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>""",
            reply.Body);
    });

    [Fact]
    public Task Salesforce_keeps_which_record_it_was() => With(new SalesforceRecording(), async (world, recording) =>
    {
        await world.Send(recording, recording.Prove(recording.Lead(7, Phone), world.Now));
        Assert.Equal(new CrmRecord("salesforce", "Lead", "00Q000000000007AAA"), Assert.Single(await world.Calls()).Order.Lead!.Record);
    });

    [Fact]
    public Task Google_s_test_lead_is_acknowledged_and_leaves_no_trace() => With(new GoogleAdsRecording(), async (world, recording) =>
    {
        var draft = recording.Prove(recording.Lead(1, Phone), world.Now);
        draft = draft with { Body = Encoding.UTF8.GetBytes(draft.Text.Replace("\"is_test\":false", "\"is_test\":true", StringComparison.Ordinal)) };
        Assert.Equal((200, "{}"), Of(await world.Send(recording, draft)));
        Assert.Empty(await world.Calls());
    });

    [Fact]
    public Task HubSpot_s_other_events_call_nobody() => With(new HubSpotAppRecording(), async (world, recording) =>
    {
        foreach (var (was, becomes) in new[]
        {
            ("contact.creation", "contact.deletion"), ("contact.creation", "deal.creation"), ("\"portalId\":62515", "\"portalId\":62516"),
            ("contact.creation", "contact.propertyChange\",\"propertyName\":\"email\",\"propertyValue\":\"a@b"),
        })
        {
            var draft = recording.Lead(1, Phone);
            draft = draft with { Body = Encoding.UTF8.GetBytes(draft.Text.Replace(was, becomes, StringComparison.Ordinal)) };
            Assert.Equal(200, (await world.Send(recording, recording.Prove(draft, world.Now))).Status);
        }

        Assert.Equal(0, await world.FetchesWaiting());
        var phone = recording.Lead(1, Phone);
        phone = phone with { Body = Encoding.UTF8.GetBytes(phone.Text.Replace("contact.creation", "contact.propertyChange\",\"propertyName\":\"phone\",\"propertyValue\":\"1", StringComparison.Ordinal)) };
        await world.Send(recording, recording.Prove(phone, world.Now));
        Assert.Equal(1, await world.FetchesWaiting());
    });

    [Fact]
    public Task Pipedrive_s_changes_call_nobody_and_deals_say_why() => With(new PipedriveRecording(), async (world, recording) =>
    {
        await SendChanged(world, recording, ("\"action\":\"create\"", "\"action\":\"change\""));
        Assert.Empty(await world.Calls());
        await SendChanged(world, recording, ("\"entity\":\"person\"", "\"entity\":\"deal\""), ("\"phones\"", "\"x\""));
        Assert.Contains("set token", Assert.Single(await world.Calls()).Note, StringComparison.Ordinal);
    });

    [Fact]
    public Task Pipedrive_s_mobile_is_called_before_its_primary_number() => With(new PipedriveRecording(), async (world, recording) =>
    {
        await SendChanged(world, recording, ("03-1", "03-7654321"));
        Assert.Equal("+972547654321", Target(Assert.Single(await world.Calls())));
    });

    [Fact]
    public Task Dataverse_that_left_the_record_out_is_told_of_in_the_history() => With(new DataverseRecording(), async (world, recording) =>
    {
        var draft = recording.Lead(1, Phone).With("x-ms-dynamics-msg-size-exceeded", "true");
        var text = draft.Text;
        var target = text[(text.IndexOf("{\"key\":\"Target\"", StringComparison.Ordinal))..text.IndexOf("],\n \"MessageName\"", StringComparison.Ordinal)];
        draft = draft with { Body = Encoding.UTF8.GetBytes(text.Replace(target, "", StringComparison.Ordinal)) };
        Assert.Equal(200, (await world.Send(recording, recording.Prove(draft, world.Now))).Status);
        var call = Assert.Single(await world.Calls());
        Assert.Equal(CallOutcome.NotAllowed, call.Outcome);
        Assert.Contains("256 KB", call.Note, StringComparison.Ordinal);
    });

    [Fact]
    public Task Dataverse_is_taken_by_header_and_by_parameter_too() => With(new DataverseRecording(), async (world, recording) =>
    {
        var key = recording.SecretValues["dataverse-secret"];
        world.Account = world.Account with
        {
            ClickToCalls = [world.Account.ClickToCalls[0] with { Webhooks = [recording.Settings with { Options = new Dictionary<string, IReadOnlyList<string>> { ["header"] = ["X-Acme"], ["parameter"] = ["pass"] } }] }],
        };
        Assert.Equal(200, (await world.Send(recording, recording.Lead(1, Phone).With("X-Acme", key))).Status);
        var draft = recording.Lead(2, Phone);
        Assert.Equal(200, (await world.Send(recording, draft with { Url = draft.Url + "?pass=" + key })).Status);
        Assert.Equal(401, (await world.Send(recording, draft with { Url = draft.Url + "?pass=no" })).Status);
    });

    [Fact]
    public Task Twilio_s_status_of_a_message_calls_nobody() => With(new TwilioRecording(), async (world, recording) =>
    {
        var draft = recording.Lead(1, Phone);
        draft = draft with { Body = Encoding.UTF8.GetBytes(draft.Text.Replace("SmsStatus=received", "SmsStatus=delivered&MessageStatus=delivered", StringComparison.Ordinal)) };
        Assert.Equal("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>", (await world.Send(recording, recording.Prove(draft, world.Now))).Body);
        Assert.Empty(await world.Calls());
    });

    [Fact]
    public Task Monday_s_token_is_for_this_address_and_not_without_a_signature() => With(new MondayRecording(), async (world, recording) =>
    {
        var good = recording.Prove(recording.Lead(1, Phone), world.Now);
        Assert.Equal(401, (await world.Send(recording, recording.Prove(recording.Lead(1, Phone) with { Url = "https://calls.example.com/webhooks/monday/other.sales" }, world.Now) with { Url = good.Url })).Status);
        var parts = good.Headers["Authorization"].Split('.');
        var none = System.Buffers.Text.Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8);
        Assert.Equal(401, (await world.Send(recording, good.With("Authorization", $"{none}.{parts[1]}."))).Status);
        Assert.Equal(401, (await world.Send(recording, good.With("Authorization", $"{none}.{parts[1]}.{parts[2]}"))).Status);
        Assert.Equal(200, (await world.Send(recording, good.With("Authorization", "Bearer " + good.Headers["Authorization"]))).Status);
    });

    [Fact]
    public Task LinkedIn_s_hash_over_the_bare_body_is_refused() => With(new LinkedInRecording(), async (world, recording) =>
    {
        var draft = recording.Lead(1, Phone);
        var bare = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(recording.SecretValues["linkedin-secret"]), draft.Body));
        Assert.Equal(401, (await world.Send(recording, draft.With("X-LI-Signature", bare))).Status);
        var good = recording.Prove(draft, world.Now);
        Assert.Equal(200, (await world.Send(recording, good.With("X-LI-Signature", "hmacsha256=" + good.Headers["X-LI-Signature"]))).Status);
    });

    [Fact]
    public Task A_shared_secret_that_is_right_in_one_place_and_wrong_in_another_is_wrong() => With(new ContactForm7Recording(), async (world, recording) =>
    {
        var draft = recording.Prove(recording.Lead(1, Phone), world.Now);
        Assert.Equal(401, (await world.Send(recording, draft.With("X-Webhook-Token", "other"))).Status);
        Assert.Equal(200, (await world.Send(recording, draft.With("X-Webhook-Token", recording.SecretValues["contact-form-7-secret"]))).Status);
    });

    [Theory]
    [InlineData("Israel", "054-765-4321", "+972547654321")]
    [InlineData("GB", "020 7946 0958", "+442079460958")]
    [InlineData("United Kingdom", "07700 900123", "+447700900123")]
    [InlineData("USA", "(212) 555-0123", "+12125550123")]
    [InlineData("Côte d'Ivoire", "01 23 45 67 89", "+2250123456789")]
    [InlineData("Nowhere", "054-765-4321", "+972547654321")]
    [InlineData("GB", "+972 54-765-4321", "+972547654321")]
    public Task A_number_is_read_in_the_lead_s_country(string country, string phone, string e164) => With(new FreshsalesRecording(), async (world, recording) =>
    {
        var draft = recording.Lead(1, phone);
        await world.Send(recording, recording.Prove(draft with { Body = Encoding.UTF8.GetBytes(draft.Text.Replace("Israel", country, StringComparison.Ordinal)) }, world.Now));
        Assert.Equal(e164, Target(Assert.Single(await world.Calls())));
    });

    [Fact]
    public Task A_region_of_the_settings_stands_for_the_account_s() => With(new ContactForm7Recording(), async (world, recording) =>
    {
        world.Account = world.Account with
        {
            ClickToCalls = [world.Account.ClickToCalls[0] with { Webhooks = [recording.Settings with { Options = new Dictionary<string, IReadOnlyList<string>> { ["region"] = ["DE"] } }] }],
        };
        await world.Send(recording, recording.Prove(recording.Lead(1, "030 901820"), world.Now));
        Assert.Equal("+4930901820", Target(Assert.Single(await world.Calls())));
    });

    [Fact]
    public Task A_plus_that_a_form_lost_is_found_again() => With(new ElementorRecording(), async (world, recording) =>
    {
        var draft = recording.Lead(1, "PLUS");
        await world.Send(recording, recording.Prove(draft with { Body = Encoding.UTF8.GetBytes(draft.Text.Replace("PLUS", "+447700900123", StringComparison.Ordinal)) }, world.Now));
        Assert.Equal("+447700900123", Target(Assert.Single(await world.Calls())));
    });

    [Fact]
    public Task More_leads_than_a_post_may_hold_are_refused_and_not_cut() => With(new FreshsalesRecording(), async (world, recording) =>
    {
        var body = "[" + string.Join(',', Enumerable.Range(0, 1001).Select(number => $$"""{"event_id":"{{number}}","mobile_number":"1"}""")) + "]";
        var reply = await world.Send(recording, recording.Prove(recording.Lead(1, Phone) with { Body = Encoding.UTF8.GetBytes(body) }, world.Now));
        Assert.Equal(400, reply.Status);
        Assert.Empty(await world.Calls());
    });

    [Fact]
    public Task What_else_the_form_held_is_kept_and_no_line_break_reaches_a_display() => With(new ContactForm7Recording(), async (world, recording) =>
    {
        var body = """{"your-name":"Dana\r\nVia: evil","your-tel":"054-765-4321","your-message":"First\nsecond","colour":"green"}""";
        await world.Send(recording, recording.Prove(recording.Lead(1, Phone) with { Body = Encoding.UTF8.GetBytes(body) }, world.Now));
        var lead = Assert.Single(await world.Calls()).Order.Lead!;
        Assert.Equal(("Dana  Via: evil", "First\nsecond"), (lead.Name, lead.Message));
        Assert.Contains(new NameValue("colour", "green"), lead.Fields);
    });

    [Fact]
    public Task The_number_that_could_not_be_called_is_kept_for_the_operator() => With(new ContactForm7Recording(), async (world, recording) =>
    {
        await world.Send(recording, recording.Prove(recording.Lead(1, "12"), world.Now));
        var call = Assert.Single(await world.Calls());
        Assert.Equal((CallOutcome.NotAllowed, "The phone number is too short."), (call.Outcome, call.Note));
        Assert.Contains(call.Order.Lead!.Fields, field => field.Value == "12");
    });

    private static string? Target(Call call) => call.Order.LegOf(LegRole.Target)?.Destination.Dialable;

    private static (int, string) Of(Click2Call.Crm.Posts.WebhookReply reply) => (reply.Status, reply.Body);

    private static async Task SendChanged(CrmWorld world, Recording recording, params (string Was, string Becomes)[] changes)
    {
        var draft = recording.Lead(1, Phone);
        var text = changes.Aggregate(draft.Text, (text, change) => text.Replace(change.Was, change.Becomes, StringComparison.Ordinal));
        Assert.Equal(200, (await world.Send(recording, recording.Prove(draft with { Body = Encoding.UTF8.GetBytes(text) }, world.Now))).Status);
    }

    private static async Task With(Recording recording, Func<CrmWorld, Recording, Task> test)
    {
        using var world = new CrmWorld(recording);
        await test(world, recording);
    }
}
