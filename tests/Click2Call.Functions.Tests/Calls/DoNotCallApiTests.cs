using Click2Call.Functions.Tests.Leads;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>The do-not-call list by the native API.</summary>
[Collection(DoorsCollection.Name)]
public sealed class DoNotCallApiTests(Doors doors)
{
    [Fact]
    public async Task A_number_is_added_read_listed_and_removed()
    {
        var account = await doors.Open();
        var number = doors.Phone();
        var e164 = "+972" + number[1..];
        var added = await Add(account, $$"""{"number":"{{number}}","note":"asked us on the phone"}""");
        Assert.Equal((201, e164, "asked us on the phone", "/do-not-call/" + e164), (added.Status, added["number"], added["note"], added.Header("Location")));
        Assert.Equal(200, (await Add(account, $$"""{"number":"{{e164}}"}""")).Status);

        Assert.Equal("asked us on the phone", (await doors.Get(account, "/do-not-call/" + number))["note"]);
        Assert.Equal(e164, Assert.Single((await doors.Get(account, "/do-not-call")).Json.GetProperty("numbers").EnumerateArray()).GetProperty("number").GetString());
        Assert.Equal(204, (await doors.Send(HttpMethod.Delete, "/do-not-call/" + e164, account.Key)).Status);
        Assert.Equal(404, (await doors.Send(HttpMethod.Delete, "/do-not-call/" + e164, account.Key)).Status);
        Assert.Equal(404, (await doors.Get(account, "/do-not-call/" + e164)).Status);
    }

    [Fact]
    public async Task Forms_and_calls_to_it_are_refused_unless_the_caller_insists()
    {
        var account = await doors.Open();
        var number = doors.Phone();
        await Add(account, $$"""{"number":"{{number}}"}""");
        var form = await doors.Submit(account, ("phone", number));
        Assert.Equal((400, "phone"), (form.Status, form["field"]));
        var refused = await doors.PlaceDirect(account, "103", number);
        Assert.Equal((422, "notAllowed"), (refused.Status, refused["outcome"]));
        Assert.Contains("do-not-call list", refused["detail"], StringComparison.Ordinal);
        Assert.Equal(0, await doors.Invites(account.Id, "103"));
        Assert.Equal(201, (await doors.Place(account, $$"""{"agent":"103","target":"{{number}}","ignoreDoNotCall":true}""")).Status);
    }

    /// <summary>A visitor was told whose number the account keeps on which list.</summary>
    [Fact]
    public async Task A_visitor_hears_one_sentence_for_whoever_does_not_want_to_be_called()
    {
        var (listed, barred) = (doors.Phone(), doors.Phone());
        var account = await doors.Open(changeAccount: given => given with { BlockList = ["+972" + barred[1..]] });
        await Add(account, $$"""{"number":"{{listed}}"}""");
        foreach (var number in new[] { listed, barred })
        {
            var form = await doors.Submit(account, ("phone", number));
            Assert.Equal((400, "phone", "This number cannot be called from here."), (form.Status, form["field"], form["status"]));
        }
    }

    [Theory]
    [InlineData("""{"number":"12"}""", "number")]
    [InlineData("""{"note":"x"}""", "number")]
    [InlineData("""{"number":"0502345678","note":"a\nb"}""", "note")]
    [InlineData("""{"phone":"0502345678"}""", "phone")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        var answer = await Add(await doors.Open(), body);
        Assert.Equal((400, field), (answer.Status, Assert.Single(answer.Fields())));
    }

    [Fact]
    public async Task It_needs_a_key_and_its_scope()
    {
        var account = await doors.Open();
        Assert.Equal(401, (await doors.Send(HttpMethod.Get, "/do-not-call")).Status);
        Assert.Equal(403, (await doors.Send(HttpMethod.Get, "/do-not-call", await doors.AddKey(account.Id, "events"))).Status);
    }

    [Theory]
    [InlineData("?top=0")]
    [InlineData("?top=x")]
    [InlineData("?continuation=%27%20or%20true")]
    public async Task A_page_that_cannot_be_is_refused(string query) =>
        Assert.Equal(400, (await doors.Get(await doors.Open(), "/do-not-call" + query)).Status);

    private Task<Answer> Add(TestAccount account, string body) =>
        doors.Send(HttpMethod.Post, "/do-not-call", account.Key, Forms.Text("application/json", body));
}
