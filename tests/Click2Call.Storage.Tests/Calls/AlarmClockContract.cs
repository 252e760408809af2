using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Calls;

/// <summary>What the alarm clock and the late events do, in memory and on Azurite.</summary>
public abstract class AlarmClockContract
{
    private readonly ManualClock _time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract IQueue NewQueue();

    protected abstract ITable NewTable();

    private async Task<(AlarmClock Clock, IQueue Alarms, IQueue Poison, ITable Agenda)> New()
    {
        var (alarms, poison, agenda) = (NewQueue(), NewQueue(), NewTable());
        await alarms.Create(Ct);
        await poison.Create(Ct);
        await agenda.Create(Ct);
        return (new AlarmClock(alarms, poison, agenda, _time), alarms, poison, agenda);
    }

    private Alarm NewAlarm(int seq = 3) => new("acme", CallId.New(_time), seq);

    [Fact]
    public async Task A_near_alarm_is_a_message_and_a_far_one_a_row_of_the_agenda()
    {
        var (clock, alarms, _, agenda) = await New();
        await clock.Set(NewAlarm(), _time.GetUtcNow().AddMinutes(15), Ct);
        Assert.Equal(1, await alarms.ApproximateCount(Ct));
        await clock.Set(NewAlarm(), _time.GetUtcNow().AddMinutes(15).AddSeconds(1), Ct);
        Assert.Equal(1, await alarms.ApproximateCount(Ct));
        Assert.Single((await agenda.Query(null, null, null, null, Ct)).Rows);
    }

    [Fact]
    public async Task An_alarm_that_is_due_is_visible_and_says_what_was_set()
    {
        var (clock, alarms, _, _) = await New();
        var alarm = NewAlarm();
        await clock.Set(alarm, _time.GetUtcNow().AddSeconds(-5), Ct);
        var message = Assert.Single(await alarms.Receive(1, TimeSpan.FromSeconds(30), Ct));
        Assert.Equal(alarm with { SetAt = _time.GetUtcNow() }, AlarmClock.Read(message.Text));
    }

    [Fact]
    public async Task The_agenda_wakes_what_is_due_and_nothing_else()
    {
        var (clock, alarms, _, agenda) = await New();
        var alarm = NewAlarm();
        await clock.Set(alarm, _time.GetUtcNow().AddHours(1), Ct);
        await clock.Set(NewAlarm(), _time.GetUtcNow().AddHours(2), Ct);
        var set = _time.GetUtcNow();
        Assert.Equal(0, await clock.PromoteDue(_time.GetUtcNow(), Ct));
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(1, await clock.PromoteDue(_time.GetUtcNow(), Ct));
        Assert.Equal(0, await clock.PromoteDue(_time.GetUtcNow(), Ct));
        Assert.Single((await agenda.Query(null, null, null, null, Ct)).Rows);
        var message = Assert.Single(await alarms.Receive(1, TimeSpan.FromSeconds(30), Ct));
        Assert.Equal(alarm, AlarmClock.Read(message.Text)! with { SetAt = null });
        Assert.Equal(set, AlarmClock.Read(message.Text)!.SetAt);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task An_alarm_can_be_taken_back_once_and_again(int minutes)
    {
        var (clock, alarms, _, agenda) = await New();
        var alarm = NewAlarm();
        await clock.Set(alarm, _time.GetUtcNow().AddMinutes(minutes), Ct);
        var ticket = await clock.Set(alarm, _time.GetUtcNow().AddMinutes(minutes), Ct);
        await clock.Withdraw(ticket, Ct);
        await clock.Withdraw(ticket, Ct);
        Assert.Equal(1, await alarms.ApproximateCount(Ct) + (await agenda.Query(null, null, null, null, Ct)).Rows.Count);
    }

    [Fact]
    public async Task Poison_is_read_and_buried_also_when_it_says_nothing()
    {
        var (clock, _, poison, _) = await New();
        var alarm = NewAlarm();
        await poison.Put(AlarmClock.Text(alarm), TimeSpan.Zero, null, Ct);
        await poison.Put("{\"account\":5}", TimeSpan.Zero, null, Ct);
        await poison.Put("nonsense", TimeSpan.Zero, null, Ct);
        await poison.Put("{\"account\":\"acme\",\"call\":7}", TimeSpan.Zero, null, Ct);
        var poisoned = await clock.Poisoned(Ct);
        Assert.Equal(alarm, Assert.Single(poisoned, each => each.Alarm is not null).Alarm);
        foreach (var each in poisoned)
            await clock.Bury(each, Ct);
        Assert.Equal(0, await poison.ApproximateCount(Ct));
    }

    [Fact]
    public async Task A_late_event_comes_back_as_it_went()
    {
        var (queue, calls) = (NewQueue(), NewTable());
        await queue.Create(Ct);
        await calls.Create(Ct);
        var late = new LateEventQueue(queue, calls, _time);
        var at = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.FromHours(2)).AddTicks(7);
        Fact[] facts =
        [
            new Fact.LegRinging(LegPosition.First, at), new Fact.LegAnswered(LegPosition.Second, at),
            new Fact.LegEnded(LegPosition.Second, EndCause.Blocked, at), new Fact.ProviderNamed("x\"y", at),
            new Fact.Recorded(TimeSpan.FromSeconds(1.5), new Uri("https://example.org/r?a=1&b=2"), "ANSWERED", at),
        ];
        var told = new LineEvent("acme", "main", facts) { Attempt = new AttemptId(CallId.New(_time), 21), ProviderCallId = "p/1" };
        await late.Put(new LateEvent(told, 4) { SoughtAt = at }, TimeSpan.Zero, Ct);
        var read = LateEventQueue.Read(Assert.Single(await queue.Receive(1, TimeSpan.FromSeconds(30), Ct)).Text)!;
        Assert.Equal((4, at), (read.Tries, read.SoughtAt));
        Assert.Equal(facts, read.Told.Facts);
        Assert.Equal((told.Account, told.Line, told.Attempt, told.ProviderCallId), (read.Told.Account, read.Told.Line, read.Told.Attempt, read.Told.ProviderCallId));
        Assert.Null(LateEventQueue.Read("nonsense"));
    }

    [Fact]
    public async Task An_orphan_is_kept_in_the_days_history_and_not_listed_as_a_call()
    {
        var (queue, calls) = (NewQueue(), NewTable());
        await calls.Create(Ct);
        var late = new LateEventQueue(queue, calls, _time);
        await late.KeepOrphan(new LineEvent("acme", "main", [new Fact.LegRinging(LegPosition.First, _time.GetUtcNow())]) { ProviderCallId = "p/1#?" }, Ct);
        Assert.StartsWith("x:", Assert.Single((await calls.Query(null, null, null, null, Ct)).Rows).RowKey, StringComparison.Ordinal);
        Assert.Empty((await new CallLog(calls, _time).List(new CallQuery("acme"), Ct)).Calls);
    }

    [Fact]
    public async Task Orphans_of_one_call_do_not_overwrite_each_other()
    {
        var (queue, calls) = (NewQueue(), NewTable());
        await calls.Create(Ct);
        var late = new LateEventQueue(queue, calls, _time);
        Fact[] facts = [new Fact.LegRinging(LegPosition.First, _time.GetUtcNow()), new Fact.LegAnswered(LegPosition.First, _time.GetUtcNow())];
        foreach (var fact in facts.Append(facts[0]))
            await late.KeepOrphan(new LineEvent("acme", "main", [fact]) { ProviderCallId = "p/1#?" }, Ct);
        Assert.Equal(2, (await calls.Query(null, null, null, null, Ct)).Rows.Count);
    }
}
