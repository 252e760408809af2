using System.Text;
using Click2Call.Campaigns;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Tests.Audio;
using Click2Call.Dialects.Tests.Http;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Tests.Technoline.Campaigns;

/// <summary>
/// A campaign of ours that a Technoline runs: the phone system is our own front on another storage, over HTTP, so that what the one
/// says the other must understand.
/// </summary>
public sealed partial class CampaignRelayTests : IAsyncLifetime
{
    private readonly CampaignBench here = new();
    private readonly CampaignBench there = new();
    private readonly LineConnections connections = new(TimeProvider.System, allowPrivate: true);
    private FrontHost? host;
    private Func<string, bool> loses = _ => false;
    private Func<string, bool> refuses = _ => false;
    private Func<string, string?> says = _ => null;

    public async ValueTask InitializeAsync()
    {
        host = await FrontHost.Start(async http =>
        {
            http.Request.EnableBuffering();
            using var reader = new StreamReader(http.Request.Body, leaveOpen: true);
            var body = await reader.ReadToEndAsync();
            http.Request.Body.Position = 0;
            // The order is done, its answer is lost: nothing of it may be on its way before the connection breaks.
            var lost = loses(body);
            var said = says(body);
            var wire = http.Response.Body;
            if (lost || said is not null)
                http.Response.Body = Stream.Null;
            if (!refuses(body))
                await there.Front().Answer(http);
            if (said is not null)
                await wire.WriteAsync(Encoding.UTF8.GetBytes(said), http.RequestAborted);
            if (lost || refuses(body))
                http.Abort();
        });
        here.Line = new TechnolineDialect(connections, new FakeSecrets { ["key"] = FakeDirectory.Key }, here).Open("acme", new()
        {
            Id = "main",
            Dialect = "technoline",
            BaseUrl = host.Address,
            Secrets = new Dictionary<string, string> { ["apiKey"] = "key" },
            Options = new Dictionary<string, string> { ["messages"] = "true" },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await host!.DisposeAsync();
        connections.Dispose();
    }

    [Fact]
    public async Task Everybody_is_called_there_once_and_reported_here()
    {
        var id = await Run("0542345670,0542345677,0542345678,0542345631,0542345632,+14155552671", ("title", "Spring"), ("dialRetries", "2"), ("keys[1]", "101"), ("keys[2]", "remove"));
        await Until(async () => await State(here, id) is CampaignState.Done);
        var remote = Assert.Single(await there.Table.List("acme", 10, TestContext.Current.CancellationToken));
        Assert.Equal(($"[{id}] Spring", 2, CampaignState.Done), (remote.Title, remote.DialRetries, remote.State));
        Assert.Empty(here.Rings);
        Assert.Equal([1, 1, 1, 2, 2], there.Rings.OrderBy(ring => ring.Key, StringComparer.Ordinal).Select(ring => ring.Value));

        var report = (await here.Form("campaignReport", ("campaignId", id))).Json;
        Assert.Equal(("done", 5, 5, 3), (report.GetProperty("campaignStatus").GetString(), report.GetProperty("phones").GetInt32(), report.GetProperty("done").GetInt32(), report.GetProperty("answered").GetInt32()));
        Assert.Equal(
            ["0542345670 ANSWERED ", "0542345677 BUSY ", "0542345678 NOANSWER ", "0542345631 ANSWERED 1", "0542345632 ANSWERED 2"],
            report.GetProperty("calls").EnumerateArray().Select(call => $"{call.GetProperty("phone").GetString()} {call.GetProperty("status").GetString()} {(call.TryGetProperty("keys", out var keys) ? keys.GetString() : "")}"));
        Assert.NotNull(await here.DoNotCall.Find("acme", "+972542345632", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Hold_resumption_stop_maxring_and_keys_reach_the_phone_system()
    {
        var id = await Run(string.Join(',', Enumerable.Range(0, 40).Select(index => $"05423456{index:D2}")), ("maxring", "3"));
        await Until(() => Task.FromResult(there.Rings.Count >= 3));
        var remote = Assert.Single(await there.Table.List("acme", 10, TestContext.Current.CancellationToken)).Id;
        Assert.Equal(3, (await Find(there, remote)).MaxRing);

        Assert.Equal("hold", await Status("campaignHold", id));
        await Until(async () => await State(there, remote) is CampaignState.Held);
        await Until(() => Task.FromResult(there.InFlight == 0));
        var rung = there.Rings.Count;
        await Turns(20);
        Assert.Equal(rung, there.Rings.Count);

        await here.Form("maxring", ("campaignId", id), ("maxring", "7"));
        await here.Form("keysSet", ("campaignId", id), ("keys[1]", "102"));
        Assert.Equal("running", await Status("campaignResumption", id));
        await Until(async () => await State(there, remote) is CampaignState.Running && there.Rings.Count > rung);
        await Until(async () => await Find(there, remote) is { MaxRing: 7, Keys: [{ Key: "1", Action: "102" }] });

        Assert.Equal("stopped", await Status("campaignStop", id));
        await Until(async () => await State(there, remote) is CampaignState.Stopped);
        await Until(() => Task.FromResult(there.InFlight == 0));
        rung = there.Rings.Count;
        await Turns(20);
        Assert.Equal(rung, there.Rings.Count);
        Assert.InRange(rung, 6, 39);
        Assert.Equal(rung, (await here.Form("campaignReport", ("campaignId", id))).Json.GetProperty("done").GetInt32());
    }

    [Fact]
    public async Task An_order_that_the_phone_system_does_not_hear_is_handed_on_until_it_does()
    {
        var id = await Run(string.Join(',', Enumerable.Range(0, 40).Select(index => $"05423456{index:D2}")), ("maxring", "1"));
        await Until(() => Task.FromResult(!there.Rings.IsEmpty));
        var remote = Assert.Single(await there.Table.List("acme", 10, TestContext.Current.CancellationToken)).Id;
        refuses = body => body.Contains("campaignStop", StringComparison.Ordinal);
        await Status("campaignStop", id);
        await Turns(10);
        Assert.Equal(CampaignState.Running, await State(there, remote));
        refuses = _ => false;
        await Until(async () => await State(there, remote) is CampaignState.Stopped);
    }

    [Fact]
    public async Task A_lost_answer_is_found_by_its_mark_and_nobody_is_called_twice()
    {
        loses = body => body.Contains("campaignRun", StringComparison.Ordinal);
        var id = await Run("0542345670,0542345671");
        await Until(() => Task.FromResult(there.Rings.Count == 2));
        loses = _ => false;
        await Until(async () => await State(here, id) is CampaignState.Done);
        Assert.Single(await there.Table.List("acme", 10, TestContext.Current.CancellationToken));
        Assert.Equal([1, 1], there.Rings.Values);
        Assert.Equal(2, (await here.Form("campaignReport", ("campaignId", id))).Json.GetProperty("answered").GetInt32());
    }

    /// <summary>"PBX unavailable / timeout" was taken for a refusal: the whole list was sent again to a phone system that was calling it.</summary>
    [Fact]
    public async Task Who_says_unavailable_and_calls_all_the_same_is_not_given_the_campaign_again()
    {
        says = body => body.Contains("campaignRun", StringComparison.Ordinal) ? """{"status":"ERROR","errorCode":6,"errorMessage":"PBX unavailable / timeout"}""" : null;
        var id = await Run("0542345670,0542345671");
        await Until(async () => await State(here, id) is CampaignState.Done);
        Assert.Single(await there.Table.List("acme", 10, TestContext.Current.CancellationToken));
        Assert.Equal([1, 1], there.Rings.Values);
    }

    /// <summary>The document prints no row of the history: one that calls the title otherwise was read as "not there", and everybody was called again.</summary>
    [Fact]
    public async Task A_history_of_another_shape_does_not_say_that_the_campaign_is_not_there()
    {
        loses = body => body.Contains("campaignRun", StringComparison.Ordinal);
        says = body => body.Contains("campaignsHistory", StringComparison.Ordinal) ? """{"status":"OK","campaigns":[{"campaignId":"7","campaignName":"Spring"}]}""" : null;
        var id = await Run("0542345670,0542345671");
        await Until(() => Task.FromResult(there.Rings.Count == 2));
        await Turns(120);
        says = _ => null;
        await Until(async () => await State(here, id) is CampaignState.Done);
        Assert.Single(await there.Table.List("acme", 10, TestContext.Current.CancellationToken));
        Assert.Equal([1, 1], there.Rings.Values);
    }

    [Fact]
    public async Task An_order_that_left_no_mark_is_given_again_and_not_before_its_answer_could_have_come()
    {
        refuses = body => body.Contains("campaignRun", StringComparison.Ordinal);
        var begun = here.Clock.GetUtcNow();
        var id = await Run("0542345670,0542345671");
        await Turns(5);
        refuses = _ => false;
        await Until(async () => await State(here, id) is CampaignState.Done);
        Assert.True(here.Clock.GetUtcNow() - begun > CampaignRelay.AnswerBy);
        Assert.Single(await there.Table.List("acme", 10, TestContext.Current.CancellationToken));
        Assert.Equal([1, 1], there.Rings.Values);
    }

    /// <summary>The mark stood at the end of the title: where long titles are cut off, it was not found, and the whole list was called again.</summary>
    [Fact]
    public async Task A_mark_that_was_cut_off_with_the_title_called_everybody_again()
    {
        loses = body => body.Contains("campaignRun", StringComparison.Ordinal);
        var id = await Run("0542345670,0542345671", ("title", new string('x', 200)));
        await Until(() => Task.FromResult(there.Rings.Count == 2));
        await Turns(120);
        loses = _ => false;
        await Until(async () => await State(here, id) is CampaignState.Done);
        Assert.Single(await there.Table.List("acme", 10, TestContext.Current.CancellationToken));
        Assert.Equal([1, 1], there.Rings.Values);
    }

    /// <summary>Only the block list of the hour of the order was asked, and the do-not-call list never.</summary>
    [Fact]
    public async Task Who_asked_not_to_be_called_was_called_by_the_phone_system()
    {
        await here.DoNotCall.Add("acme", new("+972542345671", here.Clock.GetUtcNow(), null), TestContext.Current.CancellationToken);
        var id = await Run("0542345670,0542345671,0542345672,0542345673", ("sendTime", "2026-03-02 12:05"));
        await Turns(10);
        await here.DoNotCall.Add("acme", new("+972542345672", here.Clock.GetUtcNow(), null), TestContext.Current.CancellationToken);
        here.Directory.Account = here.Directory.Account with { BlockList = ["+972542345673"] };
        await Until(async () => await State(here, id) is CampaignState.Done);
        Assert.Equal(["+972542345670"], there.Rings.Keys);
        var report = (await here.Form("campaignReport", ("campaignId", id))).Json;
        Assert.Equal((4, 1), (report.GetProperty("done").GetInt32(), report.GetProperty("answered").GetInt32()));
        Assert.Equal(["ANSWERED", "BLOCKED", "BLOCKED", "BLOCKED"], report.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task When_nobody_wants_to_be_called_nothing_is_sent_and_it_is_done()
    {
        await here.DoNotCall.Add("acme", new("+972542345670", here.Clock.GetUtcNow(), null), TestContext.Current.CancellationToken);
        var id = await Run("0542345670");
        await Until(async () => await State(here, id) is CampaignState.Done);
        Assert.Empty(await there.Table.List("acme", 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_page_that_is_called_a_recording_is_refused_and_a_recording_is_told_by_its_bytes()
    {
        here.Files["spring"] = [.. "<html>"u8];
        Assert.Contains("audioFile", (await here.Form("campaignRun", ("phones", "0542345670"), ("audioFile", "spring"))).Json.GetProperty("note").GetString(), StringComparison.Ordinal);
        here.Files["spring"] = [.. "OggS"u8, 1, 2, 3];
        var id = (await here.Form("campaignRun", ("phones", "0542345670"), ("audioFile", "spring"))).Json.GetProperty("campaignId").GetString();
        Assert.Contains($"campaign-{id}.ogg", here.Files.Keys);
    }

    [Fact]
    public async Task Audio_of_ours_goes_with_it_as_it_is()
    {
        var wav = Sounds.Wav(seconds: 1, rate: 44_100, channels: 2);
        here.Files["spring"] = wav;
        var id = await Run("0542345670", ("audioFile", "spring"), ("audioText", ""));
        await Until(async () => await State(here, id) is CampaignState.Done);
        Assert.Equal(wav, here.Files.Single(file => file.Key.StartsWith("campaign-", StringComparison.Ordinal)).Value);
        // There it is what that phone system makes of it.
        Assert.Equal((8000, 1, 16, 1.0), Sounds.Describe(there.Files.Single().Value));
        Assert.Equal(1, Assert.Single(there.Rings.Values));
    }

    [Fact]
    public async Task What_the_phone_system_refuses_ends_it_and_is_told()
    {
        there.From = null;
        var id = await Run("0542345670");
        await Until(async () => await State(here, id) is CampaignState.Stopped);
        var report = (await here.Form("campaignReport", ("campaignId", id))).Json;
        Assert.Contains("Access denied", report.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Empty(there.Rings);
    }

    private async Task<string> Run(string phones, params (string, string)[] more)
    {
        var (_, json) = await here.Form("campaignRun", [("phones", phones), ("audioText", "x"), ("reasonableHours", "no"), .. more.Where(one => one.Item1 != "audioText")]);
        Assert.Equal("OK", json.GetProperty("status").GetString());
        return json.GetProperty("campaignId").GetString()!;
    }

    private async Task<string?> Status(string action, string id) =>
        (await here.Form(action, ("campaignId", id))).Json.GetProperty("campaignStatus").GetString();

    private async Task Until(Func<Task<bool>> wanted)
    {
        for (var turn = 0; turn < 2000; turn++)
        {
            if (await wanted())
                return;
            await Turns(1);
        }

        Assert.Fail("It did not come so far.");
    }

    private async Task Turns(int count)
    {
        for (var turn = 0; turn < count; turn++)
        {
            foreach (var bench in new[] { here, there })
            {
                try
                {
                    await bench.Turn();
                }
                catch (CampaignBench.CrashException)
                {
                    // The process died.
                }

                bench.Clock.Advance(TimeSpan.FromSeconds(2));
            }
        }
    }

    private static async Task<CampaignState> State(CampaignBench bench, string id) => (await Find(bench, id)).State;

    private static async Task<Campaign> Find(CampaignBench bench, string id)
    {
        var hooks = bench.Storage.Hooks;
        var (before, after) = (hooks.Before, hooks.After);
        (hooks.Before, hooks.After) = (null, null);
        try
        {
            return (await bench.Table.Find("acme", id, default))!.Campaign;
        }
        finally
        {
            (hooks.Before, hooks.After) = (before, after);
        }
    }
}
