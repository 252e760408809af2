using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Events;
using Click2Call.Functions.Tests.Calls;
using Click2Call.Functions.Tests.Leads;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions.Tests.Events;

/// <summary>The whole way: endpoints by the API, a call by the simulator, events at a receiver, deliveries in the list.</summary>
[Collection(DoorsCollection.Name)]
public sealed class EventFlowTests(Doors doors)
{
    [Fact]
    public async Task A_call_is_told_to_an_endpoint_as_the_document_says_and_the_deliveries_are_listed()
    {
        await using var receiver = await Receiver.Start();
        var account = await doors.Open();
        var secret = await Listen(account, receiver);
        var phone = doors.Phone();
        var placed = await doors.PlaceDirect(account, "103", phone);
        await doors.Reaches(account, placed["id"], "connected");
        await doors.Send(HttpMethod.Delete, "/calls/" + placed["id"], account.Key);
        await doors.Reaches(account, placed["id"], "ended");
        await Until(receiver, () => receiver.Posts.Any(post => post.Body.Contains("call.ended", StringComparison.Ordinal)));

        // A late piece of news (how long they talked) may make one more event: the list and the receiver's book are read until they agree.
        var list = await doors.Until(
            () => doors.Get(account, "/deliveries?receiver=crm&status=delivered"), answer => answer.Json.GetProperty("deliveries").GetArrayLength() == Distinct(receiver).Length);

        var posts = Distinct(receiver);
        foreach (var post in posts)
        {
            Assert.Empty(JsonSchemas.Problems(ApiDocument.Schema("Event"), JsonDocument.Parse(post.Body).RootElement, "$"));
            var verified = await StandardWebhooksLibrary.Verifies(post, secret);
            Assert.SkipWhen(verified is null, "npm ci could not install standardwebhooks.");
            Assert.True(verified);
        }

        var ended = JsonDocument.Parse(posts.Single(post => post.Body.Contains("call.ended", StringComparison.Ordinal)).Body).RootElement.GetProperty("data");
        Assert.Equal(placed["id"], ended.GetProperty("call").GetProperty("id").GetString());
        Assert.Equal("+972" + phone[1..], ended.GetProperty("call").GetProperty("target").GetString());
        Assert.Equal(account.Id, ended.GetProperty("account").GetString());

        var first = list.Json.GetProperty("deliveries")[0];
        var one = await doors.Get(account, "/deliveries/" + first.GetProperty("id").GetString());
        Assert.Equal((200, 204), (one.Status, one.Json.GetProperty("lastStatus").GetInt32()));
        Assert.Contains(posts, post => post.Body == one["body"]);
        Assert.Equal(0, (await doors.Get(account, "/deliveries?status=failed")).Json.GetProperty("deliveries").GetArrayLength());

        // Of this event: a late piece of news may be told meanwhile.
        var before = Repeated().Count;
        var again = await doors.Send(HttpMethod.Post, $"/deliveries/{first.GetProperty("id").GetString()}/resend", account.Key);
        Assert.Equal((202, "pending"), (again.Status, again["status"]));
        await Until(receiver, () => Repeated().Count > before);
        Assert.InRange(before, 1, int.MaxValue);
        Assert.All(Repeated(), post => Assert.Equal(one["body"], post.Body));

        List<Receiver.Post> Repeated() => [.. receiver.Posts.Where(post => post.Headers["webhook-id"] == one["eventId"])];
    }

    [Fact]
    public async Task A_test_is_sent_once_and_a_receiver_that_is_gone_is_switched_off_until_it_is_switched_on()
    {
        await using var receiver = await Receiver.Start();
        var account = await doors.Open();
        await Listen(account, receiver);
        receiver.Answer = http => { http.Response.StatusCode = 410; return Task.CompletedTask; };
        var test = await doors.Send(HttpMethod.Post, "/endpoints/crm/test", account.Key);
        Assert.Equal((202, "endpoint.test"), (test.Status, test["event"]));
        var failed = await doors.Until(() => doors.Get(account, test.Header("Location")!), answer => answer["status"] == "failed");
        Assert.Equal(410, failed.Json.GetProperty("lastStatus").GetInt32());

        var off = await doors.Until(() => doors.Get(account, "/endpoints/crm"), answer => !answer.Json.GetProperty("active").GetBoolean());
        Assert.Contains("410", off["reason"], StringComparison.Ordinal);
        var on = await doors.Send(HttpMethod.Post, "/endpoints/crm/enable", account.Key);
        Assert.True(on.Json.GetProperty("active").GetBoolean());
        receiver.Answer = http => { http.Response.StatusCode = 200; return Task.CompletedTask; };
        var second = await doors.Send(HttpMethod.Post, "/endpoints/crm/test", account.Key);
        await doors.Until(() => doors.Get(account, second.Header("Location")!), answer => answer["status"] == "delivered");
    }

    [Fact]
    public async Task An_endpoint_is_made_changed_and_removed()
    {
        var account = await doors.Open();
        var made = await Post(account, "/endpoints", """{"url":"https://www.example.com/hook","events":["call.ended"],"description":"Our CRM"}""");
        Assert.Equal(201, made.Status);
        Assert.True(StandardWebhooks.IsSecret(made["secret"]!));
        var id = made["id"]!;
        Assert.Equal("/endpoints/" + id, made.Header("Location"));
        var read = await doors.Get(account, "/endpoints/" + id);
        Assert.Equal((200, null, "https://www.example.com/hook"), (read.Status, read["secret"], read["url"]));

        var changed = await Put(account, id, """{"events":[],"enabled":false}""");
        Assert.Equal((200, 7, false), (changed.Status, changed.Json.GetProperty("events").GetArrayLength(), changed.Json.GetProperty("active").GetBoolean()));
        Assert.Equal("https://www.example.com/hook", changed["url"]);
        Assert.Equal(400, (await Put(account, id, """{"id":"other"}""")).Status);

        var rotated = await doors.Send(HttpMethod.Post, $"/endpoints/{id}/secret", account.Key);
        Assert.NotEqual(made["secret"], rotated["secret"]);
        Assert.NotNull(rotated["oldSecretUntil"]);
        var stored = (await doors.Service<IDirectory>().Find(account.Id, TestContext.Current.CancellationToken))!.FindEndpoint(id)!;
        Assert.Equal(2, stored.Sealed.Count);
        Assert.All(stored.Sealed, sealedSecret => Assert.DoesNotContain(sealedSecret.Text, new[] { made["secret"], rotated["secret"] }));

        Assert.Equal(204, (await doors.Send(HttpMethod.Delete, "/endpoints/" + id, account.Key)).Status);
        Assert.Equal(404, (await doors.Get(account, "/endpoints/" + id)).Status);
        Assert.Equal(0, (await doors.Get(account, "/endpoints")).Json.GetProperty("endpoints").GetArrayLength());
    }

    /// <summary>Every change wrote back a copy of the endpoint that could be five seconds old: a secret that another instance had made was gone.</summary>
    [Theory]
    [InlineData("PUT", "", """{"description":"Ours"}""")]
    [InlineData("POST", "/enable", null)]
    [InlineData("POST", "/secret", null)]
    public async Task What_another_instance_changed_a_moment_ago_stays(string method, string path, string? body)
    {
        var account = await doors.Open();
        await Post(account, "/endpoints", """{"url":"https://www.example.com/","id":"crm"}""");
        await doors.Get(account, "/endpoints/crm");
        var accounts = doors.Service<StorageAccount>().Table(AccountTable.Accounts);
        var other = new EndpointTable(accounts, new AccountDirectory(accounts, accounts, doors.Clock));
        await other.Change(
            account.Id,
            "crm",
            known => known with { Enabled = false, Sealed = [new SealedSecret("of-the-other-instance", null), .. known.Sealed] },
            TestContext.Current.CancellationToken);

        var answer = await doors.Send(new HttpMethod(method), "/endpoints/crm" + path, account.Key, body is null ? null : Forms.Text("application/json", body));
        Assert.Equal(200, answer.Status);
        var stored = (await doors.Service<IDirectory>().Find(account.Id, TestContext.Current.CancellationToken))!.FindEndpoint("crm")!;
        Assert.Contains(stored.Sealed, secret => secret.Text == "of-the-other-instance");
        Assert.Equal(path == "/enable", stored.Enabled);
    }

    [Theory]
    [InlineData("""{}""", "url")]
    [InlineData("""{"url":"http://www.example.com/"}""", "url")]
    [InlineData("""{"url":"ftp://www.example.com/"}""", "url")]
    [InlineData("""{"url":"https://user:pass@www.example.com/"}""", "url")]
    [InlineData("""{"url":"https://www.example.com/","events":["call.everything"]}""", "events")]
    [InlineData("""{"url":"https://www.example.com/","id":"Upper"}""", "id")]
    [InlineData("""{"url":"https://www.example.com/","secrets":["pbx-key"]}""", "secrets")]
    [InlineData("""{"url":7}""", "url")]
    [InlineData("""nothing""", "body")]
    public async Task A_wrong_endpoint_is_refused_with_the_field_named(string body, string field)
    {
        var account = await doors.Open();
        var answer = await Post(account, "/endpoints", body);
        Assert.Equal((400, field), (answer.Status, string.Join(", ", answer.Fields())));
    }

    [Fact]
    public async Task An_id_is_taken_once_and_twenty_endpoints_are_the_most()
    {
        var account = await doors.Open(changeAccount: known => known with
        {
            Endpoints = [.. Enumerable.Range(1, 19).Select(i => new EventEndpoint { Id = $"e{i}", Url = new Uri("https://www.example.com/") })],
        });
        Assert.Equal(409, (await Post(account, "/endpoints", """{"url":"https://www.example.com/","id":"e7"}""")).Status);
        Assert.Equal(201, (await Post(account, "/endpoints", """{"url":"https://www.example.com/","id":"e20"}""")).Status);
        Assert.Equal("too-many", (await Post(account, "/endpoints", """{"url":"https://www.example.com/"}""")).ProblemName());
    }

    [Fact]
    public async Task An_address_that_the_api_moves_to_loses_what_the_operator_allowed_the_old_one()
    {
        await using var receiver = await Receiver.Start();
        var account = await doors.Open();
        await Listen(account, receiver);
        Assert.Equal(400, (await Put(account, "crm", """{"url":"http://127.0.0.1:1/"}""")).Status);
        Assert.Equal(200, (await Put(account, "crm", """{"url":"https://127.0.0.1:1/"}""")).Status);
        var test = await doors.Send(HttpMethod.Post, "/endpoints/crm/test", account.Key);
        var failed = await doors.Until(() => doors.Get(account, test.Header("Location")!), answer => answer["status"] == "failed");
        Assert.Contains("private network", failed["lastProblem"], StringComparison.Ordinal);
    }

    /// <summary>A hook that was moved carried the key of its receiver to another, in clear.</summary>
    [Theory]
    [InlineData("https://hooks.example.com/c2c?v=2", true)]
    [InlineData("https://HOOKS.example.com:443/c2c", true)]
    [InlineData("https://evil.example/c2c", false)]
    [InlineData("https://hooks.example.com.evil.example/c2c", false)]
    [InlineData("https://hooks.example.com:8443/c2c", false)]
    public async Task The_key_of_an_event_hook_does_not_follow_it_to_another_receiver(string moved, bool same)
    {
        const string At = "https://hooks.example.com/c2c";
        var account = await doors.Open();
        var withKey = (await Post(account, "/v1/event", $$"""{"callback_url":"{{At}}","event":"hangup","callback_apikey":"their-key"}"""))["id"]!;
        var without = (await Post(account, "/v1/event", $$"""{"callback_url":"{{At}}","event":"hangup"}"""))["id"]!;

        var answer = await Put(account, withKey, $$"""{"url":"{{moved}}"}""");
        Assert.Equal(same ? (200, null) : (409, "key-of-another-receiver"), (answer.Status, answer.Status == 200 ? null : answer.ProblemName()));
        Assert.Equal(same ? new Uri(moved) : new Uri(At), new Uri((await doors.Get(account, "/endpoints/" + withKey))["url"]!));
        Assert.Equal(200, (await Put(account, without, $$"""{"url":"{{moved}}"}""")).Status);
        Assert.Equal(200, (await Put(account, withKey, """{"description":"Ours"}""")).Status);
    }

    [Fact]
    public async Task Another_account_sees_nothing_of_it_and_a_key_for_calls_does_not_open_it()
    {
        var account = await doors.Open();
        var other = await doors.Open();
        await Post(account, "/endpoints", """{"url":"https://www.example.com/","id":"crm"}""");
        var test = await doors.Send(HttpMethod.Post, "/endpoints/crm/test", account.Key);
        Assert.Equal(404, (await doors.Get(other, "/endpoints/crm")).Status);
        Assert.Equal(404, (await doors.Get(other, test.Header("Location")!)).Status);
        Assert.Equal(404, (await doors.Send(HttpMethod.Post, test.Header("Location") + "/resend", other.Key)).Status);
        var forCalls = await doors.AddKey(account.Id, "calls");
        foreach (var path in new[] { "/endpoints", "/deliveries", "/endpoints/crm" })
        {
            Assert.Equal(403, (await doors.Send(HttpMethod.Get, path, forCalls)).Status);
            Assert.Equal(401, (await doors.Send(HttpMethod.Get, path)).Status);
        }

        Assert.Equal(200, (await doors.Send(HttpMethod.Get, "/endpoints", await doors.AddKey(account.Id, "events"))).Status);
    }

    [Theory]
    [InlineData("status=gone")]
    [InlineData("day=today")]
    [InlineData("top=0")]
    [InlineData("receiver=A B")]
    [InlineData("continuation=x")]
    public async Task A_wrong_filter_is_refused(string query) =>
        Assert.Equal(400, (await doors.Get(await doors.Open(), "/deliveries?" + query)).Status);

    [Theory]
    [InlineData("/deliveries/x")]
    [InlineData("/deliveries/1795000000123-0197a000000070008000000000000001-1-crm")]
    public async Task A_delivery_that_is_not_there_is_not_found(string path) =>
        Assert.Equal(404, (await doors.Get(await doors.Open(), path)).Status);

    // At least once is the promise: a machine that is slow enough gets some twice.
    private static Receiver.Post[] Distinct(Receiver receiver) => [.. receiver.Posts.DistinctBy(post => post.Headers["webhook-id"])];

    // The operator's file allows the private address; the API made the secret.
    private async Task<string> Listen(TestAccount account, Receiver receiver)
    {
        var made = await Post(account, "/endpoints", """{"url":"https://www.example.com/","id":"crm"}""");
        await doors.Service<IEndpointBook>().Change(
            account.Id, "crm", endpoint => endpoint with { Url = receiver.Address, AllowPrivateNetwork = true }, TestContext.Current.CancellationToken);
        return made["secret"]!;
    }

    private Task<Answer> Post(TestAccount account, string path, string body) =>
        doors.Send(HttpMethod.Post, path, account.Key, Forms.Text("application/json", body));

    private Task<Answer> Put(TestAccount account, string id, string body) =>
        doors.Send(HttpMethod.Put, "/endpoints/" + id, account.Key, Forms.Text("application/json", body));

    private async Task Until(Receiver receiver, Func<bool> wanted)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!wanted())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(90), $"It does not come; told: {string.Join(", ", receiver.Posts.Select(post => post.Headers["webhook-id"]))}\n{string.Join('\n', doors.LogLines.Where(line => line.Contains("event", StringComparison.OrdinalIgnoreCase)).TakeLast(12))}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
