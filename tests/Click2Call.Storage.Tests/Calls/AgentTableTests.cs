using Click2Call.Calls;
using Click2Call.Intake;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Tests.Rest;

namespace Click2Call.Storage.Tests.Calls;

/// <summary>Agents on the real service's rules, as Azurite keeps them.</summary>
public sealed class AgentTableTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_that_claim_one_agent_one_gets_it_for_the_first_time_and_ever_after()
    {
        var agents = await Create();
        for (var round = 0; round < 2; round++)
        {
            var read = await agents.Find("acme", "101", Ct) ?? new AgentState("101");
            var tags = await Task.WhenAll(Enumerable.Range(1, 20).Select(attempt => agents.Claim("acme", read with { Busy = Attempt(attempt), BusyUntil = Morning }, Ct)));
            var tag = Assert.Single(tags, tag => tag is not null)!;
            var held = Assert.Single(await agents.List("acme", Ct));
            Assert.Equal((Array.IndexOf(tags, tag) + 1, tag), (held.Busy!.Value.Number, held.ETag));
            Assert.True(await agents.Free("acme", new HeldAgent("101", tag), Morning, Ct));
        }
    }

    [Fact]
    public async Task A_claim_and_what_comes_after_it_keep_what_they_do_not_know()
    {
        var agents = await Create();
        await agents.Pause("acme", "101", true, Morning.AddHours(1), Ct);
        var read = (await agents.Find("acme", "101", Ct))!;
        var tag = await agents.Claim("acme", read with { Busy = Attempt(7), BusyUntil = Morning.AddMinutes(1), LastOfferedAt = Morning }, Ct);
        Assert.True(await agents.Free("acme", new HeldAgent("101", tag!), Morning.AddSeconds(9), Ct));
        var after = (await agents.Find("acme", "101", Ct))!;
        Assert.Equal(
            new AgentState("101")
            {
                BusyUntil = Morning.AddMinutes(1), LastOfferedAt = Morning, LastEndedAt = Morning.AddSeconds(9),
                Paused = true, PausedUntil = Morning.AddHours(1), ETag = after.ETag,
            },
            after);

        await agents.Pause("acme", "101", false, null, Ct);
        Assert.False((await agents.Find("acme", "101", Ct))!.IsPaused(Morning));
        await agents.Pause("acme", "101", true, null, Ct);
        Assert.Null((await agents.Find("acme", "101", Ct))!.PausedUntil);
    }

    [Fact]
    public async Task An_agent_that_changed_hands_is_not_given_back_by_who_held_before()
    {
        var agents = await Create();
        var first = await agents.Claim("acme", new AgentState("101") { Busy = Attempt(1) }, Ct);
        var read = (await agents.Find("acme", "101", Ct))!;
        var second = await agents.Claim("acme", read with { Busy = Attempt(2) }, Ct);
        Assert.False(await agents.Free("acme", new HeldAgent("101", first!), Morning, Ct));
        Assert.Null(await agents.Claim("acme", read with { Busy = Attempt(1) }, Ct));
        Assert.Equal(Attempt(2), (await agents.Find("acme", "101", Ct))!.Busy);
        Assert.True(await agents.Free("acme", new HeldAgent("101", second!), null, Ct));
        Assert.Null((await agents.Find("acme", "101", Ct))!.Busy);
        Assert.Null((await agents.Find("acme", "101", Ct))!.LastEndedAt);
    }

    [Fact]
    public async Task Accounts_have_agents_of_their_own()
    {
        var agents = await Create();
        Assert.NotNull(await agents.Claim("acme", new AgentState("101") { Busy = Attempt(1) }, Ct));
        Assert.NotNull(await agents.Claim("other", new AgentState("101") { Busy = Attempt(2) }, Ct));
        Assert.Equal(Attempt(1), Assert.Single(await agents.List("acme", Ct)).Busy);
        Assert.Null(await agents.Find("acme", "102", Ct));
    }

    private static AttemptId Attempt(int number) => new(CallId.Parse("0195f7a0-0000-7000-8000-000000000001"), number);

    private async Task<AgentTable> Create()
    {
        var table = azurite.Account.Table(azurite.NewName());
        await table.Create(Ct);
        return new AgentTable(table);
    }
}
