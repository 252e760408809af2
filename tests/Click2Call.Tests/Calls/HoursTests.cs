using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Tests.Accounts.Hours;

namespace Click2Call.Tests.Calls;

/// <summary>What the desk and the alarm make of opening hours, of times that were asked for and of the visitor's night, with a clock that travels.</summary>
public sealed class HoursTests
{
    private const string Weekdays = "sun-thu 09:00-17:00; fri 09:00-13:00";
    private readonly DeskWorld _world = new();

    [Fact]
    public void In_opening_hours_a_lead_is_called_at_once()
    {
        Keep(Weekdays);
        Assert.Equal(CallState.Dialing, _world.Take(Now()).State); // Friday, 12:00 in Jerusalem
    }

    [Fact]
    public void A_lead_of_Friday_night_is_called_on_Sunday_morning_and_does_not_expire_before()
    {
        Keep(Weekdays);
        GoTo("2026-11-20 20:00");
        var call = _world.Take(Now() with { MaxAge = TimeSpan.FromHours(1) });
        Assert.Equal(CallState.Scheduled, call.State);
        Assert.InRange(call.NextTryAt!.Value, Office.Utc("2026-11-22 07:00"), Office.Utc("2026-11-22 07:15"));
        PassUntil(call.NextTryAt.Value.AddSeconds(-2));
        Assert.Empty(_world.Phones.Placed);
        _world.Pass(TimeSpan.FromSeconds(12));
        Assert.Equal(CallState.Dialing, _world.Read(call.Id).State);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_lead_that_is_not_called_in_its_time_is_expired_while_it_waits()
    {
        Keep(Weekdays);
        GoTo("2026-11-20 20:00");
        _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.LineUnavailable));
        var call = _world.Take(Now() with { MaxAge = TimeSpan.FromMinutes(20) });
        // A try every five minutes and up to a tenth more: the one about minute 19 may come too late, and then it is over before.
        PassUntil(call.NextTryAt!.Value.AddMinutes(13));
        Assert.Equal(CallState.Scheduled, _world.Read(call.Id).State);
        _world.Pass(TimeSpan.FromMinutes(9));
        Assert.Equal(CallOutcome.Expired, _world.Read(call.Id).Outcome);
        Assert.Equal(0, _world.OpenRows());
    }

    [Fact]
    public void A_retry_that_would_meet_closing_time_waits_for_the_next_opening_and_the_wait_does_not_count()
    {
        Keep(Weekdays);
        GoTo("2026-11-20 10:55"); // five minutes before closing
        var call = _world.Take(Now() with { MaxAge = TimeSpan.FromHours(2) });
        FailAgent(call.Id, 1);
        _world.Pass(TimeSpan.FromSeconds(80));
        FailAgent(call.Id, 2); // the next try would be at 13:01
        var waits = _world.Read(call.Id);
        Assert.Equal(CallState.Scheduled, waits.State);
        Assert.InRange(waits.NextTryAt!.Value, Office.Utc("2026-11-22 07:00"), Office.Utc("2026-11-22 07:15"));
        PassUntil(waits.NextTryAt.Value.AddSeconds(12));
        Assert.Equal(3, _world.Phones.Placed.Count);

        // Two hours were left when it was put off, nearly all of them still are.
        FailAgent(call.Id, 3);
        Assert.InRange(_world.Read(call.Id).ExpiresAt, waits.NextTryAt.Value.AddMinutes(110), waits.NextTryAt.Value.AddMinutes(120));
    }

    [Fact]
    public void A_holiday_that_is_entered_while_a_lead_waits_holds_for_it()
    {
        Keep(Weekdays);
        GoTo("2026-11-20 20:00");
        var call = _world.Take(Now());
        Keep(Weekdays, Office.Closed("2026-11-22"));
        PassUntil(Office.Utc("2026-11-22 12:00"));
        Assert.Empty(_world.Phones.Placed);
        Assert.InRange(_world.Read(call.Id).NextTryAt!.Value, Office.Utc("2026-11-23 07:00"), Office.Utc("2026-11-23 07:15"));
        PassUntil(Office.Utc("2026-11-23 07:16"));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_thousand_leads_of_one_night_are_spread_over_the_first_quarter_of_an_hour()
    {
        var (hours, opens) = (Office.Of("Asia/Jerusalem", Weekdays), Office.Utc("2026-11-22 07:00"));
        var window = hours.Calendar.Next(Office.Utc("2026-11-21 12:00"))!.Value;
        var clock = _world.Now;
        var times = Enumerable.Range(0, 1000).Select(i => CallingTimes.Spread(window, CallId.New(clock.AddSeconds(i), new Random(i)), TimeSpan.FromMinutes(15))).ToList();
        Assert.All(times, at => Assert.InRange(at, opens, opens.AddMinutes(15)));
        var perMinute = times.GroupBy(at => (int)(at - opens).TotalMinutes).Where(group => group.Key < 15).Select(group => group.Count()).ToList();
        Assert.Equal(15, perMinute.Count);
        Assert.InRange(perMinute.Max(), 67, 110); // 67 on average
        Assert.InRange(perMinute.Min(), 35, 67);
        Assert.True(times.Distinct().Count() > 990);
    }

    [Fact]
    public void A_spread_that_is_longer_than_the_hours_ends_before_they_do()
    {
        var window = Office.Of("UTC", "sat 10:00-10:10").Calendar.Next(Office.Utc("2026-11-20 12:00"))!.Value;
        for (var i = 0; i < 100; i++)
            Assert.InRange(CallingTimes.Spread(window, CallId.New(_world.Now.AddSeconds(i), new Random(i)), TimeSpan.FromHours(1)), window.From, window.From.AddMinutes(5));
    }

    [Fact]
    public void Sixty_leads_of_one_night_are_all_called_in_the_morning_and_each_once()
    {
        Keep(Weekdays);
        GoTo("2026-11-21 20:00");
        for (var i = 0; i < 60; i++)
            _world.Take(DeskWorld.Lead($"n{i}", $"+9725023456{i:00}"));
        PassUntil(Office.Utc("2026-11-22 07:16"));
        Assert.Equal(60, _world.Phones.Placed.Count);
        Assert.Equal(60, _world.Phones.Placed.Select(call => call.Attempt.Call).Distinct().Count());
    }

    [Fact]
    public void A_callback_asked_for_in_three_weeks_rings_in_its_minute()
    {
        Keep(Weekdays);
        var at = Office.Utc("2026-12-10 08:30"); // a Thursday, 10:30 in Jerusalem
        var call = _world.Take(Asked(at));
        Assert.Equal(at, call.NextTryAt);
        var rung = new List<DateTimeOffset>();
        _world.Line.Sending = order =>
        {
            rung.Add(_world.Now);
            return Task.FromResult<DialResult>(_world.Line.Accept(order));
        };
        PassUntil(at.AddMinutes(1));
        Assert.InRange(Assert.Single(rung), at, at.AddSeconds(30));
        Assert.Equal(call.Id, Assert.Single(_world.Phones.Placed).Attempt.Call);
    }

    [Fact]
    public void A_callback_whose_agenda_row_is_lost_is_found_by_the_sweep()
    {
        var at = Office.Utc("2026-12-10 08:30");
        _world.Take(Asked(at));
        foreach (var row in _world.Run(() => _world.Agenda.Query(null, null, null, null, default)).Rows)
            _world.Run(() => _world.Agenda.Delete(row.PartitionKey, row.RowKey, "*", default));
        PassUntil(at.AddMinutes(45)); // the hour's sweep looks 31 days back
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_time_outside_the_hours_becomes_the_next_opening_after_it()
    {
        Keep(Weekdays);
        var asked = Office.Utc("2026-11-27 14:00"); // Friday, 16:00
        var call = _world.Take(Asked(asked));
        Assert.Equal(asked, call.Order.AskedFor);
        Assert.InRange(call.NextTryAt!.Value, Office.Utc("2026-11-29 07:00"), Office.Utc("2026-11-29 07:15"));
    }

    [Fact]
    public void Who_waits_for_a_callback_may_still_ask_to_be_called_now_and_gets_both()
    {
        var asked = _world.Take(Asked(_world.Now.AddDays(3)));
        var now = _world.Take(Now("other"));
        Assert.NotEqual(asked.Id, now.Id);
        Assert.Equal(CallState.Dialing, now.State);
        Talk(now.Id);
        PassUntil(asked.NextTryAt!.Value.AddSeconds(30));
        Assert.Equal([now.Id, asked.Id], _world.Phones.Placed.Select(call => call.Attempt.Call));
    }

    [Fact]
    public void The_same_time_asked_for_twice_is_one_call()
    {
        var at = _world.Now.AddDays(3);
        var first = _world.Take(Asked(at, "one"));
        Assert.Equal(first.Id, _world.Take(Asked(at.AddSeconds(20), "two")).Id);
    }

    [Fact]
    public void A_callback_waits_for_the_persons_other_call_and_is_not_made_when_they_have_just_talked()
    {
        var asked = _world.Take(Asked(_world.Now.AddMinutes(20)));
        _world.Pass(TimeSpan.FromMinutes(19.5));
        var now = _world.Take(Now("other"));
        _world.Hear(now.Id, 1, _world.Rings(LegPosition.First), _world.Answers(LegPosition.First), _world.Rings(LegPosition.Second), _world.Answers(LegPosition.Second));
        _world.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(CallState.Scheduled, _world.Read(asked.Id).State); // they are talking
        Assert.Single(_world.Phones.Placed);
        _world.Hear(now.Id, 1, _world.Ends(LegPosition.First, EndCause.HungUp));
        _world.Phones.End(new AttemptId(now.Id, 1));
        _world.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(CallOutcome.Canceled, _world.Read(asked.Id).Outcome);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_lead_of_now_joins_the_callback_that_is_being_made()
    {
        var asked = _world.Take(Asked(_world.Now.AddMinutes(20)));
        _world.Pass(TimeSpan.FromMinutes(20.5));
        Assert.Equal(CallState.Dialing, _world.Read(asked.Id).State);
        Assert.Equal(asked.Id, _world.Take(Now("other")).Id);
    }

    [Theory]
    [InlineData("2026-11-20 18:57", true)] // 20:57 in Jerusalem: the agent's phone may ring for 30 s before the visitor's
    [InlineData("2026-11-20 18:59", false)]
    [InlineData("2026-11-21 05:59:59", false)]
    [InlineData("2026-11-21 06:00", true)]
    public void Nobody_who_did_not_ask_for_now_is_called_at_night(string at, bool rings)
    {
        GoTo(at);
        var call = _world.Take(DeskWorld.Lead());
        Assert.Equal(rings ? CallState.Dialing : CallState.Scheduled, call.State);
        if (!rings)
            Assert.InRange(call.NextTryAt!.Value, Office.Utc("2026-11-21 06:00"), Office.Utc("2026-11-21 06:15"));
    }

    [Fact]
    public void Who_asks_for_now_at_night_is_called_and_not_called_again_before_the_morning()
    {
        GoTo("2026-11-20 21:30"); // 23:30
        var call = _world.Take(Now());
        Assert.Equal(CallState.Dialing, call.State);
        FailAgent(call.Id, 1);
        Assert.InRange(_world.Read(call.Id).NextTryAt!.Value, Office.Utc("2026-11-21 06:00"), Office.Utc("2026-11-21 06:15"));
        PassUntil(Office.Utc("2026-11-21 05:59"));
        Assert.Single(_world.Phones.Placed);
        PassUntil(Office.Utc("2026-11-21 06:16"));
        Assert.Equal(2, _world.Phones.Placed.Count);
    }

    [Fact]
    public void Now_is_over_after_ten_minutes_of_a_line_that_is_down()
    {
        GoTo("2026-11-20 21:30");
        _world.Line.Readying = _ => Task.FromResult<DialReadiness.NotReady?>(new(CallOutcome.LineUnavailable));
        _world.Take(Now());
        _world.Pass(TimeSpan.FromMinutes(15));
        _world.Line.Readying = _ => Task.FromResult<DialReadiness.NotReady?>(null);
        PassUntil(Office.Utc("2026-11-21 05:59"));
        Assert.Empty(_world.Phones.Placed);
        PassUntil(Office.Utc("2026-11-21 06:16"));
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_number_in_several_zones_is_called_when_it_is_day_in_all_of_them()
    {
        // A mobile number of Australia: from Sydney (+11) to the Cocos Islands (+6:30).
        Change(click => click with { AuthRequired = true });
        GoTo("2026-11-20 22:00"); // 09:00 in Sydney, 04:30 on the islands
        var call = _world.Take(DeskWorld.Lead(number: "+61412345678"));
        Assert.InRange(call.NextTryAt!.Value, Office.Utc("2026-11-21 01:30"), Office.Utc("2026-11-21 01:45"));
        Assert.Equal(CallState.Dialing, _world.Take(DeskWorld.Lead("n2", "+61291234567")).State); // Sydney itself
    }

    [Fact]
    public void A_satellite_phone_tells_no_night()
    {
        Change(click => click with { AuthRequired = true });
        GoTo("2026-11-20 22:00");
        Assert.Equal(CallState.Dialing, _world.Take(DeskWorld.Lead(number: "+881612345678") with { Front = CallOrder.NativeFront }).State);
    }

    [Fact]
    public void Hours_that_lie_in_the_visitors_night_leave_no_time_and_the_lead_is_refused()
    {
        Keep("sun-sat 02:00-05:00");
        var refused = Assert.IsType<PlaceResult.Refused>(_world.Place(Now())).Refusal;
        Assert.Equal((CallOutcome.NotAllowed, RefusalReason.Time), (refused.Outcome, refused.Reason));
        Assert.Equal(0, _world.OpenRows());
    }

    [Fact]
    public void An_order_that_expires_before_the_opening_is_refused()
    {
        Keep(Weekdays);
        GoTo("2026-11-20 20:00");
        Assert.Equal(RefusalReason.Time, Assert.IsType<PlaceResult.Refused>(_world.Place(Now() with { ExpiresAt = _world.Now.AddHours(3) })).Refusal.Reason);
    }

    [Fact]
    public void An_order_that_expires_soon_after_the_opening_is_called_before_it_does()
    {
        Keep(Weekdays);
        GoTo("2026-11-21 20:00");
        var expires = Office.Utc("2026-11-22 07:02");
        for (var i = 0; i < 20; i++)
            Assert.InRange(_world.Take(DeskWorld.Lead($"n{i}", $"+9725023456{i:00}") with { ExpiresAt = expires }).NextTryAt!.Value, Office.Utc("2026-11-22 07:00"), expires.AddMinutes(-1));
    }

    [Fact]
    public void A_direct_order_goes_through_outside_the_hours_and_at_night()
    {
        Keep(Weekdays);
        Change(click => click with { AuthRequired = true });
        GoTo("2026-11-20 22:00");
        Assert.Equal(CallState.Dialing, _world.Take(DeskWorld.Direct() with { ClickToCall = "contact" }).State);
    }

    [Fact]
    public void A_direct_order_for_a_time_at_night_waits_for_the_morning()
    {
        var call = _world.Take(DeskWorld.Direct() with { NotBefore = Office.Utc("2026-11-21 01:00") });
        Assert.Equal(Office.Utc("2026-11-21 06:00"), call.NextTryAt);
    }

    [Fact]
    public void Hours_for_all_refuse_direct_orders_and_a_repetition_hears_the_same()
    {
        Keep(Weekdays);
        Change(click => click with { HoursFor = HoursFor.All });
        Assert.Equal(CallState.Dialing, _world.Take(DeskWorld.Direct("open") with { ClickToCall = "contact" }).State);
        GoTo("2026-11-20 20:00");
        var order = DeskWorld.Direct("closed") with { ClickToCall = "contact" };
        var refused = Assert.IsType<PlaceResult.Refused>(_world.Place(order)).Refusal;
        Assert.Equal((CallOutcome.NotAllowed, RefusalReason.Hours), (refused.Outcome, refused.Reason));
        Assert.Equal(CallOutcome.NotAllowed, _world.Read(refused.CallId!.Value).Outcome);
        Assert.Equal(refused, Assert.IsType<PlaceResult.Refused>(_world.Place(order)).Refusal);

        // What was placed when it was open is answered as it was: an error would say that nothing rings.
        Assert.Equal(PlacedHow.Replayed, Assert.IsType<PlaceResult.Placed>(_world.Place(DeskWorld.Direct("open") with { ClickToCall = "contact" })).How);
        Assert.Single(_world.Phones.Placed);
    }

    [Fact]
    public void A_row_of_an_older_version_is_called_as_before()
    {
        var order = DeskWorld.Lead() with { MaxAge = null, AskedFor = null };
        var call = _world.Take(order);
        Assert.Equal(call.CreatedAt + TimeSpan.FromHours(24), call.ExpiresAt);
    }

    [Fact]
    public void A_lead_for_which_there_was_no_hour_was_never_written_down()
    {
        Keep("sun-sat 02:00-05:00");
        var lead = DeskWorld.Lead("event") with { AnswerWhen = AnswerWhen.RecordedFirst };
        var refused = Assert.IsType<PlaceResult.Refused>(_world.Place(lead)).Refusal;
        Assert.Null(refused.CallId);

        // As whoever takes leads from CRMs does next, by the same key.
        Assert.IsType<PlaceResult.Refused>(_world.Run(() => _world.Centre.Desk.TurnDown(lead, refused)));
        Assert.Equal(CallOutcome.NotAllowed, _world.Only().Outcome);
    }

    [Fact]
    public void A_form_that_came_again_with_a_better_time_was_told_to_wait()
    {
        Keep("sun-sat 02:00-05:00");
        Assert.IsType<PlaceResult.Refused>(_world.Place(DeskWorld.Lead("nonce")));
        Keep(Weekdays);
        _world.Take(DeskWorld.Lead("nonce"));
        Assert.Single(_world.Phones.Placed);
    }

    private static CallOrder Now(string key = "nonce-1") => DeskWorld.Lead(key) with { AskedForNow = true };

    private static CallOrder Asked(DateTimeOffset at, string? key = null) => DeskWorld.Lead(key) with { AskedFor = at, NotBefore = at };

    private void Keep(string week, params Holiday[] holidays) => Change(click => click with { Hours = Office.Of("Asia/Jerusalem", week, holidays) });

    private void Change(Func<ClickToCall, ClickToCall> change) =>
        _world.Account = _world.Account with { ClickToCalls = [.. _world.Account.ClickToCalls.Select(change)] };

    private void GoTo(string utc) => DeskWorld.Start(() => { _world.Clock.Advance(Office.Utc(utc) - _world.Now); return 0; });

    private void PassUntil(DateTimeOffset at) => _world.Pass(at - _world.Now);

    private void FailAgent(CallId id, int attempt)
    {
        _world.Hear(id, attempt, _world.Rings(LegPosition.First), _world.Ends(LegPosition.First, EndCause.NoAnswer));
        _world.Phones.End(new AttemptId(id, attempt));
    }

    private void Talk(CallId id)
    {
        _world.Hear(id, 1, _world.Answers(LegPosition.First), _world.Answers(LegPosition.Second), _world.Ends(LegPosition.First, EndCause.HungUp));
        _world.Phones.End(new AttemptId(id, 1));
    }
}
