using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Technoline.Campaigns;

/// <summary>Lines that take no calls, people who stop a campaign, crashes at the wrong moment, requests that come twice.</summary>
public sealed class CampaignTroubleTests
{
    private readonly CampaignBench bench = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_one_began_the_last_further_try_another_said_that_all_was_over()
    {
        var campaign = await Begin(["+972542345677"], retries: 3);
        await bench.RunToEnd(campaign.Id, TimeSpan.FromMinutes(19));
        Assert.Equal(1, bench.Rings["+972542345677"]);
        bench.Clock.Advance(TimeSpan.FromMinutes(10));

        // The other instance begins the try between this one's two looks: at who is being called, and at whose call is due.
        var (seq, looks) = ((await bench.Table.Find("acme", campaign.Id, Ct))!.Campaign.Seq, 0);
        bench.Storage.Hooks.Before = async step =>
        {
            if (step.Operation != "Table.Query" || ++looks != 2)
                return;
            bench.Storage.Hooks.Before = null;
            await bench.Pump().Run("acme", campaign.Id, seq, Ct);
        };
        await bench.Pump().Run("acme", campaign.Id, seq, Ct);
        Assert.Equal(2, looks);
        Assert.Equal(CampaignState.Running, (await bench.Table.Find("acme", campaign.Id, Ct))!.Campaign.State);
        Assert.Equal(CampaignState.Done, (await bench.RunToEnd(campaign.Id)).State);
        Assert.Equal(3, bench.Rings["+972542345677"]);
        Assert.Equal(["BUSY"], await Report(campaign.Id));
    }

    [Fact]
    public async Task Whom_a_dead_process_was_about_to_call_rang_at_night()
    {
        bench.Clock.Advance(TimeSpan.FromHours(10.5)); // 22:30 in Jerusalem
        var campaign = await Begin(People(20), night: false, maxRing: 20);
        bench.Clock.Advance(CampaignPump.Look);
        bench.AtDesk = _ => throw new CampaignBench.CrashException();
        await Assert.ThrowsAsync<CampaignBench.CrashException>(() => bench.Turn());
        bench.AtDesk = null;
        Assert.Equal(20, (await Work(campaign.Id)).Flights.Count);
        bench.Clock.Advance(TimeSpan.FromHours(4));
        await bench.RunToEnd(campaign.Id, TimeSpan.FromHours(1));
        Assert.Empty(bench.Rings);

        // A process that comes back with the old order does not ring, either.
        Assert.Equal(CampaignState.Done, (await bench.RunToEnd(campaign.Id)).State);
        Assert.Equal(20, bench.Rings.Count);
        Assert.All(bench.Rings.Values, rings => Assert.Equal(1, rings));
    }

    [Fact]
    public async Task A_worker_that_thaws_at_night_rings_nobody()
    {
        bench.Clock.Advance(TimeSpan.FromHours(10.5)); // 22:30 in Jerusalem
        var campaign = await Begin(People(20), night: false, maxRing: 20);
        bench.Clock.Advance(CampaignPump.Look);
        var frozen = false;
        bench.Storage.Hooks.After = step =>
        {
            if (!frozen && step is { Operation: "Table.Submit", Name: "CampaignRecipients" })
            {
                frozen = true;
                bench.Clock.Advance(TimeSpan.FromHours(4));
            }

            return ValueTask.CompletedTask;
        };
        await bench.Turn();
        Assert.True(frozen);
        await bench.RunToEnd(campaign.Id, TimeSpan.FromHours(1));
        Assert.Empty(bench.Rings);
        Assert.Equal(CampaignState.Done, (await bench.RunToEnd(campaign.Id)).State);
        Assert.All(bench.Rings.Values, rings => Assert.Equal(1, rings));
        Assert.Equal(20, bench.Rings.Count);
    }

    [Fact]
    public async Task Whom_a_dead_process_was_about_to_call_rang_after_the_stop()
    {
        var campaign = await Begin(People(20), maxRing: 20);
        bench.Clock.Advance(CampaignPump.Look);
        bench.AtDesk = _ => throw new CampaignBench.CrashException();
        await Assert.ThrowsAsync<CampaignBench.CrashException>(() => bench.Turn());
        bench.AtDesk = null;
        Assert.Equal("stopped", (await bench.Form("campaignStop", ("campaignId", campaign.Id))).Json.GetProperty("campaignStatus").GetString());
        for (var turn = 0; turn < 60; turn++)
        {
            await bench.Turn();
            bench.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Empty(bench.Rings);
        Assert.Equal(Enumerable.Repeat("CANCELED", 20), await Report(campaign.Id));
    }

    [Fact]
    public async Task A_stop_between_two_batches_ends_the_calls()
    {
        var campaign = await Begin(People(200), maxRing: 200);
        bench.Clock.Advance(CampaignPump.Look);
        var stopped = 0;
        bench.AtOrder = _ =>
        {
            if (Interlocked.Exchange(ref stopped, 1) == 0)
                bench.Desk.Change("acme", campaign.Id, one => one with { State = CampaignState.Stopped }, default).Wait();
        };
        await bench.Turn();
        Assert.Equal(CampaignPump.Batch, bench.Rings.Count);
    }

    [Fact]
    public async Task A_line_that_was_down_for_an_hour_burned_the_list()
    {
        var campaign = await Begin(People(150));
        var orders = 0;
        var up = bench.Clock.GetUtcNow().AddHours(1.5);
        bench.Refuses = _ => bench.Clock.GetUtcNow() < up && ++orders > 0 ? CallOutcome.LineUnavailable : null;
        Assert.Equal(CampaignState.Done, (await bench.RunToEnd(campaign.Id)).State);
        Assert.Equal(150, bench.Rings.Count);
        Assert.All(bench.Rings.Values, rings => Assert.Equal(1, rings));

        // And it was asked once a minute, not by everybody in turn. (This desk keeps no refusals: the look after it asks again.)
        Assert.InRange(orders, 60, 200);
        Assert.Equal(CampaignState.Done, (await bench.Table.Find("acme", campaign.Id, Ct))!.Campaign.State);
    }

    [Fact]
    public async Task A_person_whose_calls_always_fail_was_dialled_each_minute_of_every_day()
    {
        var campaign = await Begin(People(3), maxRing: 3);
        var dialled = 0;
        bench.Refuses = order => order.First.Destination.Dialable == People(3)[1] && Interlocked.Increment(ref dialled) > 0 ? CallOutcome.LineUnavailable : null;
        Assert.Equal(CampaignState.Done, (await bench.RunToEnd(campaign.Id, TimeSpan.FromHours(20))).State);
        Assert.Equal(2, bench.Rings.Count);

        // (This desk keeps no refusals: the look after it asks again.)
        Assert.InRange(dialled, 50, 100);
    }

    [Fact]
    public async Task A_line_that_is_down_is_told_in_the_report()
    {
        var campaign = await Begin(People(5));
        bench.Refuses = _ => CallOutcome.LineUnavailable;
        await bench.RunToEnd(campaign.Id, TimeSpan.FromMinutes(3));
        Assert.NotNull((await bench.Form("campaignReport", ("campaignId", campaign.Id))).Json.GetProperty("note").GetString());
    }

    [Fact]
    public async Task A_line_with_one_place_burned_half_of_the_list()
    {
        bench.CallLength = TimeSpan.FromMinutes(1);
        bench.Directory.Account = bench.Directory.Account with { Lines = [bench.Directory.Account.Lines[0] with { MaxDials = 1 }] };
        var campaign = await Begin(People(30));
        bench.Refuses = _ => bench.InFlight > 0 ? CallOutcome.Throttled : null;
        Assert.Equal(CampaignState.Done, (await bench.RunToEnd(campaign.Id)).State);
        Assert.Equal(30, bench.Rings.Count);
        Assert.All(bench.Rings.Values, rings => Assert.Equal(1, rings));
        Assert.Equal(1, bench.MostInFlight);
    }

    [Fact]
    public async Task Others_who_use_the_line_up_do_not_burn_the_list()
    {
        var campaign = await Begin(People(30));
        var turn = 0;
        bench.Refuses = _ => Interlocked.Increment(ref turn) % 3 == 0 ? null : CallOutcome.Throttled;
        Assert.Equal(CampaignState.Done, (await bench.RunToEnd(campaign.Id)).State);
        Assert.Equal(30, bench.Rings.Count);
        Assert.All(bench.Rings.Values, rings => Assert.Equal(1, rings));
    }

    [Fact]
    public async Task A_key_that_was_changed_burned_ten_thousand_in_minutes()
    {
        var campaign = await Begin(People(100), maxRing: 20);
        var refuses = true;
        bench.Refuses = _ => refuses ? CallOutcome.LineRefused : null;
        await bench.RunToEnd(campaign.Id, TimeSpan.FromMinutes(30));
        var held = (await bench.Table.Find("acme", campaign.Id, Ct))!.Campaign;
        Assert.Equal((CampaignState.Held, "The phone system refuses the calls."), (held.State, held.Note));
        refuses = false;
        Assert.Equal("running", (await bench.Form("campaignResumption", ("campaignId", campaign.Id))).Json.GetProperty("campaignStatus").GetString());
        var done = await bench.RunToEnd(campaign.Id);
        Assert.Equal((CampaignState.Done, null), (done.State, done.Note));
        Assert.Equal(100, bench.Rings.Count);
    }

    /// <summary>A line of which one order in ten fails took as long as one that is down.</summary>
    [Fact]
    public async Task A_line_that_fails_now_and_then_is_given_no_rest()
    {
        var campaign = await Begin(People(200), maxRing: 10);
        var (began, turn) = (bench.Clock.GetUtcNow(), 0);
        bench.Refuses = _ => Interlocked.Increment(ref turn) % 10 == 0 ? CallOutcome.LineUnavailable : null;
        Assert.Equal(CampaignState.Done, (await bench.RunToEnd(campaign.Id)).State);
        Assert.Equal(200, bench.Rings.Count);
        Assert.All(bench.Rings.Values, rings => Assert.Equal(1, rings));
        Assert.InRange(bench.Clock.GetUtcNow() - began, TimeSpan.FromSeconds(100), TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task A_number_that_the_line_always_refuses_holds_nobody_up()
    {
        var campaign = await Begin(People(30));
        var began = bench.Clock.GetUtcNow();
        bench.Refuses = order => order.First.Destination.Dialable[^1] == '3' ? CallOutcome.LineRefused : null;
        Assert.Equal(CampaignState.Done, (await bench.RunToEnd(campaign.Id)).State);
        Assert.InRange(bench.Clock.GetUtcNow() - began, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(8));
        Assert.Equal(People(30).Count(phone => phone[^1] != '3'), bench.Rings.Count);
    }

    [Fact]
    public async Task An_extension_that_was_renamed_made_silent_calls()
    {
        var campaign = await bench.Desk.Begin(
            New() with { Extension = bench.Directory.Account.Extensions[0].Number, Text = null }, People(20), Ct);
        await bench.RunToEnd(campaign.Id, TimeSpan.FromSeconds(4));
        var before = bench.Rings.Count;
        Assert.InRange(before, 1, 19);
        Assert.All(bench.Orders, order => Assert.Equal(CallKind.Bridge, order.Kind));
        var known = bench.Directory.Account;
        bench.Directory.Account = known with { Extensions = [] };
        await bench.RunToEnd(campaign.Id, TimeSpan.FromMinutes(10));
        var held = (await bench.Table.Find("acme", campaign.Id, Ct))!.Campaign;
        Assert.Equal(CampaignState.Held, held.State);
        Assert.Contains(known.Extensions[0].Number, held.Note, StringComparison.Ordinal);
        Assert.Equal(before, bench.Rings.Count);
    }

    [Theory]
    [InlineData(CampaignState.Held)]
    [InlineData(CampaignState.Stopped)]
    public async Task Calls_under_way_at_a_hold_are_noted_though_its_wake_up_is_lost(CampaignState state)
    {
        var campaign = await Begin(People(20));
        await bench.RunToEnd(campaign.Id, TimeSpan.FromSeconds(2));
        await bench.Desk.Change("acme", campaign.Id, one => one with { State = state }, Ct);
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        foreach (var message in await bench.Storage.Queue("campaign-wakes").Receive(32, TimeSpan.FromSeconds(1), Ct))
            await bench.Storage.Queue("campaign-wakes").Delete(message.MessageId, message.PopReceipt, Ct);
        Assert.NotEmpty((await Work(campaign.Id)).Flights);
        await bench.Desk.Sweep(bench.Directory, bench, 90, Ct);
        await bench.Turn();
        Assert.Empty((await Work(campaign.Id)).Flights);

        // And then it is left in peace.
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await bench.Turn();
        await bench.Desk.Sweep(bench.Directory, bench, 90, Ct);
        Assert.Equal(0, await bench.Storage.Queue("campaign-wakes").ApproximateCount(Ct));
    }

    [Fact]
    public async Task What_may_still_be_resumed_is_not_removed()
    {
        var campaign = await Begin(People(20));
        await bench.RunToEnd(campaign.Id, TimeSpan.FromSeconds(2));
        await bench.Form("campaignHold", ("campaignId", campaign.Id));
        await bench.RunToEnd(campaign.Id, TimeSpan.FromMinutes(1));
        bench.Clock.Advance(TimeSpan.FromDays(6));
        await bench.Desk.Sweep(bench.Directory, bench, 1, Ct);
        Assert.Equal("running", (await bench.Form("campaignResumption", ("campaignId", campaign.Id))).Json.GetProperty("campaignStatus").GetString());
        await bench.RunToEnd(campaign.Id);
        Assert.Equal(20, bench.Rings.Count);
    }

    [Fact]
    public async Task A_wake_up_that_fails_is_noted_until_one_succeeds()
    {
        var campaign = await Begin(People(20));
        await bench.Desk.NoteFailure("acme", campaign.Id, Ct);
        Assert.NotNull((await bench.Form("campaignReport", ("campaignId", campaign.Id))).Json.GetProperty("note").GetString());
        Assert.Null((await bench.RunToEnd(campaign.Id)).Note);
    }

    private Campaign New() => new()
    {
        Account = "acme", Id = bench.Desk.NewId(), CreatedAt = bench.Clock.GetUtcNow(), Text = "Hello", ReasonableHours = false,
    };

    private Task<Campaign> Begin(IReadOnlyList<string> phones, int maxRing = 5, int retries = 1, bool night = true) => bench.Desk.Begin(
        New() with { MaxRing = maxRing, DialRetries = retries, ReasonableHours = !night }, phones, Ct);

    // None of them is busy or does not answer.
    private static List<string> People(int count) => [.. Enumerable.Range(0, count).Select(index => $"+97254230{index / 7:D3}{index % 7}")];

    private async Task<CampaignWork> Work(string id) => (await bench.Table.Work("acme", id, bench.Clock.GetUtcNow(), 1, Ct))!;

    private async Task<List<string?>> Report(string id) =>
        [.. (await bench.Form("campaignReport", ("campaignId", id))).Json.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("status").GetString())];
}
