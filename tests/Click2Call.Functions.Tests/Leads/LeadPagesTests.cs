using System.Text.RegularExpressions;
using Click2Call.Functions.Tests.Calls;

namespace Click2Call.Functions.Tests.Leads;

/// <summary>What a visitor without scripts sees, and what an attacker cannot put there.</summary>
[Collection(DoorsCollection.Name)]
public sealed class LeadPagesTests(Doors doors)
{
    [Fact]
    public async Task A_plain_form_is_sent_on_to_the_thank_you_page()
    {
        var account = await doors.Open();
        var posted = await doors.Browse(account, ("phone", doors.Phone()), ("name", "Dana"));
        Assert.Equal(303, posted.Status);
        Assert.Equal("no-store", posted.Header("Cache-Control"));

        var page = await doors.Send(HttpMethod.Get, posted.Header("Location")!);
        Assert.Equal((200, "text/html"), (page.Status, page.MediaType));
        Assert.Contains("Thank you", page.Body, StringComparison.Ordinal);
        AssertGuarded(page);

        var style = await doors.Send(HttpMethod.Get, "/pages.css");
        Assert.Equal((200, "text/css"), (style.Status, style.MediaType));
    }

    [Fact]
    public async Task A_click_to_call_may_have_a_thank_you_page_of_its_own()
    {
        var account = await doors.Open(click => click with { ThankYouUrl = new("https://www.example.com/thanks?from=form") });
        var posted = await doors.Browse(account, ("phone", doors.Phone()));
        Assert.Equal((303, "https://www.example.com/thanks?from=form"), (posted.Status, posted.Header("Location")));
    }

    [Fact]
    public async Task A_mistake_gets_a_friendly_page_with_a_way_back()
    {
        var account = await doors.Open();
        var page = await doors.Send(
            HttpMethod.Post, account.Form, null, Forms.Urlencoded(("phone", "12")), ("Referer", "https://www.example.com/contact?a=1&b=2"));
        Assert.Equal((400, "text/html"), (page.Status, page.MediaType));
        Assert.Contains("href=\"https://www.example.com/contact?a=1&amp;b=2\"", page.Body, StringComparison.Ordinal);
        Assert.Contains("phone number", page.Body, StringComparison.Ordinal);
        AssertGuarded(page);
    }

    [Theory]
    [InlineData("javascript:alert(document.domain)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("https://www.example.com/\"><script>alert(1)</script>")]
    [InlineData("https://x\" onmouseover=alert(1)")]
    [InlineData("//evil.example")]
    public async Task A_referer_cannot_become_script(string referer)
    {
        var account = await doors.Open();
        var page = await doors.Send(HttpMethod.Post, account.Form, null, Forms.Urlencoded(("phone", "12")), ("Referer", referer));
        Assert.Equal(400, page.Status);
        AssertNoScript(page.Body);
        Assert.DoesNotMatch("(?i)<a [^>]*href=\"(javascript|data|//)", page.Body);
    }

    [Fact]
    public async Task Names_and_values_that_come_back_are_encoded()
    {
        const string Evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
        var account = await doors.Open(click => click with { HoneypotField = "web<b>site" });
        foreach (var fields in new (string, string)[][]
        {
            [("phone", Evil)],
            [("phone", "12"), (Evil, new string('x', 5_000))],
            [("phone", "12"), ("name", Evil + new string('x', 300))],
            [("phone", "12"), ("email", Evil)],
            [("web<b>site", Evil)],
        })
        {
            var page = await doors.Browse(account, fields);
            Assert.Equal((400, "text/html"), (page.Status, page.MediaType));
            AssertNoScript(page.Body);

            // The same as JSON is never taken for a page.
            var json = await doors.Submit(account, fields);
            Assert.Equal((400, "application/json", "nosniff"), (json.Status, json.MediaType, json.Header("X-Content-Type-Options")));
        }
    }

    [Theory]
    [InlineData("/leads/{account}.website/thanks/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/leads/%3Cscript%3E.x/thanks/x")]
    [InlineData("/leads/%3Cscript%3E.x/status/x")]
    public async Task An_address_cannot_become_script(string path)
    {
        var account = await doors.Open();
        var page = await doors.Send(HttpMethod.Get, path.Replace("{account}", account.Id, StringComparison.Ordinal));
        AssertNoScript(page.Body);
    }

    [Fact]
    public async Task A_script_is_told_in_json_by_what_it_accepts_or_by_how_it_asks()
    {
        var account = await doors.Open();
        foreach (var header in new[] { ("Accept", "application/json"), ("Accept", "text/plain, application/json;q=0.9"), ("Sec-Fetch-Mode", "cors") })
        {
            var answer = await doors.Send(HttpMethod.Post, account.Form, null, Forms.Urlencoded(("phone", doors.Phone())), header);
            Assert.Equal((200, "application/json", "no-store"), (answer.Status, answer.MediaType, answer.Header("Cache-Control")));
        }

        var page = await doors.Send(HttpMethod.Post, account.Form, null, Forms.Urlencoded(("phone", doors.Phone())), ("Sec-Fetch-Mode", "navigate"));
        Assert.Equal(303, page.Status);
    }

    private static void AssertGuarded(Answer page)
    {
        Assert.Contains("default-src 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
        AssertNoScript(page.Body);
    }

    private static void AssertNoScript(string body)
    {
        var allowed = new HashSet<string>(["svg", "circle", "path", "html", "head", "meta", "title", "link", "body", "main", "h1", "p", "a", "form", "button", "!doctype"]);
        Assert.All(Regex.Matches(body, "<(!?[a-zA-Z][^\\s>/]*)").Select(match => match.Groups[1].Value), tag => Assert.Contains(tag, allowed));
        Assert.DoesNotMatch("(?i)<[^>]*\\son[a-z]+\\s*=", body);
    }
}
