using System.Text;
using Click2Call.Calls;
using Click2Call.Dialects.Simulator;
using Click2Call.Functions.Leads;
using Click2Call.Functions.Tests.Calls;

namespace Click2Call.Functions.Tests.Leads;

/// <summary>What a script may ask of a call afterwards, and for how long.</summary>
[Collection(DoorsCollection.Name)]
public sealed class LeadStatusTests(Doors doors)
{
    [Fact]
    public async Task A_script_follows_the_call_from_the_first_ring_to_the_end()
    {
        var account = await doors.Open(click => click with { Extension = "102" });
        var sent = await doors.Submit(account, ("phone", doors.Phone("0102")), ("name", "Dana"));
        Assert.Equal(200, sent.Status);
        var attempt = new AttemptId(CallId.Parse(sent["callId"]!), 1);

        Assert.Equal("We are ringing one of our people. Your phone is next.", (await Reaches(sent, "ringing"))["status"]);
        await Press(attempt, LegPosition.First, SimulatedKey.Answer);
        await doors.Until(() => Status(sent), answer => answer["status"] == "Your phone is ringing. Please pick up.");
        await Press(attempt, LegPosition.Second, SimulatedKey.Answer);
        Assert.Equal("You are connected.", (await Reaches(sent, "connected"))["status"]);
        await Press(attempt, LegPosition.Second, SimulatedKey.HangUp);

        var ended = await Reaches(sent, "ended");
        Assert.Equal(("answered", "Thank you for talking with us."), (ended["outcome"], ended["status"]));
        Assert.Equal(sent["callId"], ended["callId"]);
        Assert.Equal(1, await doors.Invites(account.Id, "102"));
    }

    [Theory]
    [InlineData("486")]
    [InlineData("404")]
    [InlineData("603")]
    [InlineData("502")]
    [InlineData("503")]
    [InlineData("401")]
    public async Task Whatever_goes_wrong_the_visitor_hears_nothing_of_the_inside(string extension)
    {
        var account = await doors.Open(click => click with { Extension = extension });
        var sent = await doors.Submit(account, ("phone", doors.Phone()));
        Assert.Equal(200, sent.Status);
        Assert.DoesNotMatch("(?i)http|busy|offline|line|extension|error|refused|connection", sent["status"]!);
        var status = await Status(sent);
        Assert.Equal(200, status.Status);
        Assert.DoesNotMatch("(?i)http|offline|line|extension|error|refused|connection", status["status"]!);
        Assert.Equal(["callId", "outcome", "state", "status"], status.Json.EnumerateObject().Select(property => property.Name).Append("outcome").Distinct().Order());
    }

    [Fact]
    public async Task A_token_that_was_tampered_with_opens_nothing()
    {
        var account = await doors.Open();
        var sent = await doors.Submit(account, ("phone", doors.Phone()));
        var url = sent["statusUrl"]!;
        var token = url[(url.LastIndexOf('/') + 1)..];
        for (var at = 0; at < token.Length; at++)
        {
            var forged = new StringBuilder(token) { [at] = token[at] == 'A' ? 'B' : 'A' }.ToString();
            var answer = await doors.Send(HttpMethod.Get, url.Replace(token, forged, StringComparison.Ordinal));

            // The last letter holds bits that mean nothing; base64 without them is the same token or none.
            Assert.True(answer.Status == 404 || at == token.Length - 1, $"{answer.Status} at {at}");
        }

        foreach (var other in new[] { "x", new string('A', 48), new string('A', 64), new string('A', 4_000), token + "A", token[..^1], "%20", "..%2f" })
            Assert.Equal((404, other), ((await doors.Send(HttpMethod.Get, url.Replace(token, other, StringComparison.Ordinal))).Status, other));
        Assert.Equal(200, (await doors.Send(HttpMethod.Get, url)).Status);
    }

    [Fact]
    public async Task A_token_opens_nothing_at_another_account()
    {
        var (one, other) = (await doors.Open(), await doors.Open());
        var url = (await doors.Submit(one, ("phone", doors.Phone())))["statusUrl"]!;
        Assert.Equal(200, (await doors.Send(HttpMethod.Get, url)).Status);
        Assert.Equal(404, (await doors.Send(HttpMethod.Get, url.Replace(one.Id + ".", other.Id + ".", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task A_token_is_good_for_an_hour()
    {
        var account = await doors.Open();
        var url = (await doors.Submit(account, ("phone", doors.Phone())))["statusUrl"]!;
        doors.Clock.Advance(TimeSpan.FromMinutes(58));
        Assert.Equal(200, (await doors.Send(HttpMethod.Get, url)).Status);
        doors.Clock.Advance(TimeSpan.FromMinutes(3));
        var late = await doors.Send(HttpMethod.Get, url);
        Assert.Equal((404, "This address is not valid any more."), (late.Status, late["status"]));
        Assert.Equal(200, (await doors.Send(HttpMethod.Get, url.Replace("/status/", "/thanks/", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public void Another_installations_key_signs_another_token()
    {
        var id = CallId.New(doors.Clock);
        var now = doors.Clock.GetUtcNow();
        var (key, other) = (new byte[32], Enumerable.Repeat((byte)1, 32).ToArray());
        var token = StatusToken.Make(key, "demo", id, now, mayCancel: true);
        Assert.Equal((id, true), StatusToken.Read(key, "demo", token, now));
        Assert.Null(StatusToken.Read(other, "demo", token, now));
        Assert.Null(StatusToken.Read(key, "demo2", token, now));
        Assert.Null(StatusToken.Read(key, "demo", token, now + StatusToken.Life + TimeSpan.FromSeconds(1)));
    }

    private Task<Answer> Status(Answer sent) => doors.Send(HttpMethod.Get, sent["statusUrl"]!);

    private Task<Answer> Reaches(Answer sent, string state) => doors.Until(() => Status(sent), answer => answer["state"] == state);

    private Task Press(AttemptId attempt, LegPosition leg, SimulatedKey key) =>
        Probe.Until(
            () => doors.Exchange.Press(attempt, leg, key, TestContext.Current.CancellationToken).GetAwaiter().GetResult(), $"{leg} {key}");
}
