using Click2Call.Functions.Tests.Calls;

namespace Click2Call.Functions.Tests.Leads;

/// <summary>Which pages may post a form and read its answer.</summary>
[Collection(DoorsCollection.Name)]
public sealed class LeadOriginTests(Doors doors)
{
    private const string Ours = "https://www.example.com";

    [Theory]
    [InlineData(Ours, true)]
    [InlineData("https://WWW.example.com", true)]
    [InlineData("http://www.example.com", false)]
    [InlineData("https://www.example.com.evil.example", false)]
    [InlineData("https://www.example.com:8443", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    public async Task Only_the_allowed_pages_may_post(string origin, bool allowed)
    {
        var account = await doors.Open(click => click with { AllowedOrigins = [Ours, "https://shop.example.com"] });
        var answer = await doors.Submit(account.Form, Forms.Urlencoded(("phone", doors.Phone())), ("Origin", origin));
        Assert.Equal(allowed ? 200 : 403, answer.Status);
        Assert.Equal(allowed ? origin : null, answer.Header("Access-Control-Allow-Origin"));
        Assert.Contains("Origin", answer.Header("Vary"), StringComparison.Ordinal);
        Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
        Assert.Equal(allowed ? 1 : 0, await doors.Invites(account.Id, "103"));
    }

    [Fact]
    public async Task A_post_without_an_origin_is_let_through()
    {
        var account = await doors.Open(click => click with { AllowedOrigins = [Ours] });
        var answer = await doors.Submit(account, ("phone", doors.Phone()));
        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Without_a_list_any_page_may_post_and_read_the_status()
    {
        var account = await doors.Open();
        var answer = await doors.Submit(account.Form, Forms.Urlencoded(("phone", doors.Phone())), ("Origin", "https://anywhere.example"));
        Assert.Equal((200, "https://anywhere.example"), (answer.Status, answer.Header("Access-Control-Allow-Origin")));
        var status = await doors.Send(HttpMethod.Get, answer["statusUrl"]!, null, null, ("Origin", "https://anywhere.example"));
        Assert.Equal((200, "https://anywhere.example"), (status.Status, status.Header("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task A_mistake_can_be_read_by_the_page_that_made_it()
    {
        var account = await doors.Open(click => click with { AllowedOrigins = [Ours] });
        var answer = await doors.Submit(account.Form, Forms.Urlencoded(("phone", "12")), ("Origin", Ours));
        Assert.Equal((400, Ours), (answer.Status, answer.Header("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task A_preflight_is_answered_for_allowed_pages_only()
    {
        var account = await doors.Open(click => click with { AllowedOrigins = [Ours] });
        var ask = (string origin, string path) => doors.Send(
            HttpMethod.Options, path, null, null, ("Origin", origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type"));

        var allowed = await ask(Ours, account.Form);
        Assert.Equal((204, Ours, "POST"), (allowed.Status, allowed.Header("Access-Control-Allow-Origin"), allowed.Header("Access-Control-Allow-Methods")));
        Assert.Contains("Content-Type", allowed.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Contains("Origin", allowed.Header("Vary"), StringComparison.Ordinal);

        foreach (var refused in new[] { await ask("https://evil.example", account.Form), await ask(Ours, "/leads/nobody.website") })
        {
            Assert.Null(refused.Header("Access-Control-Allow-Origin"));
            Assert.Null(refused.Header("Access-Control-Allow-Methods"));
        }
    }
}
