using Click2Call.Crm.Fetching;
using Click2Call.Crm.Leads;
using Click2Call.Intake;
using Click2Call.Testing;

namespace Click2Call.Crm.Tests;

/// <summary>Turns to read from one CRM.</summary>
public sealed class FetchPaceTests
{
    private readonly ManualClock clock = new();
    private readonly FetchPace pace;

    public FetchPaceTests() => pace = new FetchPace(clock, () => 0.5);

    /// <summary>Whoever waited when the CRM asked for patience asked it all the same.</summary>
    [Fact]
    public async Task A_read_that_waited_for_its_moment_when_the_CRM_asked_for_patience_is_put_off()
    {
        using var first = (await Take()).Turn;
        var second = Take();
        Assert.False(second.IsCompleted);
        pace.Close("acme", "vendor", TimeSpan.FromSeconds(90));
        clock.Advance(TimeSpan.FromSeconds(1));
        var (turn, putOff) = await second;
        Assert.Null(turn);
        Assert.Equal(TimeSpan.FromSeconds(89), putOff!.After);
    }

    [Fact]
    public async Task Who_is_put_off_leaves_its_place_to_others()
    {
        var first = (await Take()).Turn;
        var second = Take();
        pace.Close("acme", "vendor", TimeSpan.FromSeconds(90));
        clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Null((await second).Turn);
        first!.Dispose();

        using var third = (await Take()).Turn;
        var fourth = Take();
        clock.Advance(TimeSpan.FromSeconds(1));
        using var another = (await fourth).Turn;
        Assert.NotNull(third);
        Assert.NotNull(another);
    }

    [Fact]
    public async Task When_as_many_are_read_as_may_be_the_next_comes_back_in_one_to_two_seconds_and_other_accounts_do_not_notice()
    {
        using var first = (await Take()).Turn;
        var second = Take();
        clock.Advance(TimeSpan.FromSeconds(1));
        using var another = (await second).Turn;
        var third = Take();
        Assert.True(third.IsCompleted);
        var (turn, putOff) = await third;
        Assert.Null(turn);
        Assert.Equal(TimeSpan.FromSeconds(1.5), putOff!.After);

        using var others = (await pace.Take("other", "vendor", new Vendor(), TestContext.Current.CancellationToken)).Turn;
        Assert.NotNull(others);
    }

    private Task<(IDisposable? Turn, FetchResult.NotAsked? PutOff)> Take() => pace.Take("acme", "vendor", new Vendor(), TestContext.Current.CancellationToken);

    private sealed class Vendor : ICrmFetch
    {
        public int AtOnce => 2;

        public TimeSpan Pace => TimeSpan.FromSeconds(1);

        public Task<FetchResult> Fetch(LeadFetch wanted, SourceSetup setup, CrmHttp http, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
