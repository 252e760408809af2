using System.Collections;
using System.Globalization;
using System.Reflection;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Calls;

/// <summary>What the call log does, in memory and on Azurite.</summary>
public abstract class CallLogContract
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A table of this test's own, not yet created.</summary>
    protected abstract ITable NotCreated();

    private async Task<(CallLog Log, FlakyTable Table)> NewLog(DateTimeOffset? now = null)
    {
        var table = new FlakyTable(NotCreated());
        await table.Create(Ct);
        return (new CallLog(table, new Testing.ManualClock(now ?? Now)), table);
    }

    [Fact]
    public async Task A_call_comes_back_as_it_went()
    {
        var (log, _) = await NewLog();
        var call = CallExamples.Call(Now, CallExamples.Full()) with
        {
            Attempts = [CallExamples.Attempt(1, Now), CallExamples.Attempt(2, Now)],
            NoAgentTries = 1,
            NoTargetTries = 2,
            LineDownTries = 3,
        };
        call = call.Apply(
        [
            new Fact.DialDecided(new DialResult.Refused(CallOutcome.LineUnavailable, "503"), Now) { Attempt = 1 },
            new Fact.DialDecided(new DialResult.Accepted("id/with?odd#signs"), Now) { Attempt = 2 },
            new Fact.Settled(new LookUp.Live("x"), Now) { Attempt = 2 },
            new Fact.LegRinging(LegPosition.First, Now.AddTicks(1)) { Attempt = 2 },
            new Fact.LegAnswered(LegPosition.First, Now) { Attempt = 2 },
            new Fact.LegEnded(LegPosition.Second, EndCause.Declined, Now) { Attempt = 2 },
            new Fact.CancelRequested(Now),
            new Fact.Closed(CallOutcome.Canceled, "Why", Now),
            new Fact.Recorded(TimeSpan.FromSeconds(3), new Uri("https://example.org/r.wav"), "ANSWERED", Now),
        ]);
        Assert.NotNull(await log.Insert(call, Ct));
        var read = (await log.Find("acme", call.Id, Ct))!.Call;
        AssertSame(call, read, "call");
    }

    [Fact]
    public void The_full_example_leaves_no_property_of_an_order_at_its_default()
    {
        var plain = CallExamples.Order();
        foreach (var property in typeof(CallOrder).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (!property.CanWrite || property.Name is nameof(CallOrder.Account) or nameof(CallOrder.ClickToCall))
                continue;
            Assert.False(Equals(property.GetValue(plain), property.GetValue(CallExamples.Full())), property.Name);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("🎉")]
    [InlineData("\"\\")]
    [InlineData("א")]
    public async Task An_order_of_more_than_32_K_characters_comes_back(string letter)
    {
        var (log, _) = await NewLog();
        var message = string.Concat(Enumerable.Repeat(letter, 50_000 / letter.Length));
        for (var shift = 0; shift < 3; shift++)
        {
            var call = CallExamples.Call(Now, CallExamples.Order() with { Lead = new Lead { Name = new string('n', shift), Message = message } });
            await log.Insert(call, Ct);
            Assert.Equal(message, (await log.Find("acme", call.Id, Ct))!.Call.Order.Lead!.Message);
        }
    }

    [Fact]
    public async Task Only_one_of_two_commits_of_an_id_wins()
    {
        var (log, _) = await NewLog();
        var call = CallExamples.Call(Now);
        Assert.NotNull(await log.Insert(call, Ct));
        Assert.Null(await log.Insert(call, Ct));
    }

    [Fact]
    public async Task A_change_of_what_others_have_changed_is_refused()
    {
        var (log, _) = await NewLog();
        var stored = (await log.Insert(CallExamples.Call(Now), Ct))!;
        Assert.NotNull(await log.Replace(stored, stored.Call with { Seq = 2 }, Ct));
        Assert.Null(await log.Replace(stored, stored.Call with { Seq = 3 }, Ct));
        Assert.Equal(2, (await log.Find("acme", stored.Call.Id, Ct))!.Call.Seq);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_whose_reply_was_lost_is_ours(bool sentAgain)
    {
        var (log, table) = await NewLog();
        (table.RepeatNextWrite, table.LoseNextReply) = (sentAgain, !sentAgain);
        var stored = await log.Insert(CallExamples.Call(Now), Ct);
        Assert.NotNull(await log.Replace(stored!, stored!.Call with { Seq = 2 }, Ct));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_whose_reply_was_lost_is_ours(bool sentAgain)
    {
        var (log, table) = await NewLog();
        var stored = (await log.Insert(CallExamples.Call(Now), Ct))!;
        (table.RepeatNextWrite, table.LoseNextReply) = (sentAgain, !sentAgain);
        var written = await log.Replace(stored, stored.Call.Apply(new Fact.Closed(CallOutcome.Expired, null, Now)), Ct);
        Assert.NotNull(written);
        Assert.Empty(await Open(log));
    }

    [Fact]
    public async Task A_change_whose_reply_was_lost_and_that_others_wrote_over_is_not_ours()
    {
        var (log, table) = await NewLog();
        var stored = (await log.Insert(CallExamples.Call(Now), Ct))!;
        table.Meanwhile = async () =>
        {
            table.Meanwhile = null;
            var now = (await log.Find("acme", stored.Call.Id, Ct))!;
            Assert.NotNull(await log.Replace(now, now.Call with { Note = "theirs" }, Ct));
        };
        table.RepeatNextWrite = true;
        Assert.Null(await log.Replace(stored, stored.Call with { Seq = 2 }, Ct));
        Assert.Equal((2, "theirs"), ((await log.Find("acme", stored.Call.Id, Ct))!.Call.Seq, (await log.Find("acme", stored.Call.Id, Ct))!.Call.Note));
    }

    [Fact]
    public async Task A_call_that_is_read_again_is_the_same_until_somebody_changes_it()
    {
        var (log, table) = await NewLog();
        var known = (await log.Insert(CallExamples.Call(Now, CallExamples.Full()), Ct))!;
        Assert.Same(known, await log.FindAgain(known, Ct));

        await log.Replace(known, known.Call.Apply(new Fact.Closed(CallOutcome.Expired, "Why", Now)), Ct);
        var changed = (await log.FindAgain(known, Ct))!;
        Assert.Equal((await log.Find("acme", known.Call.Id, Ct))!.ETag, changed.ETag);
        AssertSame(known.Call.Apply(new Fact.Closed(CallOutcome.Expired, "Why", Now)), changed.Call, "call");

        var row = (await table.QueryAll(null, Ct).FirstAsync(row => row.RowKey.StartsWith("c:", StringComparison.Ordinal), Ct));
        await table.Delete(row.PartitionKey, row.RowKey, "*", Ct);
        Assert.Null(await log.FindAgain(changed, Ct));
    }

    /// <summary>Twenty attempts share one property of 32 K characters: there is no room for what follows from the rest.</summary>
    [Fact]
    public async Task A_row_holds_nothing_of_an_attempt_twice()
    {
        var (log, table) = await NewLog();
        await log.Insert(CallExamples.Call(Now) with { Attempts = [CallExamples.Attempt(1, Now) with { Agent = "agent-7" }] }, Ct);
        var rows = await table.QueryAll(null, Ct).ToListAsync(Ct);
        var facts = rows.Single(row => row.RowKey.StartsWith("c:", StringComparison.Ordinal)).GetString("Facts")!;
        Assert.Equal(2, facts.Split("agent-7").Length);
    }

    [Fact]
    public async Task The_open_index_follows_its_call()
    {
        var (log, _) = await NewLog();
        var stored = (await log.Insert(CallExamples.Call(Now), Ct))!;
        Assert.Equal(new OpenCall(stored.Call.Id, 1, stored.Call.WakeAt), Assert.Single(await Open(log)));
        stored = (await log.Replace(stored, stored.Call with { Seq = 7, WakeAt = Now.AddHours(1) }, Ct))!;
        Assert.Equal(new OpenCall(stored.Call.Id, 7, Now.AddHours(1)), Assert.Single(await Open(log)));
        stored = (await log.Replace(stored, stored.Call.Apply(new Fact.Closed(CallOutcome.Expired, null, Now)), Ct))!;
        Assert.Empty(await Open(log));
        Assert.NotNull(await log.Replace(stored, stored.Call.Apply(new Fact.Recorded(TimeSpan.FromSeconds(1), null, null, Now)), Ct));
        Assert.Empty(await Open(log));
        await log.Insert(CallExamples.Call(Now).Apply(new Fact.Closed(CallOutcome.NotAllowed, null, Now)), Ct);
        Assert.Empty(await Open(log));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task A_phone_systems_id_is_found_on_its_day_and_the_next(int daysLater, bool found)
    {
        var (log, table) = await NewLog();
        var stored = (await log.Insert(CallExamples.Call(Now) with { Attempts = [CallExamples.Attempt(1, Now)] }, Ct))!;
        await log.Replace(stored, stored.Call.Apply(new Fact.DialDecided(new DialResult.Accepted("pbx/1?#"), Now) { Attempt = 1 }), Ct);
        var later = new CallLog(table, new Testing.ManualClock(Now.AddDays(daysLater)));
        Assert.Equal(found ? new AttemptId(stored.Call.Id, 1) : null, await later.FindByProvider("acme", "main", "pbx/1?#", null, Ct));
        Assert.Null(await later.FindByProvider("acme", "other", "pbx/1?#", null, Ct));
        Assert.Null(await later.FindByProvider("other", "main", "pbx/1?#", null, Ct));
    }

    [Theory]
    [InlineData("2026-11-20T23:50:00Z", true)]
    [InlineData("2026-11-21T00:29:00Z", true)]
    [InlineData("2026-11-21T00:31:00Z", false)]
    public async Task A_phone_systems_id_that_was_sought_in_vain_is_not_sought_again_where_nothing_can_have_come_since(string soughtAt, bool found)
    {
        var (log, table) = await NewLog();
        var stored = (await log.Insert(CallExamples.Call(Now) with { Attempts = [CallExamples.Attempt(1, Now)] }, Ct))!;
        await log.Replace(stored, stored.Call.Apply(new Fact.DialDecided(new DialResult.Accepted("x"), Now) { Attempt = 1 }), Ct);
        var nextDay = new CallLog(table, new Testing.ManualClock(Now.AddDays(1)));
        var sought = DateTimeOffset.Parse(soughtAt, CultureInfo.InvariantCulture);
        Assert.Equal(found ? new AttemptId(stored.Call.Id, 1) : null, await nextDay.FindByProvider("acme", "main", "x", sought, Ct));
    }

    [Fact]
    public async Task A_phone_systems_id_of_an_old_call_is_found_on_the_day_of_its_dial()
    {
        var (_, table) = await NewLog();
        var later = new CallLog(table, new Testing.ManualClock(Now.AddDays(20)));
        var stored = (await later.Insert(CallExamples.Call(Now) with { Attempts = [CallExamples.Attempt(1, Now)] }, Ct))!;
        await later.Replace(stored, stored.Call.Apply(new Fact.DialDecided(new DialResult.Accepted("x"), Now) { Attempt = 1 }), Ct);
        var nextDay = new CallLog(table, new Testing.ManualClock(Now.AddDays(21)));
        Assert.Equal(new AttemptId(stored.Call.Id, 1), await nextDay.FindByProvider("acme", "main", "x", null, Ct));
    }

    [Fact]
    public async Task Attempts_beyond_twenty_move_to_rows_of_their_own()
    {
        var (log, table) = await NewLog();
        var stored = (await log.Insert(CallExamples.Call(Now), Ct))!;
        for (var n = 1; n <= 23; n++)
        {
            stored = (await log.Replace(stored, stored.Call.Begin(CallExamples.Attempt(n, Now), n + 1, Now), Ct))!;
            var refused = new Fact.DialDecided(new DialResult.Refused(CallOutcome.AgentBusy, new string('r', 400)), Now) { Attempt = n };
            stored = (await log.Replace(stored, stored.Call with { Attempts = [.. stored.Call.Attempts.Select(a => a.Number == n ? a with { Dial = refused.Result } : a)] }, Ct))!;
        }

        var read = (await log.Find("acme", stored.Call.Id, Ct))!.Call;
        Assert.Equal(Enumerable.Range(4, 20), read.Attempts.Select(attempt => attempt.Number));
        var rows = (await table.Query(null, null, null, null, Ct)).Rows.Where(row => row.RowKey.StartsWith("a:", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Contains("refused", row.GetString("Attempt")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_history_comes_newest_first_page_by_page()
    {
        var (log, _) = await NewLog();
        List<CallId> made = [];
        for (var i = 0; i < 7; i++)
        {
            var call = CallExamples.Call(Now.AddDays(-i).AddSeconds(-i));
            made.Add(call.Id);
            await log.Insert(call, Ct);
        }

        await log.Insert(CallExamples.Call(Now, CallExamples.Order("other")), Ct);
        List<CallId> read = [];
        string? continuation = null;
        var pages = 0;
        do
        {
            var page = await log.List(new CallQuery("acme") { Top = 3, From = DateOnly.FromDateTime(Now.UtcDateTime.AddDays(-10)), Continuation = continuation }, Ct);
            Assert.True(page.Calls.Count <= 3);
            read.AddRange(page.Calls.Select(call => call.Id));
            continuation = page.Continuation;
            pages++;
        }
        while (continuation is not null && pages < 20);

        Assert.Equal(made, read);
    }

    [Fact]
    public async Task The_history_is_filtered_by_day_state_and_click_to_call()
    {
        var (log, _) = await NewLog();
        var open = CallExamples.Call(Now);
        var over = CallExamples.Call(Now).Apply(new Fact.Closed(CallOutcome.Expired, null, Now));
        var other = CallExamples.Call(Now, CallExamples.Order(click: "o'ther"));
        var old = CallExamples.Call(Now.AddDays(-1));
        foreach (var call in new[] { open, over, other, old })
            await log.Insert(call, Ct);
        var today = new CallQuery("acme") { From = DateOnly.FromDateTime(Now.UtcDateTime), To = DateOnly.FromDateTime(Now.UtcDateTime) };
        Assert.Equal(3, (await log.List(today, Ct)).Calls.Count);
        Assert.Equal(over.Id, Assert.Single((await log.List(today with { State = CallState.Ended }, Ct)).Calls).Id);
        Assert.Equal(other.Id, Assert.Single((await log.List(today with { ClickToCall = "o'ther" }, Ct)).Calls).Id);
        Assert.Null((await log.List(today, Ct)).Continuation);
    }

    [Fact]
    public async Task A_page_walks_31_days_and_then_says_where_it_was()
    {
        var (log, _) = await NewLog();
        var old = CallExamples.Call(Now.AddDays(-40));
        await log.Insert(old, Ct);
        var first = await log.List(new CallQuery("acme"), Ct);
        Assert.Empty(first.Calls);
        var second = await log.List(new CallQuery("acme") { Continuation = first.Continuation }, Ct);
        Assert.Equal(old.Id, Assert.Single(second.Calls).Id);
        await Assert.ThrowsAsync<ArgumentException>(() => log.List(new CallQuery("acme") { Continuation = "bm9uc2Vuc2U" }, Ct));
    }

    private static async Task<List<OpenCall>> Open(CallLog log)
    {
        List<OpenCall> open = [];
        await foreach (var row in log.Open("acme", DateOnly.FromDateTime(Now.UtcDateTime), Ct))
            open.Add(row);
        return open;
    }

    // Lists are not equal by their records' equality; every property has to come back, lists item by item.
    private static void AssertSame(object? expected, object? actual, string path)
    {
        if (expected is IEnumerable list and not string)
        {
            var (left, right) = (list.Cast<object?>().ToList(), ((IEnumerable)actual!).Cast<object?>().ToList());
            Assert.True(left.Count == right.Count, path);
            for (var i = 0; i < left.Count; i++)
                AssertSame(left[i], right[i], $"{path}[{i}]");
        }
        else if (expected is CallOrder or Leg or Attempt or Call or PlayList or Lead or RetrySchedule)
        {
            foreach (var property in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                AssertSame(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}");
        }
        else
        {
            Assert.True(Equals(expected, actual), $"{path}: {expected} became {actual}");
        }
    }
}
