using System.Text.Json.Nodes;
using Click2Call.Calls;

namespace Click2Call.EndToEnd.Tests.Asterisk;

/// <summary>A visitor sends a website's form, and two real SIP phones are connected.</summary>
[Collection(PbxCollection.Name)]
[Trait("Needs", "Asterisk")]
public sealed class FormTests(Pbx pbx)
{
    private const string Visitor = "+972542238199";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_rings_the_agent_then_the_customer_and_all_books_agree()
    {
        pbx.Need();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(pbx.App.Address, $"leads/{Pbx.Account}.form"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "רות כהן & Sons, \"VIP\" <1>", ["phone"] = Visitor }),
        };
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await pbx.Client.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        var said = JsonNode.Parse(text)!;
        var id = CallId.Parse(said["callId"]!.GetValue<string>());
        var call = await pbx.End(id);

        // The history.
        Assert.Equal(CallOutcome.Answered, call.Outcome);
        var attempt = Assert.Single(call.Attempts);
        Assert.True(attempt.First.RingingAt <= attempt.First.AnsweredAt);
        Assert.True(attempt.First.AnsweredAt <= attempt.Second.RingingAt);
        Assert.True(attempt.Second.RingingAt <= attempt.Second.AnsweredAt);
        Assert.True(attempt.Second.AnsweredAt < attempt.Second.EndedAt);
        Assert.InRange(call.Talked!.Value, TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(60));
        Assert.Equal("ANSWER, ANSWER, SIP 200 OK", call.Disposition);

        // The visitor's status address.
        var address = said["statusUrl"]!.GetValue<string>();
        var status = JsonNode.Parse(await pbx.Client.GetStringAsync(new Uri(pbx.App.Address, address), Cancel))!;
        Assert.Equal("answered", status["outcome"]!.GetValue<string>());

        // Asterisk's own records.
        var records = await pbx.Cdr(id, legs: 2);
        Assert.Equal(["click2call-agent", "click2call-target"], records.Select(record => record.Context).Order());
        Assert.All(records, record => Assert.Equal("ANSWERED", record.Disposition));
        var second = records.Single(record => record.Context == "click2call-target");
        Assert.InRange(second.Talked, call.Talked.Value.TotalSeconds - 3, call.Talked.Value.TotalSeconds + 3);
        Assert.StartsWith("PJSIP/carrier-", second.Dialled, StringComparison.Ordinal);

        // What the phones saw: the agent who it is about, the customer the company's number and nothing else.
        var customers = Assert.Single(pbx.Asterisk.Phones.Invites(), invite => invite.Number == Visitor);
        var agents = pbx.Asterisk.Phones.Invites().Last(invite => invite.Number == "101" && invite.Message.Contains(Visitor, StringComparison.Ordinal));
        Assert.Contains("רות כהן Sons VIP 1", Assert.Single(agents.Header("From")), StringComparison.Ordinal);
        Assert.Contains(Visitor, Assert.Single(agents.Header("From")), StringComparison.Ordinal);
        foreach (var line in customers.Header("From").Concat(customers.Header("P-Asserted-Identity")).Concat(customers.Header("Remote-Party-ID")).Concat(customers.Header("Contact")))
        {
            Assert.DoesNotContain("Dana", line, StringComparison.Ordinal);
            Assert.DoesNotContain("רות", line, StringComparison.Ordinal);
            Assert.DoesNotContain("542238199", line, StringComparison.Ordinal);
        }

        Assert.Contains($"sip:{Pbx.CallerId}@", Assert.Single(customers.Header("From")), StringComparison.Ordinal);
        Assert.DoesNotContain(Testing.Asterisk.AsteriskServer.Password, pbx.App.Said, StringComparison.Ordinal);
    }
}
