using Click2Call.Crm.Tests.Recordings;
using Click2Call.Intake;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Crm.Tests;

/// <summary>The same person by several doors.</summary>
public sealed class OnePersonTests
{
    private const string Phone = "054-765-4321";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task By_form_by_HubSpot_and_by_a_Salesforce_retry_an_hour_later_rings_once(bool firstTryWasLost)
    {
        var hubspot = new HubSpotWorkflowRecording();
        var salesforce = new SalesforceRecording();
        using var world = new CrmWorld(hubspot, salesforce);

        // The form.
        var click = world.Account.ClickToCalls[0];
        var phone = new PhoneDestination(PhoneNumber.Parse(Phone, "IL"));
        var (order, _) = LeadOrder.Of(world.Account, click, "lead-form", phone, new Lead { Name = "Dana Levi" }, new OrderKey("form", "nonce-1"));
        var placed = Assert.IsType<PlaceResult.Placed>(await world.Centre.Desk.Place(order!));
        Assert.Single(world.Line.Dialled);

        // The same lead by its CRM, seconds later; and by another, whose message holds when the record was written.
        world.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(200, (await world.Send(hubspot, hubspot.Prove(hubspot.Lead(1, Phone), world.Now))).Status);
        var message = salesforce.Lead(1, Phone);
        message = message with { Body = System.Text.Encoding.UTF8.GetBytes(SalesforceRecording.Envelope(SalesforceRecording.Notification(1, Phone, "2026-11-20T10:00:03.000Z"))) };
        if (!firstTryWasLost)
            Assert.Equal(200, (await world.Send(salesforce, salesforce.Prove(message, world.Now))).Status);
        await world.Work();
        await world.Answer(placed.Answer.Call);

        // Salesforce did not hear us, and comes again when the join window is long over.
        await world.Pass(TimeSpan.FromHours(1));
        var reply = await world.Send(salesforce, salesforce.Prove(message, world.Now));
        Assert.Contains("<Ack>true</Ack>", reply.Body, StringComparison.Ordinal);
        await world.Work();
        Assert.Single(world.Line.Dialled);
        Assert.Single(await world.Calls());
    }

    [Fact]
    public async Task A_lead_that_came_about_after_the_talk_is_called()
    {
        var salesforce = new SalesforceRecording();
        using var world = new CrmWorld(salesforce);
        await world.Send(salesforce, salesforce.Prove(Message(1, "2026-11-20T10:00:00Z"), world.Now));
        await world.Work();
        await world.Answer(Assert.Single(await world.Calls()));
        await world.Pass(TimeSpan.FromMinutes(30));
        await world.Send(salesforce, salesforce.Prove(Message(2, "2026-11-20T10:29:00Z"), world.Now));
        await world.Work();
        Assert.Equal(2, world.Line.Dialled.Count);
    }

    [Fact]
    public async Task A_form_is_called_again_when_the_window_is_over_whatever_a_CRM_had_said()
    {
        var salesforce = new SalesforceRecording();
        using var world = new CrmWorld(salesforce);
        await world.Send(salesforce, salesforce.Prove(Message(1, "2026-11-20T10:00:00Z"), world.Now));
        await world.Work();
        await world.Answer(Assert.Single(await world.Calls()));
        await world.Pass(TimeSpan.FromMinutes(6));
        var phone = new PhoneDestination(PhoneNumber.Parse(Phone, "IL"));
        var (order, _) = LeadOrder.Of(world.Account, world.Account.ClickToCalls[0], "lead-form", phone, new Lead(), null);
        await world.Centre.Desk.Place(order!);
        Assert.Equal(2, world.Line.Dialled.Count);
    }

    [Fact]
    public async Task A_lead_in_the_night_is_called_in_the_morning()
    {
        var hubspot = new HubSpotWorkflowRecording();
        using var world = new CrmWorld(hubspot);
        world.Clock.Advance(TimeSpan.FromHours(11)); // 21:00 UTC, 23:00 in Israel.
        Assert.Equal(200, (await world.Send(hubspot, hubspot.Prove(hubspot.Lead(1, Phone), world.Now))).Status);
        await world.Pass(TimeSpan.FromHours(8));
        Assert.Empty(world.Line.Dialled);
        await world.Pass(TimeSpan.FromHours(2));
        var dialled = Assert.Single(world.Line.Dialled.Select(dialled => dialled.Attempt.Call).Distinct());
        Assert.Equal(Assert.Single(await world.Calls()).Id, dialled);
    }

    [Fact]
    public async Task Two_notifications_about_one_person_in_one_message_ring_once()
    {
        var salesforce = new SalesforceRecording();
        using var world = new CrmWorld(salesforce);
        Assert.Equal(200, (await world.Send(salesforce, salesforce.Prove(salesforce.Batch([Phone, Phone, "+972 54 765 4321"]), world.Now))).Status);
        await world.Work();
        Assert.Single(world.Line.Dialled);
    }

    private static Draft Message(int number, string modified)
    {
        var draft = new SalesforceRecording().Lead(number, Phone);
        return draft with { Body = System.Text.Encoding.UTF8.GetBytes(SalesforceRecording.Envelope(SalesforceRecording.Notification(number, Phone, modified))) };
    }
}
