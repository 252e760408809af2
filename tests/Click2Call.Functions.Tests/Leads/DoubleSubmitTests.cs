using Click2Call.Functions.Tests.Calls;

namespace Click2Call.Functions.Tests.Leads;

/// <summary>A form that is sent twice rings once, by the phone system's own books.</summary>
[Collection(DoorsCollection.Name)]
public sealed class DoubleSubmitTests(Doors doors)
{
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 2)]
    [InlineData(true, 20)]
    [InlineData(false, 20)]
    public async Task At_once(bool nonce, int times)
    {
        var account = await doors.Open();
        var phone = doors.Phone();
        (string, string)[] fields = nonce ? [("phone", phone), ("name", "Dana"), ("_nonce", "n-1")] : [("phone", phone), ("name", "Dana")];

        var answers = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => doors.Submit(account, fields)));

        // Who came while the first was still being written down may be asked to send it again; nobody hears an error.
        Assert.All(answers, answer => Assert.True(answer.Status == 200 || (answer.Status == 503 && answer.Header("Retry-After") is not null), $"{answer.Status} {answer.Body}"));
        Assert.Single(answers.Where(answer => answer.Status == 200).Select(answer => answer["callId"]).Distinct());
        Assert.Equal(1, await doors.Invites(account.Id, "103"));

        var again = await doors.Submit(account, fields);
        Assert.Equal((200, answers.First(answer => answer.Status == 200)["callId"]), (again.Status, again["callId"]));
        Assert.Equal(1, await doors.Invites(account.Id, "103"));
        Assert.Single((await doors.Send(HttpMethod.Get, "/calls", account.Key)).Json.GetProperty("calls").EnumerateArray());
    }

    [Fact]
    public async Task The_same_nonce_at_another_form_is_another_call()
    {
        var (one, other) = (await doors.Open(), await doors.Open());
        var phone = doors.Phone();
        var first = await doors.Submit(one, ("phone", phone), ("_nonce", "same"));
        var second = await doors.Submit(other, ("phone", phone), ("_nonce", "same"));
        Assert.NotEqual(first["callId"], second["callId"]);
        Assert.Equal((1, 1), (await doors.Invites(one.Id, "103"), await doors.Invites(other.Id, "103")));
    }

    [Fact]
    public async Task A_corrected_phone_number_is_a_new_call_also_with_the_same_nonce()
    {
        var account = await doors.Open();
        var (wrong, right) = (doors.Phone(), doors.Phone());
        var first = await doors.Submit(account, ("phone", wrong), ("_nonce", "n-1"));
        var second = await doors.Submit(account, ("phone", right), ("_nonce", "n-1"));
        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.NotEqual(first["callId"], second["callId"]);
        Assert.Equal(2, await doors.Invites(account.Id, "103"));
        await doors.Until(() => doors.Send(HttpMethod.Get, "/calls/" + second["callId"], account.Key), answer => answer["state"] == "connected");
        Assert.Equal(1, await doors.Invites(account.Id, "+972" + right[1..]));
    }

    [Fact]
    public async Task The_same_number_written_in_other_ways_is_the_same_person()
    {
        var account = await doors.Open();
        var phone = doors.Phone();
        var national = phone[1..];
        var ids = new List<string?>();
        foreach (var written in new[] { phone, "+972" + national, "00972" + national, $"{phone[..3]}-{phone[3..6]} {phone[6..]}", "+972 (0)" + national })
            ids.Add((await doors.Submit(account, ("phone", written)))["callId"]);
        Assert.Single(ids.Distinct());
        Assert.Equal(1, await doors.Invites(account.Id, "103"));
    }
}
