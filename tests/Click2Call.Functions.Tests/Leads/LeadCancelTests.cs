using Click2Call.Functions.Tests.Calls;

namespace Click2Call.Functions.Tests.Leads;

/// <summary>A visitor who does not want the call any more.</summary>
[Collection(DoorsCollection.Name)]
public sealed class LeadCancelTests(Doors doors)
{
    private static readonly (string, string) Script = ("Accept", "application/json");

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task A_call_that_waits_for_its_next_try_is_over(string method)
    {
        var account = await doors.Open(click => click with { Extension = "486" });
        var sent = await doors.Submit(account, ("phone", doors.Phone()));
        await Reaches(sent, "scheduled");
        var gone = await doors.Send(new HttpMethod(method), sent["statusUrl"]!, null, null, Script);
        Assert.Equal((200, "ended", "canceled", "The call was canceled."), (gone.Status, gone["state"], gone["outcome"], gone["status"]));
        Assert.Equal("ended", (await doors.Send(HttpMethod.Get, sent["statusUrl"]!))["state"]);
    }

    [Fact]
    public async Task Phones_that_ring_stop_ringing()
    {
        var account = await doors.Open(click => click with { Extension = "102" });
        var sent = await doors.Submit(account, ("phone", doors.Phone()));
        await Reaches(sent, "ringing");
        Assert.InRange((await doors.Send(HttpMethod.Delete, sent["statusUrl"]!, null, null, Script)).Status, 200, 202);
        Assert.Equal("canceled", (await Reaches(sent, "ended"))["outcome"]);
        Assert.Equal(1, await doors.Invites(account.Id, "102"));
    }

    [Fact]
    public async Task Where_the_phone_system_cannot_hang_up_the_visitor_is_told_so()
    {
        var account = await doors.Open(click => click with { Extension = "102", Line = "deaf" });
        var sent = await doors.Submit(account, ("phone", doors.Phone()));
        await Reaches(sent, "ringing");
        var asked = await doors.Send(HttpMethod.Post, sent["statusUrl"]!, null, null, Script);
        Assert.Equal((202, "Your phone may still ring once. You will not be called again."), (asked.Status, asked["status"]));
    }

    [Fact]
    public async Task The_page_has_a_button_until_the_call_is_over()
    {
        var account = await doors.Open(click => click with { Extension = "486" });
        var posted = await doors.Browse(account, ("phone", doors.Phone()));
        var thanks = posted.Header("Location")!;
        var page = await doors.Send(HttpMethod.Get, thanks);
        var action = thanks.Replace("/thanks/", "/status/", StringComparison.Ordinal);
        Assert.Contains($"<form method=\"post\" action=\"{action}\">", page.Body, StringComparison.Ordinal);

        var pressed = await doors.Send(HttpMethod.Post, action, null, Forms.Urlencoded(), ("Accept", "text/html"));
        Assert.Equal((303, thanks), (pressed.Status, pressed.Header("Location")));
        var over = await doors.Send(HttpMethod.Get, thanks);
        Assert.Contains("The call was canceled.", over.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", over.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_can_cancel_it()
    {
        var account = await doors.Open(click => click with { Extension = "486", AllowedOrigins = ["https://www.example.com"] });
        var other = await doors.Open();
        var sent = await doors.Submit(account, ("phone", doors.Phone()));
        var url = sent["statusUrl"]!;
        Assert.Equal(404, (await doors.Send(HttpMethod.Post, url[..^6] + "AAAAAA", null, null, Script)).Status);
        Assert.Equal(404, (await doors.Send(HttpMethod.Post, url.Replace(account.Id, other.Id, StringComparison.Ordinal), null, null, Script)).Status);
        Assert.Equal(404, (await doors.Send(HttpMethod.Post, url, null, null, Script, ("Origin", "https://evil.example"))).Status);
        Assert.NotEqual("ended", (await doors.Send(HttpMethod.Get, url))["state"]);
    }

    [Fact]
    public async Task Who_knew_a_customers_number_could_cancel_the_customers_callback()
    {
        var account = await doors.Open(click => click with { Extension = "486" });
        var phone = doors.Phone();
        var customer = await doors.Submit(account, ("phone", phone));
        await Reaches(customer, "scheduled");

        // Joins the customer's call; sends it again with a nonce of its own; both may look and not cancel.
        foreach (var _ in (int[])[1, 2])
        {
            var stranger = await doors.Submit(account, ("phone", phone), ("_nonce", "a-nonce-of-the-stranger"));
            Assert.Equal(customer["callId"], stranger["callId"]);
            Assert.Equal(403, (await doors.Send(HttpMethod.Delete, stranger["statusUrl"]!, null, null, Script)).Status);
            await Reaches(stranger, "scheduled"); // It asked to be called now; the agent is busy again.
        }

        var thanks = (await doors.Browse(account, ("phone", phone))).Header("Location")!;
        Assert.DoesNotContain("<form", (await doors.Send(HttpMethod.Get, thanks)).Body, StringComparison.Ordinal);
        await Reaches(customer, "scheduled");
        Assert.Equal(200, (await doors.Send(HttpMethod.Delete, customer["statusUrl"]!, null, null, Script)).Status);
    }

    [Fact]
    public async Task The_customer_who_repeats_the_own_form_can_still_cancel()
    {
        var account = await doors.Open(click => click with { Extension = "486" });
        var phone = doors.Phone();
        await doors.Submit(account, ("phone", phone), ("_nonce", "one-and-the-same-page"));
        var again = await doors.Submit(account, ("phone", phone), ("_nonce", "one-and-the-same-page"));
        await Reaches(again, "scheduled");
        Assert.Equal(200, (await doors.Send(HttpMethod.Delete, again["statusUrl"]!, null, null, Script)).Status);
    }

    [Fact]
    public async Task The_button_on_our_page_failed_where_origins_are_listed()
    {
        var account = await doors.Open(click => click with { Extension = "486", AllowedOrigins = ["https://www.example.com"] });
        var sent = await doors.Submit(account, ("phone", doors.Phone()));
        await Reaches(sent, "scheduled");

        // What a browser sends from a page with "Referrer-Policy: no-referrer".
        Assert.Equal(200, (await doors.Send(HttpMethod.Post, sent["statusUrl"]!, null, null, Script, ("Origin", "null"))).Status);
    }

    private Task<Answer> Reaches(Answer sent, string state) =>
        doors.Until(() => doors.Send(HttpMethod.Get, sent["statusUrl"]!), answer => answer["state"] == state);
}
