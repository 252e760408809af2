using Click2Call.Campaigns;
using Click2Call.Dialects.Simulator;
using Click2Call.Dialects.Tests.Audio;

namespace Click2Call.Dialects.Tests.Technoline.Campaigns;

/// <summary>A worker that stands still or dies anywhere in the hand-over.</summary>
public sealed partial class CampaignRelayTests
{
    /// <summary>The recording was read after it was written down that the campaign is sent: who stood still there sent it beside whoever had taken over.</summary>
    [Fact]
    public async Task Whoever_stood_still_over_the_recording_sent_the_campaign_a_second_time()
    {
        here.Files["spring"] = Sounds.Wav(seconds: 1);
        var id = await Run("0542345670,0542345671", ("audioFile", "spring"), ("audioText", ""));
        var stood = false;
        here.AtAudio = async () =>
        {
            if (stood)
                return;
            stood = true;
            here.Clock.Advance(CampaignRelay.AnswerBy + TimeSpan.FromMinutes(1));
            await Turns(5);
        };
        await here.Pump().Run("acme", id, (await Find(here, id)).Seq, TestContext.Current.CancellationToken);
        await Until(async () => await State(here, id) is CampaignState.Done);
        Assert.Single(await there.Table.List("acme", 10, TestContext.Current.CancellationToken));
        Assert.Equal([1, 1], there.Rings.Values);
    }

    [Fact]
    public async Task Whoever_stood_still_while_getting_ready_looks_again_at_who_may_be_called()
    {
        here.Files["spring"] = Sounds.Wav(seconds: 1);
        var id = await Run("0542345670,0542345671", ("audioFile", "spring"), ("audioText", ""));
        here.AtAudio = async () =>
        {
            here.AtAudio = () => Task.CompletedTask;
            here.Clock.Advance(TimeSpan.FromHours(1));
            await here.DoNotCall.Add("acme", new("+972542345671", here.Clock.GetUtcNow(), null), TestContext.Current.CancellationToken);
        };
        await here.Pump().Run("acme", id, (await Find(here, id)).Seq, TestContext.Current.CancellationToken);
        await Until(async () => await State(here, id) is CampaignState.Done);
        Assert.Equal(["+972542345670"], there.Rings.Keys);
    }

    [Fact]
    public async Task Whoever_stood_still_behind_the_commit_sends_nothing()
    {
        var id = await Run("0542345670");
        var stood = false;
        here.Storage.Hooks.After = step =>
        {
            if (!stood && step is { Operation: "Table.Replace", Name: Click2Call.Storage.Campaigns.CampaignTable.TableName })
            {
                stood = true;
                here.Clock.Advance(TimeSpan.FromSeconds(11));
            }

            return ValueTask.CompletedTask;
        };
        var seq = (await Find(here, id)).Seq;
        await here.Pump().Run("acme", id, seq, TestContext.Current.CancellationToken);
        Assert.NotNull((await Find(here, id)).Elsewhere);
        Assert.Empty(await there.Table.List("acme", 10, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_wherever_it_is_everybody_is_called_once(int seed)
    {
        var random = new Random(seed);
        var gate = new Lock();
        var crashes = 0;
        var id = await Run(string.Join(',', Enumerable.Range(0, 40).Select(index => $"0542345{index:D3}")), ("maxring", "10"));
        here.Storage.Hooks.Before = here.Storage.Hooks.After = _ =>
        {
            lock (gate)
            {
                if (random.Next(15) != 0)
                    return ValueTask.CompletedTask;
                crashes++;
            }

            throw new CampaignBench.CrashException();
        };
        await Until(() => Task.FromResult(crashes > 40));
        here.Storage.Hooks.Before = here.Storage.Hooks.After = null;
        await here.Desk.Sweep(here.Directory, here, 90, TestContext.Current.CancellationToken);
        here.Clock.Advance(TimeSpan.FromMinutes(2));
        await here.Desk.Sweep(here.Directory, here, 90, TestContext.Current.CancellationToken);
        await Until(async () => await State(here, id) is CampaignState.Done);
        Assert.Single(await there.Table.List("acme", 10, TestContext.Current.CancellationToken));
        Assert.All(there.Rings.Values, rings => Assert.Equal(1, rings));
    }

    /// <summary>Its calls had begun here when the operator switched the line's option on.</summary>
    [Fact]
    public async Task Whoever_is_being_called_here_is_not_handed_over()
    {
        var runs = here.Line;
        here.Line = new SimulatorDialect(new SimulatorExchange(new SimulatorMemory(), here.Clock)).Open("acme", here.Directory.Account.Lines[0]);
        here.CallLength = TimeSpan.FromMinutes(1);
        var id = await Run(string.Join(',', Enumerable.Range(0, 40).Select(index => $"05423450{index / 7}{index % 7}")), ("maxring", "10"));
        await Until(() => Task.FromResult(here.Rings.Count == 10));
        here.Line = runs;
        await Until(async () => await State(here, id) is CampaignState.Done);
        Assert.Equal(10, here.Rings.Count);
        Assert.Equal(30, there.Rings.Count);
        Assert.Empty(here.Rings.Keys.Intersect(there.Rings.Keys));
    }
}
