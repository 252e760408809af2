using System.Text.Json.Nodes;
using Click2Call.Calls;

namespace Click2Call.EndToEnd.Tests.Asterisk;

/// <summary>Groups of real phones: who declines or does not accept is followed by the next, and several ring together.</summary>
[Collection(PbxCollection.Name)]
[Trait("Needs", "Asterisk")]
public sealed class HuntTests(Pbx pbx)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_goes_on_to_the_agent_who_presses_1()
    {
        pbx.Need();
        var call = await pbx.End(await Send("hunt", "+972542251199"), TimeSpan.FromMinutes(2));
        Assert.Equal(CallOutcome.Answered, call.Outcome);
        Assert.Equal(["1603", "1112", "1111"], call.Attempts.Select(attempt => attempt.Agent));
        Assert.Single(pbx.Asterisk.Phones.Invites(), invite => invite.Number == "+972542251199");
    }

    [Fact]
    public async Task Phones_that_ring_together_are_answered_by_one()
    {
        pbx.Need();
        var id = await Send("together", "+972542252001");

        // While the one talks, the other is free for the next lead.
        var talking = await pbx.Wait(id, call => call.State is CallState.Connected or CallState.Ended || call.Latest?.First.AnsweredAt is not null);
        Assert.Equal("104", talking.Latest!.AnsweredBy);
        await pbx.Wait(id, one => one.State is CallState.Connected);
        using var hangUp = await pbx.Client.DeleteAsync(new Uri(pbx.App.Address, $"calls/{id}"), Cancel);
        var call = await pbx.End(id);
        Assert.Equal(CallOutcome.Answered, call.Outcome);
        Assert.Single(call.Attempts);
        Assert.StartsWith("PJSIP/104-", (await pbx.Cdr(call.Id, legs: 3)).Single(record => record is { Context: "click2call-agent", Disposition: "ANSWERED" }).Dialled, StringComparison.Ordinal);
        Assert.Contains(pbx.Asterisk.Phones.Invites(), invite => invite.Number == "1180" && invite.Message.Contains("+972542252001", StringComparison.Ordinal));
    }

    private async Task<CallId> Send(string door, string number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(pbx.App.Address, $"leads/{Pbx.Account}.{door}"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "Ruth", ["phone"] = number }),
        };
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await pbx.Client.SendAsync(request, Cancel);
        return CallId.Parse(JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["callId"]!.GetValue<string>());
    }
}
