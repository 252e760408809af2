using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests.Asterisk;

/// <summary>Hanging up in every state, recording, longest duration, variables, the accept key, what AstDB remembers.</summary>
[Collection(PbxCollection.Name)]
[Trait("Needs", "Asterisk")]
public sealed class ControlTests(Pbx pbx)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1180", "+972542232001", CallState.Ringing, LegPosition.First, CallOutcome.Canceled)]
    [InlineData("101", "+972542233180", CallState.Ringing, LegPosition.Second, CallOutcome.Canceled)]
    [InlineData("101", "+972542232003", CallState.Connected, null, CallOutcome.Answered)]
    public async Task Hangs_up_in_any_state(string agent, string target, CallState state, LegPosition? ringing, CallOutcome outcome)
    {
        pbx.Need();
        var id = await pbx.Place(agent, target, new JsonObject { ["ringSeconds"] = 60, ["targetRingSeconds"] = 60 });
        await pbx.Wait(id, call => call.State == state && call.RingingLeg == ringing);
        using (var answer = await pbx.Client.DeleteAsync(new Uri(pbx.App.Address, $"calls/{id}"), Cancel))
            Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(outcome, (await pbx.End(id)).Outcome);
        await NoChannels(id);
    }

    [Fact]
    public async Task Terminates_whatever_an_extension_is_in()
    {
        pbx.Need();
        var id = await pbx.Place("104", "+972542234180", new JsonObject { ["targetRingSeconds"] = 60 });
        await pbx.Wait(id, call => call.RingingLeg == LegPosition.Second);
        Assert.Contains("\"ERRORCODE\":0", await Voicenter("terminate", "104"), StringComparison.Ordinal);
        Assert.Equal(CallOutcome.Canceled, (await pbx.End(id)).Outcome);
        await NoChannels(id);
    }

    [Fact]
    public async Task Records_and_ends_after_the_longest_duration()
    {
        pbx.Need();
        var id = await pbx.Place("101", "+972542232005", new JsonObject { ["record"] = true, ["maxDurationSeconds"] = 10 });
        var call = await pbx.End(id);
        Assert.InRange(call.Talked!.Value.TotalSeconds, 9, 70);
        Assert.EndsWith($"/ari/recordings/stored/click2call-{id}-1/file", call.Recording!.AbsoluteUri, StringComparison.Ordinal);
        Assert.True(File.Exists(pbx.Asterisk.Recording($"click2call-{id}-1")));
    }

    [Fact]
    public async Task An_extension_rings_the_phone_that_it_has_in_Asterisk()
    {
        pbx.Need();
        var id = await pbx.Place("105", "+972542235486");
        Assert.Equal(CallOutcome.TargetBusy, (await pbx.End(id)).Outcome);
        Assert.StartsWith("PJSIP/dana-", (await pbx.Cdr(id)).Single(record => record.Context == "click2call-agent").Dialled, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_phone_is_asked_to_answer_by_itself()
    {
        pbx.Need();
        var id = await pbx.Place("101", "+972542236486", new JsonObject { ["autoAnswer"] = true, ["agentSees"] = new JsonObject { ["name"] = "Auto", ["number"] = "077123" } });
        await pbx.End(id);
        var invite = pbx.Asterisk.Phones.Invites().Last(each => each.Number == "101" && each.Message.Contains("077123", StringComparison.Ordinal));
        Assert.Contains("answer-after=0", Assert.Single(invite.Header("Call-Info")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1111", "+972542237199", CallOutcome.Answered)]
    [InlineData("1112", "+972542237001", CallOutcome.AgentDeclined)]
    [InlineData("101", "+972542237002", CallOutcome.AgentDeclined)]
    [InlineData("1199", "+972542237003", CallOutcome.AgentDeclined)]
    public async Task An_agent_who_does_not_press_1_gets_no_lead(string agent, string target, CallOutcome outcome)
    {
        pbx.Need();
        var id = await pbx.Place(agent, target, new JsonObject { ["line"] = Pbx.Asking });
        var call = await pbx.End(id, TimeSpan.FromMinutes(2));
        Assert.Equal(outcome, call.Outcome);
        Assert.Equal(outcome == CallOutcome.Answered, pbx.Asterisk.Phones.Invites().Any(invite => invite.Number == target));
        if (outcome == CallOutcome.AgentDeclined)
            Assert.Null(call.Latest!.First.AnsweredAt);
    }

    /// <summary>The prompts went on, twice over and for half a minute, to an agent whose call was canceled.</summary>
    [Fact]
    public async Task The_accept_prompt_ends_when_the_call_is_canceled()
    {
        pbx.Need();
        var id = await pbx.Place("104", "+972542237004", new JsonObject { ["line"] = Pbx.Asking });
        await Phone("The agent was asked", lines => lines.Any(line => line.Contains("!Read!", StringComparison.Ordinal)));
        using (var answer = await pbx.Client.DeleteAsync(new Uri(pbx.App.Address, $"calls/{id}"), Cancel))
            Assert.True(answer.IsSuccessStatusCode);
        // Left to itself it goes on for half a minute.
        await Phone("The agent was let go", lines => !lines.Any(), TimeSpan.FromSeconds(28));
        await NoChannels(id);

        // What Asterisk tells of it in the end changes nothing.
        var call = await pbx.Wait(id, call => call.Disposition is not null);
        Assert.Equal(CallOutcome.Canceled, call.Outcome);
        Assert.Null(call.Latest!.First.AnsweredAt);

        Task Phone(string what, Func<IEnumerable<string>, bool> so, TimeSpan? within = null) => Patience.Until<object>(
            async () => so((await pbx.Asterisk.Cli("core show channels concise")).Split('\n').Where(line => line.StartsWith("PJSIP/104-", StringComparison.Ordinal))) ? id.ToString() : null,
            within ?? TimeSpan.FromMinutes(1),
            what);
    }

    private async Task<string> Voicenter(string action, string phone)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = Pbx.Key, ["action"] = action, ["phone"] = phone, ["format"] = "JSON" });
        using var answer = await pbx.Client.PostAsync(new Uri(pbx.App.Address, "ForwardDialer/click2call.aspx"), form, Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    // Nothing of the call lives on in Asterisk.
    private async Task NoChannels(CallId id) => await Patience.Until<object>(
        async () => (await pbx.Asterisk.Cli("core show channels concise")).Contains(id.ToString(), StringComparison.Ordinal) ? null : id.ToString(),
        TimeSpan.FromMinutes(1),
        "The channels were gone");
}
