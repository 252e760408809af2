using Click2Call.Accounts;
using Click2Call.Functions.Tests.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Click2Call.Functions.Tests.Leads;

/// <summary>A form that Turnstile guards takes nothing but what Cloudflare says yes to.</summary>
[Collection(DoorsCollection.Name)]
public sealed class TurnstileTests(Doors doors) : IAsyncLifetime
{
    private const string Field = "cf-turnstile-response";
    private static int tokens;
    private SiteVerify? _verify;

    private SiteVerify Verify => _verify!;

    private IConfiguration Settings => doors.Service<IConfiguration>();

    public async ValueTask InitializeAsync()
    {
        _verify = await SiteVerify.Start();
        Settings["TurnstileUrl"] = _verify.Address.AbsoluteUri;
    }

    public async ValueTask DisposeAsync()
    {
        Settings["TurnstileUrl"] = null;
        await _verify!.DisposeAsync();
    }

    [Fact]
    public async Task A_visitor_who_solved_it_is_called_and_Cloudflare_is_asked_as_its_page_says()
    {
        var account = await Open();
        var (phone, token) = (doors.Phone(), Token());
        var answer = await doors.Submit(account.Form, Forms.Urlencoded(("phone", phone), (Field, token), ("colour", "green")), ("X-Forwarded-For", "203.0.113.7"));
        Assert.Equal(200, answer.Status);
        var asked = Assert.Single(Verify.Asked);
        Assert.Equal((Doors.CrmSecret, token, "203.0.113.7"), (asked["secret"], asked["response"], asked["remoteip"]));
        Assert.True(Guid.TryParse(asked["idempotency_key"], out _));
        var lead = (await doors.Get(account, "/calls/" + answer["callId"])).Json.GetProperty("lead");
        Assert.Equal(["colour"], lead.GetProperty("fields").EnumerateObject().Select(field => field.Name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("forged")]
    public async Task Without_a_good_token_nobody_is_called_and_the_field_is_named(string? token)
    {
        var account = await Open();
        var phone = doors.Phone();
        var answer = await doors.Submit(account, token is null ? [("phone", phone)] : [("phone", phone), (Field, token)]);
        Assert.Equal((400, Field, "Please confirm that you are human, and send the form again."), (answer.Status, answer["field"], answer["status"]));
        await NobodyIsCalled(account);
    }

    [Fact]
    public async Task A_token_longer_than_any_is_not_even_asked_about()
    {
        var account = await Open();
        Assert.Equal(400, (await doors.Submit(account, ("phone", doors.Phone()), (Field, "good" + new string('x', 2048)))).Status);
        Assert.Empty(Verify.Asked);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(200, "[]")]
    [InlineData(302, "{\"success\":true}")]
    [InlineData(200, """{"success":false,"error-codes":["internal-error"]}""")]
    public async Task What_Cloudflare_cannot_say_is_a_no_until_it_can(int status, string body)
    {
        var account = await Open();
        var (phone, token) = (doors.Phone(), Token());
        Verify.Instead = http =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(body);
        };
        var answer = await doors.Submit(account, ("phone", phone), (Field, token));
        Assert.Equal((503, Field, "5"), (answer.Status, answer["field"], answer.Header("Retry-After")));
        await NobodyIsCalled(account);

        Verify.Instead = null;
        Assert.Equal(200, (await doors.Submit(account, ("phone", phone), (Field, token))).Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"success":"true"}""")]
    [InlineData("""{"success":1}""")]
    public async Task Nothing_but_true_is_a_yes(string body)
    {
        var account = await Open();
        var phone = doors.Phone();
        Verify.Instead = http => http.Response.WriteAsync(body);
        Assert.Equal(400, (await doors.Submit(account, ("phone", phone), (Field, Token()))).Status);
        await NobodyIsCalled(account);
    }

    [Fact]
    public async Task A_visitor_waits_for_Cloudflare_four_seconds_and_no_longer()
    {
        var account = await Open();
        var phone = doors.Phone();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Verify.Instead = async http =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        var sent = doors.Submit(account, ("phone", phone), (Field, Token()));
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        doors.Clock.Advance(TimeSpan.FromSeconds(4));
        var answer = await sent;
        Assert.Equal((503, Field), (answer.Status, answer["field"]));
        await NobodyIsCalled(account);
    }

    [Fact]
    public async Task A_secret_that_Cloudflare_does_not_know_or_that_nobody_can_read_is_told_to_the_operator()
    {
        var account = await Open();
        Verify.Instead = http => http.Response.WriteAsync("""{"success":false,"error-codes":["invalid-input-secret"]}""");
        Assert.Equal(500, (await doors.Submit(account, ("phone", doors.Phone()), (Field, Token()))).Status);
        Assert.Contains(doors.LogLines, line => line.Contains($"The form {account.Id}.website takes nothing: Cloudflare does not know the secret key", StringComparison.Ordinal));

        var other = await Open(new TurnstileSettings("nosuch"));
        var answer = await doors.Submit(other, ("phone", doors.Phone()), (Field, Token()));
        Assert.Equal((503, Field), (answer.Status, answer["field"]));
        Assert.Contains(doors.LogLines, line => line.Contains($"The form {other.Id}.website takes nothing until the secret key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_sent_twice_is_one_call_and_its_token_calls_nobody_else()
    {
        var account = await Open();
        var (phone, other, token) = (doors.Phone(), doors.Phone(), Token());
        var first = await doors.Submit(account, ("phone", phone), ("_nonce", "n1"), (Field, token));
        var second = await doors.Submit(account, ("phone", phone), ("_nonce", "n1"), (Field, token));
        Assert.Equal((200, 200, first["callId"]), (first.Status, second.Status, second["callId"]));

        var replayed = await doors.Submit(account, ("phone", other), ("_nonce", "n1"), (Field, token));
        Assert.Equal((400, Field), (replayed.Status, replayed["field"]));
        Assert.Equal(1, await doors.Invites(account.Id, "103"));
    }

    /// <summary>One solved widget called a person at every time that was asked for with it.</summary>
    [Fact]
    public async Task A_token_served_several_calls_at_different_times()
    {
        var account = await Open();
        var (phone, token) = (doors.Phone(), Token());
        var first = await Ask("monday 9:00");
        Assert.Equal((200, "scheduled"), (first.Status, first["state"]));
        foreach (var other in new[] { "monday 10:00", "now" })
        {
            var replayed = await Ask(other);
            Assert.Equal((400, Field), (replayed.Status, replayed["field"]));
        }

        // The same form some seconds later, in which the words mean the same instant.
        doors.Clock.Advance(TimeSpan.FromSeconds(7));
        var again = await Ask("monday 9:00");
        Assert.Equal((200, first["callId"]), (again.Status, again["callId"]));
        Assert.Single((await doors.Get(account, "/calls")).Json.GetProperty("calls").EnumerateArray());

        Task<Answer> Ask(string when) => doors.Submit(account, ("phone", phone), ("_nonce", "n1"), ("when", when), (Field, token));
    }

    [Theory]
    [InlineData("www.example.com", "contact", 200)]
    [InlineData("shop.example.com", "contact", 400)]
    [InlineData("www.example.com", "login", 400)]
    public async Task A_widget_of_another_page_or_purpose_opens_nothing(string hostname, string action, int status)
    {
        var account = await Open(new TurnstileSettings("crm-secret") { Hostnames = [hostname], Action = action });
        Assert.Equal(status, (await doors.Submit(account, ("phone", doors.Phone()), (Field, Token()))).Status);
    }

    [Fact]
    public async Task Whoever_mistyped_the_number_keeps_the_token()
    {
        var account = await Open();
        var answer = await doors.Submit(account, ("phone", "12"), (Field, Token()));
        Assert.Equal((400, "phone"), (answer.Status, answer["field"]));
        Assert.Empty(Verify.Asked);
    }

    [Fact]
    public async Task A_browser_without_scripts_is_told_on_a_page()
    {
        var account = await Open();
        var answer = await doors.Browse(account, ("phone", doors.Phone()));
        Assert.Equal(400, answer.Status);
        Assert.Contains("Please confirm that you are human", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_a_widget_asks_nobody()
    {
        var account = await doors.Open();
        Assert.Equal(200, (await doors.Submit(account, ("phone", doors.Phone()))).Status);
        Assert.Empty(Verify.Asked);
    }

    [Fact]
    public async Task The_side_door_of_Kazoo_wants_a_key_then()
    {
        var account = await Open();
        var path = $"/v1/accounts/{account.Id}/clicktocall/website/connect?contact={doors.Phone()}";
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await doors.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(401, (int)answer.StatusCode);
    }

    private static string Token() => $"good-{Interlocked.Increment(ref tokens)}";

    private Task<TestAccount> Open(TurnstileSettings? settings = null) => doors.Open(click => click with { Turnstile = settings ?? new TurnstileSettings("crm-secret") });

    private async Task NobodyIsCalled(TestAccount account)
    {
        Assert.Equal(0, await doors.Invites(account.Id, "103"));
        Assert.Equal(0, (await doors.Get(account, "/calls")).Json.GetProperty("calls").GetArrayLength());
    }
}
