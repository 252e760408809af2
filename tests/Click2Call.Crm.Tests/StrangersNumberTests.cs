using Click2Call.Calls;
using Click2Call.Crm.Tests.Recordings;

namespace Click2Call.Crm.Tests;

/// <summary>Behind a form tool's signature stands a number that anybody typed.</summary>
public sealed class StrangersNumberTests
{
    /// <summary>A form tool's post goes to a click-to-call that needs a key, and there no number was screened at all.</summary>
    [Theory]
    [InlineData("1900123456")]
    [InlineData("+881612345678")]
    public async Task A_premium_or_satellite_number_from_a_form_is_kept_and_not_called(string phone)
    {
        var recording = new ElementorRecording();
        using var world = new CrmWorld(recording);
        Assert.Equal(200, (await world.Send(recording, recording.Prove(recording.Lead(1, phone), world.Now))).Status);
        await world.Work();
        Assert.Empty(world.Line.Dialled);
        var call = Assert.Single(await world.Calls());
        Assert.Equal(CallOutcome.NotAllowed, call.Outcome);
        Assert.NotEmpty(call.Note!);
    }

    /// <summary>Where the target is dialled first, the agent's number in a form was answered 503 for ever, as if the account were set up wrongly.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_agent_s_own_number_is_kept_and_not_called(bool dialTargetFirst)
    {
        var recording = new ElementorRecording();
        using var world = new CrmWorld(recording);
        world.Account = world.Account with { ClickToCalls = [world.Account.ClickToCalls[0] with { Extension = "+972547654321", DialTargetFirst = dialTargetFirst }] };
        Assert.Equal(200, (await world.Send(recording, recording.Prove(recording.Lead(1, "0547654321"), world.Now))).Status);
        await world.Work();
        Assert.Empty(world.Line.Dialled);
        var call = Assert.Single(await world.Calls());
        Assert.Equal((CallOutcome.NotAllowed, "A phone cannot call itself."), (call.Outcome, call.Note));
    }

    [Fact]
    public async Task Allowed_regions_of_a_click_to_call_hold_for_a_form_tool()
    {
        var recording = new ElementorRecording();
        using var world = new CrmWorld(recording);
        world.Account = world.Account with { ClickToCalls = [world.Account.ClickToCalls[0] with { AllowedRegions = ["IL"] }] };
        await world.Send(recording, recording.Prove(recording.Lead(1, "+442071838750"), world.Now));
        await world.Send(recording, recording.Prove(recording.Lead(2, "0547654321"), world.Now));
        await world.Work();
        Assert.Single(world.Line.Dialled);
        Assert.Equal("Numbers of this country cannot be called from here.", Assert.Single(await world.Calls(), call => call.Outcome == CallOutcome.NotAllowed).Note);
    }
}
