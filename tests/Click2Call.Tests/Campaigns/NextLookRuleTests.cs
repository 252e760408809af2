using Click2Call.Campaigns;

namespace Click2Call.Tests.Campaigns;

public sealed class NextLookRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly CampaignRecipient Somebody = new(0, "+972542345678");

    [Fact]
    public void What_is_under_way_or_could_begin_is_looked_at_soon()
    {
        var soon = Now + CampaignPump.Look;
        Assert.Equal(soon, NextLookRule.At(null, Now, Now));
        Assert.Equal(soon, NextLookRule.At(Work() with { Flights = [Somebody] }, Now.AddHours(9), Now));
        Assert.Equal(soon, NextLookRule.At(Work(next: 99), Now, Now));
        Assert.Equal(soon, NextLookRule.At(Work() with { Due = [new(Now, Somebody)] }, Now, Now));
        Assert.Equal(soon, NextLookRule.At(Work(), Now, Now));
    }

    [Theory]
    // It sleeps until the hours begin, or the line's rest is over, whichever is later, but not for longer than a message may.
    [InlineData(5 * 60, null, null, 5 * 60)]
    [InlineData(5 * 60, 7 * 60, null, 7 * 60)]
    [InlineData(7 * 60, 5 * 60, null, 7 * 60)]
    [InlineData(0, 60, 30, 60)]
    [InlineData(8 * 3600, null, null, 15 * 60)]
    [InlineData(1, null, null, 2)]
    // Then it waits for whose next call is due.
    [InlineData(0, null, 90, 90)]
    [InlineData(0, -60, 90, 90)]
    [InlineData(0, null, 1, 2)]
    [InlineData(0, null, 3600, 15 * 60)]
    public void Otherwise_it_sleeps_until_something_may_begin(int opens, int? rest, int? due, int look)
    {
        var work = Work(rest: rest is { } seconds ? Now.AddSeconds(seconds) : null) with { NextDue = due is { } later ? Now.AddSeconds(later) : null };
        Assert.Equal(Now.AddSeconds(look), NextLookRule.At(work, Now.AddSeconds(opens), Now));
    }

    private static CampaignWork Work(int next = 100, DateTimeOffset? rest = null) => new(new CampaignProgress { Total = 100, Next = next, RestUntil = rest }, "etag", [], [], null);
}
