using Click2Call.Functions.Tests.Leads;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>A request that is sent again with its Idempotency-Key is the same request.</summary>
[Collection(DoorsCollection.Name)]
public sealed class IdempotencyTests(Doors doors)
{
    [Fact]
    public async Task The_same_key_and_body_give_the_same_answer_and_ring_once()
    {
        var account = await doors.Open();
        var phone = doors.Phone("0102");
        var first = await doors.PlaceDirect(account, "103", phone, "\"k-1\"");
        await doors.Until(() => doors.Get(account, "/calls/" + first["id"]), call => call["ringingLeg"] == "second" && call.Body.Contains("\"second\":{\"ringingAt\"", StringComparison.Ordinal));

        // Quoted, as the draft says, or not, as most clients send it.
        var again = await doors.PlaceDirect(account, "103", phone, "\"k-1\"");
        var unquoted = await doors.PlaceDirect(account, "103", phone, "k-1");
        Assert.Equal((201, null), (first.Status, first.Header("Idempotency-Replayed")));
        Assert.Equal((201, first["id"], "true"), (again.Status, again["id"], again.Header("Idempotency-Replayed")));
        Assert.Equal((201, again.Body, "true"), (unquoted.Status, unquoted.Body, unquoted.Header("Idempotency-Replayed")));
        Assert.Equal((await doors.Get(account, "/calls/" + first["id"])).Body, again.Body);
        Assert.Equal(first.Header("Location"), again.Header("Location"));
        Assert.Equal(1, await doors.Invites(account.Id, "103"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_422()
    {
        var account = await doors.Open();
        var phone = doors.Phone();
        Assert.Equal(201, (await doors.PlaceDirect(account, "103", phone, "k-1")).Status);
        var other = await doors.PlaceDirect(account, "101", phone, "k-1");
        Assert.Equal((422, "key-reused"), (other.Status, other.ProblemName()));
        Assert.Equal(0, await doors.Invites(account.Id, "101"));
    }

    [Fact]
    public async Task Another_accounts_key_is_another_key()
    {
        var (one, other) = (await doors.Open(), await doors.Open());
        var phone = doors.Phone();
        var first = await doors.PlaceDirect(one, "103", phone, "k-1");
        var second = await doors.PlaceDirect(other, "103", phone, "k-1");
        Assert.Equal((201, 201), (first.Status, second.Status));
        Assert.NotEqual(first["id"], second["id"]);
    }

    [Fact]
    public async Task A_refusal_by_the_line_is_replayed_as_it_was()
    {
        var account = await doors.Open();
        var phone = doors.Phone();
        var first = await doors.PlaceDirect(account, "401", phone, "k-1");
        var again = await doors.PlaceDirect(account, "401", phone, "k-1");
        Assert.Equal((502, first.Body), (again.Status, again.Body));
    }

    /// <summary>Extension 202 hangs on a phone system whose reply takes 8 s; the caller of the second request waits 10 s at most.</summary>
    [Fact]
    public async Task While_the_first_is_under_way_the_second_waits_for_it_or_is_asked_to_come_again()
    {
        var account = await doors.Open();
        var phone = doors.Phone();
        var both = await Task.WhenAll(doors.PlaceDirect(account, "202", phone, "k-1"), doors.PlaceDirect(account, "202", phone, "k-1"));
        Assert.All(both, answer => Assert.True(answer.Status == 201 || (answer.ProblemName() == "in-progress" && answer.Header("Retry-After") is not null), answer.Body));
        Assert.Contains(both, answer => answer.Status == 201);
        Assert.Equal(1, await doors.Invites(account.Id, "202"));

        var again = await doors.PlaceDirect(account, "202", phone, "k-1");
        Assert.Equal((201, "true"), (again.Status, again.Header("Idempotency-Replayed")));
        Assert.Equal(1, await doors.Invites(account.Id, "202"));
    }

    /// <summary>Extension 504 rings and its reply never comes, nor any event: the line gives up after 20 s, whoever repeats the request after 10 s.</summary>
    [Fact]
    public async Task A_request_whose_first_is_not_decided_in_time_is_409_with_a_time_to_come_again()
    {
        var account = await doors.Open(null, one => one with { Lines = [new() { Id = "main", Dialect = "simulator", Options = new Dictionary<string, string> { ["timeout"] = "20", ["reports"] = "none" } }] });
        var phone = doors.Phone();
        var first = doors.PlaceDirect(account, "504", phone, "k-1");
        await doors.Until(() => doors.Get(account, "/calls"), page => page.Json.GetProperty("calls").GetArrayLength() == 1);
        var second = await doors.PlaceDirect(account, "504", phone, "k-1");
        Assert.Equal((409, "in-progress"), (second.Status, second.ProblemName()));
        Assert.InRange(int.Parse(second.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Equal(201, (await first).Status);
        Assert.Equal(1, await doors.Invites(account.Id, "504"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public async Task Many_at_once_ring_once(int times)
    {
        var account = await doors.Open();
        var phone = doors.Phone();
        var answers = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => doors.PlaceDirect(account, "103", phone, "k-1")));
        Assert.All(answers, answer => Assert.True(answer.Status == 201 || answer.ProblemName() == "in-progress", answer.Body));
        Assert.Single(answers.Where(answer => answer.Status == 201).Select(answer => answer["id"]).Distinct());
        Assert.Equal(1, await doors.Invites(account.Id, "103"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("  ")]
    public async Task An_empty_key_is_named(string key)
    {
        var account = await doors.Open();
        var answer = await doors.PlaceDirect(account, "103", doors.Phone(), key);
        Assert.Equal(400, answer.Status);
        Assert.Equal(["Idempotency-Key"], answer.Fields());
    }

    [Fact]
    public async Task A_key_has_at_most_255_characters()
    {
        var account = await doors.Open();
        var answer = await doors.PlaceDirect(account, "103", doors.Phone(), new string('k', 256));
        Assert.Equal((400, "Idempotency-Key"), (answer.Status, answer.Fields().Single()));
        Assert.Equal(201, (await doors.PlaceDirect(account, "103", doors.Phone(), new string('k', 255))).Status);
        Assert.Equal(0, await doors.Invites(account.Id, "101"));
    }
}
