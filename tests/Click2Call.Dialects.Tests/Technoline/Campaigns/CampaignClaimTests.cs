using Click2Call.Calls;
using Click2Call.Campaigns;

namespace Click2Call.Dialects.Tests.Technoline.Campaigns;

/// <summary>Of equal requests one makes a campaign, and whoever dies in between leaves nothing behind.</summary>
public sealed class CampaignClaimTests
{
    private readonly CampaignBench bench = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_that_came_twice_called_everybody_twice()
    {
        var (_, first) = await Run(("title", "News"));
        var (_, again) = await Run(("title", "News"));
        var (_, other) = await Run(("title", "Other news"));
        Assert.Equal(first.GetProperty("campaignId").GetString(), again.GetProperty("campaignId").GetString());
        Assert.Equal(first.GetProperty("phones").GetInt32(), again.GetProperty("phones").GetInt32());
        Assert.NotEqual(first.GetProperty("campaignId").GetString(), other.GetProperty("campaignId").GetString());
        bench.Clock.Advance(Campaign.RepeatWindow);
        var (_, later) = await Run(("title", "News"));
        Assert.NotEqual(first.GetProperty("campaignId").GetString(), later.GetProperty("campaignId").GetString());
    }

    [Fact]
    public async Task A_request_whose_answer_was_lost_is_the_same_campaign_when_it_comes_again()
    {
        var lost = false;
        bench.Storage.Hooks.After = operation =>
        {
            // The transaction that makes it, after the one of the recipients.
            if (operation is { Operation: "Table.Submit", Name: "Campaigns" })
            {
                lost = true;
                throw new CampaignBench.CrashException();
            }

            return ValueTask.CompletedTask;
        };
        await Assert.ThrowsAsync<CampaignBench.CrashException>(() => Run());
        Assert.True(lost);
        bench.Storage.Hooks.After = null;
        var (_, again) = await Run();
        await bench.RunToEnd(again.GetProperty("campaignId").GetString()!);
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await bench.Desk.Sweep(bench.Directory, bench, 90, Ct);
        await bench.Turn();
        Assert.Single(await bench.Table.List("acme", 10, Ct));
        Assert.All(bench.Rings.Values, rings => Assert.Equal(1, rings));
    }

    /// <summary>A client that repeats itself must not undo a person's stop; whoever means it must not take silence for calls.</summary>
    [Fact]
    public async Task A_stopped_campaign_is_not_begun_again_by_the_same_request_which_is_told_so()
    {
        var (_, first) = await Run();
        var id = first.GetProperty("campaignId").GetString()!;
        await bench.Form("campaignStop", ("campaignId", id));
        var (_, again) = await Run();
        Assert.Equal("ERROR", again.GetProperty("status").GetString());
        Assert.Contains(id, again.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("title", again.GetRawText(), StringComparison.Ordinal);
        await bench.RunToEnd(id);
        Assert.Empty(bench.Rings);
        Assert.Equal("OK", (await Run(("title", "Again"))).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Whoever_died_with_a_claim_is_followed_and_cannot_finish_any_more()
    {
        var frozen = New();
        Assert.IsType<CampaignClaim.Own>(await bench.Table.Claim("acme", "abc", frozen.Id, bench.Clock.GetUtcNow(), Ct));
        Assert.IsType<CampaignClaim.Busy>(await bench.Table.Claim("acme", "abc", "2", bench.Clock.GetUtcNow(), Ct));
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<CampaignClaim.Own>(await bench.Table.Claim("acme", "abc", "2", bench.Clock.GetUtcNow(), Ct));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => bench.Table.Create(frozen, People(5), "abc", Ct));
        Assert.Empty(await bench.Table.List("acme", 10, Ct));
        await bench.Table.Create(frozen with { Id = "2" }, People(5), "abc", Ct);
        Assert.IsType<CampaignClaim.Earlier>(await bench.Table.Claim("acme", "abc", "3", bench.Clock.GetUtcNow(), Ct));
    }

    [Fact]
    public async Task The_numbers_of_a_campaign_that_was_never_finished_are_removed()
    {
        await bench.Table.Claim("acme", "abc", "7", bench.Clock.GetUtcNow(), Ct);
        await bench.Table.Claim("acme", "def", "8", bench.Clock.GetUtcNow(), Ct);
        await bench.Save("acme", "campaign-7.wav", default, "", Ct);
        await bench.Save("acme", "campaign-8.wav", default, "", Ct);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => bench.Table.Create(New() with { Id = "7" }, People(150), "nobody's", Ct));
        await bench.Table.Create(New() with { Id = "8" }, People(5), "def", Ct);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        // Somebody else has taken the claim over and made the campaign.
        Assert.IsType<CampaignClaim.Own>(await bench.Table.Claim("acme", "abc", "9", bench.Clock.GetUtcNow(), Ct));
        await bench.Table.Create(New() with { Id = "9" }, People(5), "abc", Ct);
        bench.Clock.Advance(TimeSpan.FromHours(2));
        await bench.Desk.Sweep(bench.Directory, bench, 90, Ct);
        Assert.Empty(await bench.Table.Recipients("acme", "7", Ct).ToListAsync(Ct));
        Assert.Equal(["campaign-8.wav"], bench.Files.Keys);
        Assert.Equal(5, (await bench.Table.Recipients("acme", "9", Ct).ToListAsync(Ct)).Count);
        Assert.Equal(5, (await bench.Table.Recipients("acme", "8", Ct).ToListAsync(Ct)).Count);
        Assert.IsType<CampaignClaim.Own>(await bench.Table.Claim("acme", "def", "9", bench.Clock.GetUtcNow(), Ct));
    }

    private Campaign New() => new()
    {
        Account = "acme", Id = bench.Desk.NewId(), CreatedAt = bench.Clock.GetUtcNow(), Text = "Hello", ReasonableHours = false,
    };

    private Task<(int Status, System.Text.Json.JsonElement Json)> Run(params (string Name, string Value)[] fields) => bench.Form(
        "campaignRun", [("phones", "0542345670,0542345671"), ("audioText", "x"), ("reasonableHours", "no"), .. fields]);

    private static List<string> People(int count) => [.. Enumerable.Range(0, count).Select(index => $"+97254230{index / 7:D3}{index % 7}")];
}
