using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Campaigns;

namespace Click2Call.Tests.Campaigns;

public sealed class RecipientRuleTests
{
    // A Friday, 12:00 in Jerusalem.
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly Account Acme = new() { Id = "acme", Name = "Acme", DefaultRegion = "IL", TimeZone = "Asia/Jerusalem" };
    private static readonly Campaign Calls = new() { Account = "acme", Id = "7", CreatedAt = Noon, Text = "x", DialRetries = 2, BetweenRetries = TimeSpan.FromMinutes(20) };
    private static readonly CampaignRecipient Called = new(4, "+972542345678") { Calling = true, Dials = 1, Call = "before" };

    [Fact]
    public void A_call_begins_with_a_dial_of_its_own() => Assert.Equal(
        new CampaignStep(new CampaignRecipient(4, "+972542345678") { Calling = true, Dials = 3, Call = null }),
        RecipientRule.Begin(Calls, Acme, new CampaignRecipient(4, "+972542345678") { Dials = 2, Call = "before" }, Noon));

    [Fact]
    public void Where_it_is_night_a_call_waits_for_the_morning_there()
    {
        var boston = new CampaignRecipient(4, "+16175550123");
        Assert.Equal(new CampaignStep(boston, RetryAt: Noon.AddHours(3), WasCalling: false), RecipientRule.Begin(Calls, Acme, boston, Noon));
        Assert.True(RecipientRule.Begin(Calls with { ReasonableHours = false }, Acme, boston, Noon).Recipient.Calling);
    }

    [Fact]
    public void Where_no_hour_suits_both_nobody_is_called()
    {
        // A free number may be anywhere from Guam to Newfoundland: it is never day in all of that and in Jerusalem.
        var none = new CampaignRecipient(4, "+18005550100");
        Assert.Equal(
            new CampaignStep(none with { Outcome = CallOutcome.NotAllowed, At = Noon, Over = true }, WasCalling: false),
            RecipientRule.Begin(Calls, Acme, none, Noon));
        Assert.Equal(
            new CampaignStep(none with { Outcome = CallOutcome.NotAllowed, At = Noon, Over = true }, WasCalling: true),
            RecipientRule.Unplaced(Calls, Acme, none with { Calling = true }, Noon));
    }

    [Theory]
    [InlineData(CallOutcome.TargetBusy)]
    [InlineData(CallOutcome.TargetNoAnswer)]
    [InlineData(CallOutcome.TargetUnreachable)]
    public void Who_was_not_reached_is_called_again_until_the_tries_are_used_up(CallOutcome outcome)
    {
        var first = RecipientRule.After(Calls, Called, outcome, Noon);
        Assert.Equal(new CampaignStep(Called with { Calling = false, Outcome = outcome, At = Noon, Tries = 1 }, RetryAt: Noon.AddMinutes(20)), first);
        Assert.Equal(
            new CampaignStep(Called with { Calling = false, Outcome = outcome, At = Noon, Tries = 2, Over = true }),
            RecipientRule.After(Calls, Called with { Tries = 1 }, outcome, Noon));
    }

    [Theory]
    [InlineData(CallOutcome.Answered)]
    [InlineData(CallOutcome.TargetRejected)]
    [InlineData(CallOutcome.NotAllowed)]
    [InlineData(CallOutcome.Canceled)]
    [InlineData(CallOutcome.Unknown)]
    [InlineData(CallOutcome.AgentNoAnswer)]
    public void Who_answered_or_may_have_been_rung_for_good_is_not_called_again(CallOutcome outcome) => Assert.Equal(
        new CampaignStep(Called with { Calling = false, Outcome = outcome, At = Noon, Tries = 1, Over = true }),
        RecipientRule.After(Calls, Called, outcome, Noon));

    [Theory]
    [InlineData(CallOutcome.Throttled, 1, 10)]
    [InlineData(CallOutcome.Throttled, 400, 10)]
    [InlineData(CallOutcome.LineUnavailable, 1, 60)]
    [InlineData(CallOutcome.LineUnavailable, 14, 14 * 60)]
    [InlineData(CallOutcome.LineUnavailable, 15, 15 * 60)]
    [InlineData(CallOutcome.LineUnavailable, 49, 15 * 60)]
    [InlineData(CallOutcome.LineUnavailable, 50, null)]
    [InlineData(CallOutcome.LineRefused, 2, 120)]
    [InlineData(CallOutcome.LineRefused, 3, null)]
    public void A_line_that_takes_no_call_costs_no_try_and_is_asked_ever_more_rarely(CallOutcome outcome, int dials, int? seconds)
    {
        var step = RecipientRule.After(Calls, Called with { Dials = dials, Tries = 1 }, outcome, Noon);
        Assert.Equal(seconds is { } wait ? Noon.AddSeconds(wait) : null, step.RetryAt);
        Assert.Equal((1, seconds is null, false), (step.Recipient.Tries, step.Recipient.Over, step.Recipient.Calling));
    }

    [Theory]
    [InlineData(CallOutcome.Throttled)]
    [InlineData(CallOutcome.LineUnavailable)]
    [InlineData(CallOutcome.TargetBusy)]
    public void Of_a_stopped_campaign_nobody_is_called_again(CallOutcome outcome)
    {
        var step = RecipientRule.After(Calls with { State = CampaignState.Stopped }, Called, outcome, Noon);
        Assert.Equal((true, outcome, null), (step.Recipient.Over, step.Recipient.Outcome, step.RetryAt));
    }

    [Fact]
    public void A_call_that_was_not_placed_is_placed_later_without_a_try()
    {
        Assert.Equal(new CampaignStep(Called with { Calling = false }, RetryAt: Noon), RecipientRule.Unplaced(Calls, Acme, Called, Noon));
        var night = Noon.AddHours(12);
        Assert.Equal(new CampaignStep(Called with { Calling = false }, RetryAt: Noon.AddHours(20)), RecipientRule.Unplaced(Calls, Acme, Called, night));
        Assert.Equal(
            new CampaignStep(Called with { Calling = false, Outcome = CallOutcome.Canceled, At = night, Over = true }),
            RecipientRule.Unplaced(Calls with { State = CampaignState.Stopped }, Acme, Called, night));
    }
}
