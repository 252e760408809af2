using System.Text.Json;
using Click2Call.Functions.Tests.Calls;
using Click2Call.Intake;

namespace Click2Call.Functions.Tests.Campaigns;

/// <summary>
/// What the PBX Documentation Center says of campaigns and two-factor calls in its decision tree (6) and its pitfalls (7), each against
/// the whole app. The cheat sheet (4) and the recipes (9) are in <see cref="Modules.RecipeTests"/>.
/// </summary>
[Collection(DoorsCollection.Name)]
public sealed class RuleTests(Doors doors)
{
    private static int addresses;

    private readonly string approved = $"198.51.100.{Interlocked.Increment(ref addresses)}";

    [Theory]
    [InlineData("campaignApi.php", "campaignsHistory", true)]
    [InlineData("ivrFilesApi.php", "campaignsHistory", false)]
    [InlineData("ivrFilesApi.php", "makeCall", true)]
    [InlineData("campaignApi.php", "makeCall", false)]
    public async Task Section_6_each_task_has_its_one_address(string door, string action, bool there)
    {
        var account = await Open();
        var (status, body) = await Post(approved, $"/{door}?action={action}&apiKey={account.Key}&phone={doors.Phone()}&cid=123456");
        Assert.Equal((200, there ? "OK" : "ERROR"), (status, Status(body)));
    }

    [Theory]
    [InlineData("campaignApi.php")]
    [InlineData("ivrFilesApi.php")]
    public async Task Pitfall_2_without_an_action_it_is_an_error_that_says_so(string door)
    {
        var account = await Open();
        var (status, body) = await Post(approved, $"/{door}?apiKey={account.Key}&phone={doors.Phone()}&cid=123456");
        Assert.Equal((200, "ERROR"), (status, Status(body)));
        Assert.Contains("action", JsonDocument.Parse(body).RootElement.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pitfall_5_of_two_instances_the_one_whose_address_is_not_approved_is_denied_at_once()
    {
        var account = await Open();
        var query = $"/campaignApi.php?action=campaignsHistory&apiKey={account.Key}";
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("OK", Status((await Post(approved, query)).Body));
            Assert.Contains("Access denied", (await Post("192.0.2.77", query)).Body, StringComparison.Ordinal);
        }

        // Whoever writes an approved address into the header itself gets no further: the proxy's word is the last.
        Assert.Contains("Access denied", (await Post($"{approved}, 192.0.2.77", query)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pitfall_6_the_same_phone_twice_is_an_error_and_rings_once()
    {
        var account = await Open();
        var phone = doors.Phone();
        Assert.Equal("OK", Status((await Post(approved, $"/ivrFilesApi.php?action=makeCall&phone={phone}&cid=123456")).Body));
        Assert.Equal("ERROR", Status((await Post(approved, $"/ivrFilesApi.php?action=makeCall&phone={phone}&cid=123456")).Body));
        Assert.Equal(1, await doors.Invites(account.Id, "+972" + phone[1..]));
        doors.Clock.Advance(TimeSpan.FromSeconds(121));
        Assert.Equal("OK", Status((await Post(approved, $"/ivrFilesApi.php?action=makeCall&phone={phone}&cid=123456")).Body));
    }

    [Fact]
    public async Task Who_does_not_want_to_be_called_is_not_called()
    {
        var (blocked, listed, free) = (doors.Phone(), doors.Phone(), doors.Phone());
        var account = await doors.Open(null, account => account with { Addresses = [approved], BlockList = ["+972" + blocked[1..]] });
        await doors.Service<IDoNotCall>().Add(account.Id, new DoNotCallEntry("+972" + listed[1..], doors.Clock.GetUtcNow(), null), TestContext.Current.CancellationToken);
        var (_, body) = await Post(approved, $"/campaignApi.php?action=campaignRun&apiKey={account.Key}&phones={blocked},{listed},{free},{free}&audioText=x&reasonableHours=no");
        var run = JsonDocument.Parse(body).RootElement;
        Assert.Equal([blocked], run.GetProperty("blockedPhones").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(2, run.GetProperty("phones").GetInt32());

        var report = await Patiently(async () =>
        {
            var seen = JsonDocument.Parse((await Post(approved, $"/campaignApi.php?action=campaignReport&apiKey={account.Key}&campaignId={run.GetProperty("campaignId").GetString()}")).Body).RootElement;
            return seen.GetProperty("campaignStatus").GetString() == "done" ? seen : (JsonElement?)null;
        });
        Assert.Equal(["BLOCKED", "ANSWERED"], report.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("status").GetString()));
        foreach (var (phone, rings) in (IEnumerable<(string, int)>)[(blocked, 0), (listed, 0), (free, 1)])
            Assert.Equal(rings, await doors.Invites(account.Id, "+972" + phone[1..]));
    }

    [Fact]
    public async Task On_the_simulator_a_key_connects_or_removes_and_the_report_has_it()
    {
        var account = await Open();
        var (asks, refuses) = (doors.Phone("0111"), doors.Phone("0112"));
        var (_, body) = await Post(approved, $"/campaignApi.php?action=campaignRun&apiKey={account.Key}&phones={asks},{refuses}&audioText=x&reasonableHours=no&keys%5B1%5D=487&keys%5B2%5D=remove");
        var id = JsonDocument.Parse(body).RootElement.GetProperty("campaignId").GetString();
        var report = await Patiently(async () =>
        {
            var seen = JsonDocument.Parse((await Post(approved, $"/campaignApi.php?action=campaignReport&apiKey={account.Key}&campaignId={id}")).Body).RootElement;
            return seen.GetProperty("campaignStatus").GetString() == "done" ? seen : (JsonElement?)null;
        });
        var calls = report.GetProperty("calls");
        Assert.Equal(("ANSWERED", "1", true), (calls[0].GetProperty("status").GetString(), calls[0].GetProperty("keys").GetString(), calls[0].GetProperty("connected").GetBoolean()));
        Assert.Equal(("ANSWERED", "2"), (calls[1].GetProperty("status").GetString(), calls[1].GetProperty("keys").GetString()));
        Assert.Equal(1, await doors.Invites(account.Id, "487"));
        Assert.NotNull(await doors.Service<IDoNotCall>().Find(account.Id, "+972" + refuses[1..], TestContext.Current.CancellationToken));
        Assert.Null(await doors.Service<IDoNotCall>().Find(account.Id, "+972" + asks[1..], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("phone=0542003333&cid=12345")]
    [InlineData("cid=123456")]
    [InlineData("")]
    public async Task A_two_factor_call_from_elsewhere_is_400_and_not_a_word(string query)
    {
        await Open();
        Assert.Equal((400, ""), await Post("192.0.2.77", "/ivrFilesApi.php?action=makeCall&" + query));
    }

    private async Task<TestAccount> Open()
    {
        var account = await doors.Open(null, account => account with { Addresses = [approved] });
        // Who may order two-factor calls is known for ten seconds.
        doors.Clock.Advance(TimeSpan.FromSeconds(11));
        return account;
    }

    private async Task<(int Status, string Body)> Post(string from, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("X-Forwarded-For", from);
        using var answer = await doors.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<JsonElement> Patiently(Func<Task<JsonElement?>> look)
    {
        for (var i = 0; i < 200; i++)
        {
            if (await look() is { } seen)
                return seen;
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The campaign did not come to its end.");
    }

    private static string? Status(string body) => JsonDocument.Parse(body).RootElement.GetProperty("status").GetString();
}
