using Click2Call.Accounts;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>Who may use the native API.</summary>
[Collection(DoorsCollection.Name)]
public sealed class CallsAuthTests(Doors doors)
{
    [Fact]
    public async Task Without_a_valid_key_nothing_is_told_and_nobody_rings()
    {
        var account = await doors.Open();
        foreach (var headers in new (string, string)[][]
        {
            [], [("Authorization", "Bearer")], [("Authorization", "Bearer ")], [("Authorization", "Bearer c2c_demo_0")], [("Authorization", "Basic " + account.Key)],
            [("Authorization", account.Key)], [("X-Api-Key", "")], [("X-Api-Key", "x")], [("Authorization", "Bearer " + account.Key + "x")],
            [("Authorization", "Bearer " + new string('x', 10_000))], [("Authorization", "Bearer " + account.Key.ToUpperInvariant())],
        })
        {
            var answer = await doors.Send(HttpMethod.Post, "/calls", null, Leads.Forms.Text("application/json", Api.Direct("103", doors.Phone())), headers);
            Assert.Equal((401, "unauthorized", "Bearer"), (answer.Status, answer.ProblemName(), answer.Header("WWW-Authenticate")));
            Assert.Equal(401, (await doors.Send(HttpMethod.Get, "/calls", null, null, headers)).Status);
        }

        Assert.Equal(401, (await doors.Send(HttpMethod.Get, $"/calls?apiKey={account.Key}&key={account.Key}")).Status);
        Assert.Equal(0, await doors.Invites(account.Id, "103"));
    }

    [Fact]
    public async Task A_key_is_taken_from_either_header()
    {
        var account = await doors.Open();
        Assert.Equal(200, (await doors.Get(account, "/calls")).Status);
        Assert.Equal(200, (await doors.Send(HttpMethod.Get, "/calls", null, null, ("X-Api-Key", account.Key))).Status);
        Assert.Equal(200, (await doors.Send(HttpMethod.Get, "/calls", null, null, ("Authorization", "bearer  " + account.Key))).Status);
    }

    [Fact]
    public async Task A_key_opens_what_its_scopes_say()
    {
        var account = await doors.Open();
        var forCalls = await doors.AddKey(account.Id, "webhooks", "calls");
        var forOthers = await doors.AddKey(account.Id, "webhooks");
        Assert.Equal(200, (await doors.Send(HttpMethod.Get, "/calls", forCalls)).Status);
        var refused = await doors.Send(HttpMethod.Get, "/calls", forOthers);
        Assert.Equal((403, "forbidden"), (refused.Status, refused.ProblemName()));
    }

    [Fact]
    public async Task A_revoked_key_is_shut_out()
    {
        var account = await doors.Open();
        Assert.Equal(200, (await doors.Get(account, "/calls")).Status);
        Assert.True(await doors.Service<IAccountBook>().RevokeKey(KeyHash.Of(account.Key), TestContext.Current.CancellationToken));
        doors.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(401, (await doors.Get(account, "/calls")).Status);
    }

    [Fact]
    public async Task A_key_without_its_account_is_refused()
    {
        var key = await doors.AddKey("gone");
        Assert.Equal(403, (await doors.Send(HttpMethod.Get, "/calls", key)).Status);
    }

    [Fact]
    public async Task Another_accounts_call_is_not_there()
    {
        var (one, other) = (await doors.Open(), await doors.Open());
        var placed = await doors.PlaceDirect(one, "103", doors.Phone());
        Assert.Equal(201, placed.Status);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            var answer = await doors.Send(method, "/calls/" + placed["id"], other.Key);
            Assert.Equal((404, "not-found"), (answer.Status, answer.ProblemName()));
        }

        Assert.Empty((await doors.Get(other, "/calls")).Json.GetProperty("calls").EnumerateArray());
        Assert.Equal(200, (await doors.Get(one, "/calls/" + placed["id"])).Status);
    }

    [Theory]
    [InlineData("POST", "/calls/x", "GET, DELETE")]
    [InlineData("PUT", "/calls", "GET, POST")]
    [InlineData("PATCH", "/calls/x", "GET, DELETE")]
    [InlineData("DELETE", "/calls", "GET, POST")]
    [InlineData("HEAD", "/calls", "GET, POST")]
    [InlineData("OPTIONS", "/calls", "GET, POST")]
    [InlineData("GET", "/leads/demo.website", "POST, OPTIONS")]
    [InlineData("POST", "/health/live", "GET")]
    [InlineData("TRACE", "/calls", "GET, POST")]
    public async Task Another_method_is_405_and_told_which_there_are(string method, string path, string allowed)
    {
        var account = await doors.Open();
        var answer = await doors.Send(new HttpMethod(method), path, account.Key);
        Assert.Equal(405, answer.Status);
        Assert.Equal(allowed.Split(", ").Order(), answer.Header("Allow")!.Split(", ").Order());
    }
}
