using Click2Call.Calls;
using Click2Call.Campaigns;

namespace Click2Call.Dialects.Tests.Technoline.Campaigns;

public sealed class CampaignPumpTests
{
    private readonly CampaignBench bench = new();

    [Fact]
    public async Task Everybody_is_called_once_and_never_more_at_once_than_allowed()
    {
        var campaign = await Begin(500, maxRing: 20);
        var done = await bench.RunToEnd(campaign.Id);
        Assert.Equal(CampaignState.Done, done.State);
        Assert.Equal(500, bench.Rings.Count);
        Assert.All(bench.Rings.Values, rings => Assert.Equal(1, rings));
        Assert.InRange(bench.MostInFlight, 15, 20);
        var work = await bench.Table.Work("acme", campaign.Id, bench.Clock.GetUtcNow(), 1, TestContext.Current.CancellationToken);
        Assert.Equal((500, 500, 400), (work!.Progress.Total, work.Progress.Done, work.Progress.Answered));
    }

    [Fact]
    public async Task Who_was_busy_or_did_not_answer_is_called_again_after_the_pause_and_not_oftener_than_asked()
    {
        var campaign = await Begin(10, retries: 3);
        var begun = bench.Clock.GetUtcNow();
        await bench.RunToEnd(campaign.Id);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 3, 3, 1], bench.Rings.OrderBy(ring => ring.Key, StringComparer.Ordinal).Select(ring => ring.Value));
        Assert.InRange(bench.Clock.GetUtcNow() - begun, TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(42));
    }

    /// <summary>The vendor's own example number lies in no range that was given out: it was taken into the list, and then nobody of the list was called.</summary>
    [Fact]
    public async Task A_plausible_number_does_not_stop_the_campaign()
    {
        var (_, json) = await bench.Form("campaignRun", ("phones", "0501234567,0542345670,0542345671"), ("audioText", "x"), ("reasonableHours", "no"));
        var done = await bench.RunToEnd(json.GetProperty("campaignId").GetString()!, TimeSpan.FromHours(1));
        Assert.Equal(CampaignState.Done, done.State);
        Assert.Equal(["+972501234567", "+972542345670", "+972542345671"], bench.Rings.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_has_no_number_at_all_is_told_as_not_allowed_and_the_others_are_called()
    {
        var campaign = await bench.Desk.Begin(
            new Campaign { Account = "acme", Id = bench.Desk.NewId(), CreatedAt = bench.Clock.GetUtcNow(), Title = "", Text = "x", ReasonableHours = false },
            ["+9725", "+972542345670"],
            TestContext.Current.CancellationToken);
        Assert.Equal(CampaignState.Done, (await bench.RunToEnd(campaign.Id, TimeSpan.FromHours(1))).State);
        Assert.Equal("+972542345670", Assert.Single(bench.Rings).Key);
        var calls = (await bench.Form("campaignReport", ("campaignId", campaign.Id))).Json.GetProperty("calls");
        Assert.Equal(["BLOCKED", "ANSWERED"], calls.EnumerateArray().Select(call => call.GetProperty("status").GetString()));
    }

    /// <summary>An exception at one of them kept all others from being called, at every wake-up.</summary>
    [Fact]
    public async Task Trouble_with_one_keeps_nobody_else_from_being_called()
    {
        bench.AtOrder = order =>
        {
            if (order.First.Destination.Dialable == "+972542345601")
                throw new CampaignBench.CrashException();
        };
        var (_, json) = await bench.Form("campaignRun", ("phones", string.Join(',', Enumerable.Range(0, 40).Select(index => $"05423456{index:D2}"))), ("audioText", "x"), ("reasonableHours", "no"), ("maxring", "4"));
        var id = json.GetProperty("campaignId").GetString()!;
        await bench.RunToEnd(id, TimeSpan.FromMinutes(10));
        Assert.Equal(39, bench.Rings.Count(ring => ring.Key != "+972542345601"));
        Assert.DoesNotContain("+972542345601", bench.Rings.Keys);
        bench.AtOrder = null;
        Assert.Equal(CampaignState.Done, (await bench.RunToEnd(id, TimeSpan.FromMinutes(10))).State);
        Assert.All(bench.Rings, ring => Assert.True(ring.Value == 1, ring.Key));
        Assert.Equal(40, bench.Rings.Count);
    }

    [Fact]
    public async Task Nobody_is_called_at_night()
    {
        bench.Clock.Advance(TimeSpan.FromHours(11.5)); // 23:30 in Jerusalem
        var campaign = await Begin(5, night: false);
        await bench.RunToEnd(campaign.Id, TimeSpan.FromHours(8));
        Assert.Empty(bench.Rings);
        await bench.RunToEnd(campaign.Id);
        Assert.Equal(5, bench.Rings.Count);
        Assert.Equal(8, TimeZoneInfo.ConvertTime(bench.Orders.Min(_ => bench.Clock.GetUtcNow()), TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem")).Hour);
    }

    /// <summary>Noon in Jerusalem, five in the morning in New York; a free number may be anywhere from Guam to Newfoundland.</summary>
    [Theory]
    [InlineData("Asia/Jerusalem", false)]
    [InlineData("Etc/UTC", true)] // 22:00 there is 08:00 in Guam.
    public async Task Nobody_is_called_in_the_night_of_where_their_number_is(string zone, bool hasAnHour)
    {
        bench.Directory.Account = bench.Directory.Account with { TimeZone = zone };
        var campaign = await Begin([.. Enumerable.Range(0, 70).Select(index => $"+121255501{index:D2}"), "+972542345601", "+18005550100"], maxRing: 2);
        await bench.RunToEnd(campaign.Id, TimeSpan.FromHours(2.9));
        Assert.Equal(["+972542345601"], bench.Rings.Keys);
        var done = await bench.RunToEnd(campaign.Id);
        Assert.Equal(CampaignState.Done, done.State);
        Assert.Equal(hasAnHour ? 72 : 71, bench.Rings.Count);
        Assert.All(bench.Rings.Values, rings => Assert.Equal(1, rings));
        var recipients = await bench.Table.Recipients("acme", campaign.Id, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(hasAnHour ? CallOutcome.Answered : CallOutcome.NotAllowed, recipients[^1].Outcome);
        Assert.Equal(72, (await bench.Table.Work("acme", campaign.Id, bench.Clock.GetUtcNow(), 1, TestContext.Current.CancellationToken))!.Progress.Done);
    }

    [Fact]
    public async Task A_further_try_does_not_come_in_the_night_of_where_the_number_is()
    {
        bench.Clock.Advance(TimeSpan.FromHours(3.75)); // 15:45 in Jerusalem, 22:45 in Tokyo; the next try would be in 20 minutes
        var campaign = await Begin(["+81312345677"], retries: 2);
        await bench.RunToEnd(campaign.Id, TimeSpan.FromHours(9));
        Assert.Single(bench.Orders);
        await bench.RunToEnd(campaign.Id);
        Assert.Equal(2, bench.Orders.Count);
    }

    [Fact]
    public async Task Who_asks_for_the_night_gets_it()
    {
        bench.Clock.Advance(TimeSpan.FromHours(11.5));
        var campaign = await Begin(5);
        await bench.RunToEnd(campaign.Id, TimeSpan.FromMinutes(5));
        Assert.Equal(5, bench.Rings.Count);
    }

    [Fact]
    public async Task A_campaign_for_later_waits()
    {
        var campaign = await Begin(5, at: bench.Clock.GetUtcNow().AddHours(3));
        await bench.RunToEnd(campaign.Id, TimeSpan.FromHours(2.9));
        Assert.Empty(bench.Rings);
        await bench.RunToEnd(campaign.Id);
        Assert.Equal(5, bench.Rings.Count);
    }

    [Fact]
    public async Task On_hold_no_call_begins_and_after_it_the_rest_is_called()
    {
        var campaign = await Begin(50, maxRing: 5);
        await bench.RunToEnd(campaign.Id, TimeSpan.FromSeconds(20));
        await bench.Desk.Change("acme", campaign.Id, one => one with { State = CampaignState.Held }, TestContext.Current.CancellationToken);
        await bench.RunToEnd(campaign.Id, TimeSpan.FromSeconds(20));
        var before = bench.Rings.Count;
        Assert.InRange(before, 5, 45);
        await bench.RunToEnd(campaign.Id, TimeSpan.FromHours(1));
        Assert.Equal(before, bench.Rings.Count);
        // What was under way when it was held is noted.
        Assert.Empty((await bench.Table.Work("acme", campaign.Id, bench.Clock.GetUtcNow(), 1, TestContext.Current.CancellationToken))!.Flights);

        await bench.Desk.Change("acme", campaign.Id, one => one with { State = CampaignState.Running }, TestContext.Current.CancellationToken);
        await bench.RunToEnd(campaign.Id);
        Assert.Equal(50, bench.Rings.Count);
        Assert.All(bench.Rings.Values, rings => Assert.Equal(1, rings));
    }

    [Fact]
    public async Task A_lost_wake_up_is_found_by_the_sweep()
    {
        var campaign = await Begin(5);
        bench.Clock.Advance(CampaignPump.Look + TimeSpan.FromSeconds(1));
        foreach (var message in await bench.Storage.Queue("campaign-wakes").Receive(32, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken))
            await bench.Storage.Queue("campaign-wakes").Delete(message.MessageId, message.PopReceipt, TestContext.Current.CancellationToken);
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await bench.RunToEnd(campaign.Id, TimeSpan.FromMinutes(2));
        Assert.Empty(bench.Rings);
        await bench.Desk.Sweep(bench.Directory, bench, 90, TestContext.Current.CancellationToken);
        await bench.RunToEnd(campaign.Id);
        Assert.Equal(5, bench.Rings.Count);
    }

    [Fact]
    public async Task A_campaign_is_kept_as_long_as_calls_are_and_then_it_is_gone_with_its_numbers()
    {
        var campaign = await Begin(5);
        await bench.RunToEnd(campaign.Id);
        bench.Clock.Advance(TimeSpan.FromDays(89));
        await bench.Desk.Sweep(bench.Directory, bench, 90, TestContext.Current.CancellationToken);
        Assert.NotNull(await bench.Table.Find("acme", campaign.Id, TestContext.Current.CancellationToken));
        bench.Clock.Advance(TimeSpan.FromDays(2));
        await bench.Desk.Sweep(bench.Directory, bench, 90, TestContext.Current.CancellationToken);
        Assert.Null(await bench.Table.Find("acme", campaign.Id, TestContext.Current.CancellationToken));
        await foreach (var recipient in bench.Table.Recipients("acme", campaign.Id, TestContext.Current.CancellationToken))
            Assert.Fail($"{recipient} is still there.");
        Assert.Null(await bench.Table.Work("acme", campaign.Id, bench.Clock.GetUtcNow(), 1, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Killed_wherever_it_is_everybody_is_called_once(int seed)
    {
        // Before and behind any request to storage, and around any order to the desk.
        var random = new Random(seed);
        var gate = new Lock();
        var campaign = await Begin(300, maxRing: 15, retries: 2);
        var crashes = 0;
        bench.Storage.Hooks.Before = bench.Storage.Hooks.After = _ =>
        {
            Crash();
            return ValueTask.CompletedTask;
        };
        bench.AtDesk = _ => Crash();
        var done = await bench.RunToEnd(campaign.Id);
        bench.Storage.Hooks.Before = bench.Storage.Hooks.After = null;

        Assert.Equal(CampaignState.Done, done.State);
        Assert.True(crashes > 50, $"Only {crashes} crashes.");
        Assert.Equal(300, bench.Rings.Count);
        Assert.All(bench.Rings, ring => Assert.Equal(ring.Key[^1] is '7' or '8' ? 2 : 1, ring.Value));
        Assert.InRange(bench.MostInFlight, 1, 15);
        var report = new List<CampaignRecipient>();
        await foreach (var recipient in bench.Table.Recipients("acme", campaign.Id, TestContext.Current.CancellationToken))
            report.Add(recipient);
        Assert.Equal(300, report.Count(one => one is { Over: true, Calling: false, Outcome: not null }));

        void Crash()
        {
            lock (gate)
            {
                if (random.Next(60) != 0)
                    return;
                crashes++;
            }

            throw new CampaignBench.CrashException();
        }
    }

    [Fact]
    public async Task Two_instances_at_once_call_everybody_once()
    {
        var campaign = await Begin(200, maxRing: 10);
        var end = bench.Clock.GetUtcNow().AddDays(1);
        while ((await bench.Table.Find("acme", campaign.Id, TestContext.Current.CancellationToken))!.Campaign is { State: CampaignState.Running } now)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => bench.Pump().Run("acme", campaign.Id, now.Seq, TestContext.Current.CancellationToken))));
            bench.Clock.Advance(TimeSpan.FromSeconds(2));
            Assert.True(bench.Clock.GetUtcNow() < end, "The campaign does not come to its end.");
        }

        Assert.Equal(200, bench.Rings.Count);
        Assert.All(bench.Rings.Values, rings => Assert.Equal(1, rings));
        Assert.InRange(bench.MostInFlight, 1, 10);
    }

    private Task<Campaign> Begin(string[] phones, int maxRing = 5, int retries = 1) => bench.Desk.Begin(
        new Campaign
        {
            Account = "acme", Id = bench.Desk.NewId(), CreatedAt = bench.Clock.GetUtcNow(), Text = "Hello", MaxRing = maxRing, DialRetries = retries,
        },
        phones,
        default);

    private Task<Campaign> Begin(int phones, int maxRing = 5, int retries = 1, bool night = true, DateTimeOffset? at = null) => bench.Desk.Begin(
        new Campaign
        {
            Account = "acme",
            Id = bench.Desk.NewId(),
            CreatedAt = bench.Clock.GetUtcNow(),
            Text = "Hello",
            MaxRing = maxRing,
            DialRetries = retries,
            ReasonableHours = !night,
            SendTime = at,
        },
        [.. Enumerable.Range(0, phones).Select(index => $"+9725423{index:D5}")],
        default);
}
