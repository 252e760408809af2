using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Lines;

namespace Click2Call.Tests.Campaigns;

public sealed class CampaignLineRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Earlier = Now.AddSeconds(-5);
    private static readonly Account Acme = new() { Id = "acme", Name = "Acme", DefaultRegion = "IL", Extensions = [new() { Number = "101" }, new() { Number = "103", Blocked = true }] };
    private static readonly Campaign Calls = new() { Account = "acme", Id = "7", CreatedAt = Now, Text = "x", MaxRing = 5 };

    [Theory]
    [InlineData(new[] { CallOutcome.LineUnavailable }, 0, 60, 0)]
    [InlineData(new[] { CallOutcome.Throttled }, 0, 10, 0)]
    [InlineData(new[] { CallOutcome.LineUnavailable, CallOutcome.Throttled }, 0, 10, 0)]
    [InlineData(new[] { CallOutcome.LineRefused }, 1, -5, 2)]
    [InlineData(new[] { CallOutcome.LineRefused }, 2, 60, 3)]
    [InlineData(new[] { CallOutcome.LineRefused, CallOutcome.LineRefused, CallOutcome.LineRefused }, 0, 60, 3)]
    [InlineData(new[] { CallOutcome.Canceled }, 3, -5, 3)]
    // One that takes others is not given a rest, and its refusals are counted anew; a full one is full whomever it took.
    [InlineData(new[] { CallOutcome.Answered }, 9, null, 0)]
    [InlineData(new[] { CallOutcome.TargetBusy, CallOutcome.LineUnavailable }, 1, null, 0)]
    [InlineData(new[] { CallOutcome.TargetNoAnswer, CallOutcome.LineRefused }, 9, null, 0)]
    [InlineData(new[] { CallOutcome.TargetRejected, CallOutcome.Throttled }, 9, 10, 0)]
    public void What_came_of_calls_says_whether_the_line_takes_more(CallOutcome[] outcomes, int refused, int? restSeconds, int refusedNow)
    {
        var progress = CampaignLineRule.Judge(Work(refused), [.. outcomes.Select(Ended)], Now);
        Assert.Equal((restSeconds is { } rest ? Now.AddSeconds(rest) : (DateTimeOffset?)null, refusedNow), (progress.RestUntil, progress.Refused));
        Assert.Equal((100, 40), (progress.Total, progress.Next));
    }

    // Of a call that goes on the order was taken: the line takes calls. An old one says nothing of now.
    [Theory]
    [InlineData(-10, null, 0)]
    [InlineData(-70, 60, 4)]
    public void A_young_call_that_goes_on_says_that_the_line_takes_calls(int begun, int? restSeconds, int refusedNow)
    {
        var goes = new CampaignRecipient(9, "+972542345678") { Calling = true, Call = CallId.New(Now.AddSeconds(begun), new Random(1)).ToString() };
        var progress = CampaignLineRule.Judge(Work(3, goes), [Ended(CallOutcome.LineRefused, 0)], Now);
        Assert.Equal((restSeconds is { } rest ? Now.AddSeconds(rest) : (DateTimeOffset?)null, refusedNow), (progress.RestUntil, progress.Refused));
    }

    [Fact]
    public void The_call_that_just_ended_is_no_call_that_goes_on()
    {
        var was = new CampaignRecipient(0, "+972542345678") { Calling = true, Call = CallId.New(Now.AddSeconds(-10), new Random(1)).ToString() };
        Assert.Equal(Now.AddMinutes(1), CampaignLineRule.Judge(Work(0, was), [Ended(CallOutcome.LineUnavailable, 0)], Now).RestUntil);
    }

    [Theory]
    [InlineData(0, 5, 0, null, 5)]
    [InlineData(0, 5, 3, null, 2)]
    [InlineData(3, 5, 0, null, 3)]
    [InlineData(8, 5, 0, null, 5)]
    [InlineData(3, 5, 4, null, -1)]
    [InlineData(0, 5, 0, 1, 0)]
    // When its rest is over, one alone finds out.
    [InlineData(0, 5, 0, 0, 1)]
    [InlineData(0, 5, 0, -60, 1)]
    [InlineData(0, 5, 5, -60, 0)]
    public void So_many_calls_may_begin(int maxDials, int maxRing, int flights, int? restSeconds, int free)
    {
        var account = Acme with { Lines = [new LineSettings { Id = "main", Dialect = "able", MaxDials = maxDials }] };
        var progress = new CampaignProgress { RestUntil = restSeconds is { } rest ? Now.AddSeconds(rest) : null };
        Assert.Equal(free, CampaignLineRule.Free(Calls with { MaxRing = maxRing }, account, progress, flights, Now));
    }

    [Theory]
    [InlineData(null, 9, null)]
    [InlineData(null, 10, "The phone system refuses the calls.")]
    [InlineData("101", 0, null)]
    [InlineData("103", 0, "The extension 103 is no longer there.")]
    [InlineData("105", 10, "The extension 105 is no longer there.")]
    public void What_a_person_must_put_right_is_told(string? extension, int refused, string? why) =>
        Assert.Equal(why, CampaignLineRule.WhyHeld(Calls with { Extension = extension }, Acme, Work(refused)));

    private static CampaignWork Work(int refused, params CampaignRecipient[] flights) =>
        new(new CampaignProgress { Total = 100, Next = 40, Refused = refused, RestUntil = Earlier }, "etag", flights, [], null);

    private static CampaignStep Ended(CallOutcome outcome, int index) => new(new CampaignRecipient(index, "+972542345678") { Outcome = outcome });
}
