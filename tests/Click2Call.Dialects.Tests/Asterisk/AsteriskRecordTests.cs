using System.Globalization;
using System.Text;
using Click2Call.Calls;
using Click2Call.Dialects.Asterisk;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Asterisk;

/// <summary>The records as the dialplan wrote them, measured with Asterisk 22.10.1 and SIPp phones, and what they mean.</summary>
public sealed class AsteriskRecordTests
{
    private static readonly AttemptId Attempt = new(CallId.Parse("0195f7a0-0000-7000-8000-000000000001"), 2);
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1795199690_000);
    private static readonly LineSettings Line = new() { Id = "pbx", Dialect = "asterisk", BaseUrl = new("https://pbx.example/asterisk") };

    public static TheoryData<string, string, CallOutcome> Cases { get; } = new()
    {
        { "both answer", "p=1795199684.033&k=bridge&r=at&s1=ANSWER&c1=16&t1=SIP%20200%20OK&b1=1795199684.036&g1=8&n1=1641&y1=&f1=&e1=1795199685.675&s2=ANSWER&c2=16&t2=SIP%20200%20OK&b2=1795199684.354&g2=13&a1=1795199684.353&a2=1795199684.669&w2=1320&rec=&e2=1795199685.674", CallOutcome.Answered },
        { "agent busy", "p=1795199686.043&k=bridge&r=at&s1=BUSY&c1=17&t1=SIP%20486%20Busy%20Here&b1=1795199686.045&g1=&n1=&y1=&f1=&e1=1795199686.049&", CallOutcome.AgentBusy },
        { "agent declines", "p=1795199686.385&k=bridge&r=at&s1=CHANUNAVAIL&c1=21&t1=SIP%20603%20Decline&b1=1795199686.387&g1=&n1=&y1=&f1=&e1=1795199686.402&", CallOutcome.AgentDeclined },
        { "agent no answer", "p=1795199686.737&k=bridge&r=at&s1=NOANSWER&c1=16&t1=SIP%20180%20Ringing&b1=1795199686.737&g1=6&n1=&y1=&f1=&e1=1795199688.743&", CallOutcome.AgentNoAnswer },
        { "agent's phone dead", "p=1795199688.868&k=bridge&r=at&s1=NOANSWER&c1=16&t1=&b1=1795199688.869&g1=&n1=&y1=&f1=&e1=1795199690.874&", CallOutcome.AgentOffline },
        { "agent not registered", "p=1795199691.371&k=bridge&r=at&s1=CHANUNAVAIL&c1=3&t1=&b1=1795199691.372&g1=&n1=&y1=&f1=&e1=1795199691.373&", CallOutcome.AgentOffline },
        { "bad technology", "p=1795199691.835&k=bridge&r=at&s1=CHANUNAVAIL&c1=66&t1=&b1=1795199691.837&g1=&n1=&y1=&f1=&e1=1795199691.837&", CallOutcome.LineUnavailable },
        { "agent's phone 480", "p=1795199699.764&k=bridge&r=at&s1=NOANSWER&c1=19&t1=SIP%20480%20Temporarily%20Unavailable&b1=1795199699.765&g1=&n1=&y1=&f1=&e1=1795199699.773&", CallOutcome.AgentNoAnswer },
        { "agent's phone 503", "p=1795199700.109&k=bridge&r=at&s1=CONGESTION&c1=34&t1=SIP%20503%20Service%20Unavailable&b1=1795199700.110&g1=&n1=&y1=&f1=&e1=1795199700.117&", CallOutcome.LineUnavailable },
        { "trunk of FreePBX that rang the customer first and gave up", "p=1795199700.109&k=bridge&r=ta&s1=CONGESTION&c1=0&t1=&b1=1795199700.110&g1=2210&h1=&n1=&y1=&f1=&e1=1795199730.117&", CallOutcome.TargetNoAnswer },
        { "trunk that gave early media and then 503", "p=1795199700.109&k=message&r=t&s1=CONGESTION&c1=34&t1=SIP%20503%20Service%20Unavailable&b1=1795199700.110&g1=&h1=1900&n1=&y1=&f1=&e1=1795199730.117&", CallOutcome.TargetNoAnswer },
        { "carrier out of order after a while of ringing", "p=1795199700.109&k=message&r=t&s1=CHANUNAVAIL&c1=38&t1=SIP%20500%20Server%20Internal%20Error&b1=1795199700.110&g1=1200&h1=&n1=&y1=&f1=&e1=1795199730.117&", CallOutcome.TargetNoAnswer },
        { "target rang, carrier 503", "p=1795199694.469&k=bridge&r=at&s1=ANSWER&c1=34&t1=SIP%20200%20OK&b1=1795199694.480&g1=8&n1=338&y1=&f1=&e1=1795199724.806&s2=CONGESTION&c2=34&t2=SIP%20503%20Service%20Unavailable&b2=1795199694.798&g2=900&a1=1795199694.797&a2=&w2=&rec=&e2=1795199724.805", CallOutcome.TargetNoAnswer },
        { "target busy", "p=1795199692.185&k=bridge&r=at&s1=ANSWER&c1=17&t1=SIP%20200%20OK&b1=1795199692.187&g1=6&n1=323&y1=&f1=&e1=1795199692.508&s2=BUSY&c2=17&t2=SIP%20486%20Busy%20Here&b2=1795199692.503&g2=&a1=1795199692.502&a2=&w2=&rec=&e2=1795199692.508", CallOutcome.TargetBusy },
        { "target declines", "p=1795199692.756&k=bridge&r=at&s1=ANSWER&c1=21&t1=SIP%20200%20OK&b1=1795199692.757&g1=8&n1=327&y1=&f1=&e1=1795199693.083&s2=CHANUNAVAIL&c2=21&t2=SIP%20603%20Decline&b2=1795199693.076&g2=&a1=1795199693.075&a2=&w2=&rec=&e2=1795199693.082", CallOutcome.TargetRejected },
        { "target unknown", "p=1795199693.333&k=bridge&r=at&s1=ANSWER&c1=1&t1=SIP%20200%20OK&b1=1795199693.335&g1=7&n1=324&y1=&f1=&e1=1795199693.657&s2=CHANUNAVAIL&c2=1&t2=SIP%20404%20Not%20Found&b2=1795199693.651&g2=&a1=1795199693.650&a2=&w2=&rec=&e2=1795199693.657", CallOutcome.TargetUnreachable },
        { "target 480", "p=1795199693.903&k=bridge&r=at&s1=ANSWER&c1=19&t1=SIP%20200%20OK&b1=1795199693.914&g1=19&n1=358&y1=&f1=&e1=1795199694.261&s2=NOANSWER&c2=19&t2=SIP%20480%20Temporarily%20Unavailable&b2=1795199694.252&g2=&a1=1795199694.252&a2=&w2=&rec=&e2=1795199694.260", CallOutcome.TargetNoAnswer },
        { "carrier 503", "p=1795199694.469&k=bridge&r=at&s1=ANSWER&c1=34&t1=SIP%20200%20OK&b1=1795199694.480&g1=8&n1=338&y1=&f1=&e1=1795199694.806&s2=CONGESTION&c2=34&t2=SIP%20503%20Service%20Unavailable&b2=1795199694.798&g2=&a1=1795199694.797&a2=&w2=&rec=&e2=1795199694.805", CallOutcome.TargetUnreachable },
        { "target no answer", "p=1795199695.033&k=bridge&r=at&s1=ANSWER&c1=16&t1=SIP%20200%20OK&b1=1795199695.035&g1=7&n1=2332&y1=&f1=&e1=1795199697.365&s2=NOANSWER&c2=16&t2=SIP%20180%20Ringing&b2=1795199695.360&g2=7&a1=1795199695.359&a2=&w2=&rec=&e2=1795199697.365", CallOutcome.TargetNoAnswer },
        { "target silent, as behind a trunk that tells of no ringing", "p=1795199695.033&k=bridge&r=at&s1=ANSWER&c1=16&t1=&b1=1795199695.035&g1=7&e1=1795199697.365&s2=NOANSWER&c2=16&t2=&b2=1795199695.360&g2=&a1=1795199695.359&a2=&e2=1795199697.365", CallOutcome.TargetNoAnswer },
        { "agent hangs up while the target rings", "p=1795199697.608&k=bridge&r=at&s1=ANSWER&c1=16&t1=SIP%20200%20OK&b1=1795199697.610&g1=18&n1=1334&y1=&f1=1795199697.947&e1=1795199698.942&s2=CANCEL&c2=16&t2=SIP%20180%20Ringing&b2=1795199697.948&g2=6&a1=1795199697.947&a2=&w2=&rec=&e2=1795199698.942", CallOutcome.Canceled },
        { "target not in the dialplan", "p=1795199699.194&k=bridge&r=at&s1=ANSWER&c1=16&t1=SIP%20200%20OK&b1=1795199699.196&g1=17&n1=328&y1=&f1=&e1=1795199699.523&s2=CHANUNAVAIL&c2=16&t2=&b2=1795199699.520&g2=&a1=1795199699.519&a2=&w2=&rec=&e2=1795199699.522", CallOutcome.TargetUnreachable },
        { "no such trunk", "p=1795199700.449&k=bridge&r=at&s1=ANSWER&c1=3&t1=SIP%20200%20OK&b1=1795199700.451&g1=6&n1=318&y1=&f1=&e1=1795199700.767&s2=CHANUNAVAIL&c2=3&t2=&b2=1795199700.766&g2=&a1=1795199700.766&a2=&w2=&rec=&e2=1795199700.767", CallOutcome.TargetUnreachable },
        { "accept key not pressed", "p=1795199825.642&k=bridge&r=at&s1=ANSWER&c1=16&t1=SIP%20200%20OK&b1=1795199825.644&g1=9&n1=&y1=1&f1=&e1=1795199852.057&", CallOutcome.AgentDeclined },
        { "hung up instead of the accept key", "p=1795199860.802&k=bridge&r=at&s1=ANSWER&c1=16&t1=SIP%20200%20OK&b1=1795199860.803&g1=6&n1=1322&y1=1&f1=&e1=1795199862.124&s2=&c2=16&t2=&b2=&g2=&a1=1795199862.124&a2=&w2=&rec=&e2=1795199862.124", CallOutcome.AgentDeclined },
        { "canceled while the accept key is asked for", "p=1795199860.802&k=bridge&r=at&s1=ANSWER&c1=16&t1=SIP%20200%20OK&b1=1795199860.803&g1=6&n1=&y1=&f1=&e1=1795199862.124&", CallOutcome.Canceled },
        { "flash", "p=1795199863.887&k=flash&r=a&s1=ANSWER&c1=16&t1=SIP%20200%20OK&b1=1795199863.914&g1=66&n1=&y1=&f1=1795199864.257&e1=1795199864.258&", CallOutcome.Answered },
        { "message", "p=1795199864.035&k=message&r=a&s1=ANSWER&c1=16&t1=SIP%20200%20OK&b1=1795199864.036&g1=7&n1=5530&y1=&f1=&e1=1795199869.566&s2=&c2=16&t2=&b2=&g2=&a1=1795199864.349&a2=&w2=&rec=&e2=1795199869.564", CallOutcome.Answered },
        { "message, busy", "p=1795199864.035&k=message&r=t&s1=BUSY&c1=17&t1=SIP%20486%20Busy%20Here&b1=1795199864.036&g1=&e1=1795199869.566&", CallOutcome.TargetBusy },
        { "hung up while the agent's phone rings", "p=1795199871.720&k=bridge&r=at&s1=CANCEL&c1=16&t1=SIP%20180%20Ringing&b1=1795199871.722&g1=8&n1=&y1=&f1=&e1=1795199872.252&", CallOutcome.Canceled },
        { "hung up before anything was dialled", "p=1795199871.720&k=bridge&r=at&s1=&c1=16&t1=&b1=&g1=&e1=1795199871.730&", CallOutcome.Canceled },
        { "target first, busy", "p=1795199686.043&k=bridge&r=ta&s1=BUSY&c1=17&t1=SIP%20486%20Busy%20Here&b1=1795199686.045&g1=&e1=1795199686.049&", CallOutcome.TargetBusy },
        { "target first, agent busy", "p=1795199692.185&k=bridge&r=ta&s1=ANSWER&c1=17&t1=SIP%20200%20OK&b1=1795199692.187&g1=6&e1=1795199692.508&s2=BUSY&c2=17&t2=SIP%20486%20Busy%20Here&b2=1795199692.503&a1=1795199692.502&e2=1795199692.508", CallOutcome.AgentBusy },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_record_has_its_outcome(string name, string record, CallOutcome outcome)
    {
        Assert.NotEmpty(name);
        var read = new AsteriskRecord(AsteriskLookUp.Fields("found&" + record), TimeSpan.Zero);
        Assert.True(read.Over);
        Assert.Equal(outcome, read.Outcome(Attempt));
    }

    [Theory]
    [InlineData("accept key not pressed")]
    [InlineData("hung up instead of the accept key")]
    [InlineData("canceled while the accept key is asked for")]
    public void Who_was_asked_and_did_not_accept_has_not_answered(string name) =>
        Assert.DoesNotContain(
            Assert.Single(Read($"attempt={Attempt}&event=ended&{Cases.Single(one => one.Data.Item1 == name).Data.Item2}").Events).Facts,
            fact => fact is Fact.LegAnswered);

    [Fact]
    public void The_last_event_of_an_answered_call_tells_everything()
    {
        var told = Assert.Single(Read($"attempt={Attempt}&now=1795199689.900&event=ended&{Cases.First().Data.Item2.Replace("rec=", "rec=1", StringComparison.Ordinal)}").Events);
        Assert.Equal(Attempt, told.Attempt);
        Assert.Equal(
            [
                new Fact.LegRinging(LegPosition.First, At("1795199684.044")),
                new Fact.LegAnswered(LegPosition.First, At("1795199684.353")),
                new Fact.LegEnded(LegPosition.First, EndCause.HungUp, At("1795199685.675")),
                new Fact.LegRinging(LegPosition.Second, At("1795199684.367")),
                new Fact.LegAnswered(LegPosition.Second, At("1795199684.669")),
                new Fact.LegEnded(LegPosition.Second, EndCause.HungUp, At("1795199685.674")),
                new Fact.Recorded(TimeSpan.FromMilliseconds(1320), new Uri($"https://pbx.example/asterisk/ari/recordings/stored/click2call-{Attempt}/file"), "ANSWER, ANSWER, SIP 200 OK", At("1795199685.675")),
            ],
            told.Facts);
    }

    [Theory]
    [InlineData("https://pbx.example/ari")]
    [InlineData("https://pbx.example/ari/")]
    [InlineData("https://pbx.example")]
    public void A_recordings_address_said_ari_twice_when_the_base_ends_with_it(string baseUrl)
    {
        var told = Assert.Single(Read($"attempt={Attempt}&event=ended&{Cases.First().Data.Item2.Replace("rec=", "rec=1", StringComparison.Ordinal)}", Line with { BaseUrl = new(baseUrl) }).Events);
        Assert.Equal(new Uri($"https://pbx.example/ari/recordings/stored/click2call-{Attempt}/file"), Assert.Single(told.Facts.OfType<Fact.Recorded>()).Recording);
    }

    /// <summary>The end of the first phone came first in the telling: the call was over with it, and what the second one came to was tried no more.</summary>
    [Theory]
    [InlineData("target no answer")]
    [InlineData("target busy")]
    public void A_customer_who_did_not_answer_was_not_tried_again(string name)
    {
        var told = Assert.Single(Read($"attempt={Attempt}&now=1795199699.900&event=ended&{Cases.Single(one => one.Data.Item1 == name).Data.Item2}").Events);
        var call = new Call
        {
            Id = Attempt.Call,
            Order = AsteriskLineTests.Order with { Intent = CallIntent.Lead, Retry = RetrySchedule.ForLeads },
            Line = "pbx",
            Seq = 1,
            WakeAt = Now,
            Attempts = [new() { Number = Attempt.Number, Line = "pbx", StartedAt = Now, DialUntil = Now }],
        }.Apply(told.Facts.Select(fact => fact is Fact.OfAttempt of ? of with { Attempt = Attempt.Number } : fact));
        Assert.Equal(CallState.Scheduled, call.State);
    }

    [Theory]
    [InlineData("1795199689.900", "1795199684.236")]
    [InlineData("1795196090.000", "1795203284.236")]
    [InlineData("", "1795199684.236")]
    public void Progress_is_told_in_our_time(string sent, string at)
    {
        // The second clock is an hour slow.
        var told = Assert.Single(Read($"attempt={Attempt}&now={sent}&event=ringing&leg=1&at=1795199684.236").Events);
        Assert.Equal([new Fact.LegRinging(LegPosition.First, At(at))], told.Facts);
        told = Assert.Single(Read($"attempt={Attempt}&now={sent}&event=answered&leg=2&at=1795199684.236").Events);
        Assert.Equal([new Fact.LegAnswered(LegPosition.Second, At(at))], told.Facts);
    }

    [Fact]
    public void The_test_event_is_heard_and_says_nothing()
    {
        var reading = Read("attempt=check&now=1795199689.900&event=check");
        Assert.Empty(reading.Events);
        Assert.Equal((200, "heard"), (reading.Heard.Status, reading.Heard.Body));
        Assert.Equal(503, reading.NotHeard.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("event=ended")]
    [InlineData("attempt=x&event=ended")]
    [InlineData("attempt=0195f7a0-0000-7000-8000-000000000001-1&event=sung")]
    [InlineData("attempt=0195f7a0-0000-7000-8000-000000000001-1&event=ringing&leg=3")]
    [InlineData("%%%&&&===")]
    [InlineData("{\"attempt\":1}")]
    public void What_cannot_be_read_is_said_so_and_tells_nothing(string body)
    {
        var reading = Read(body);
        Assert.Empty(reading.Events);
        Assert.Equal(400, reading.Heard.Status);
    }

    [Fact]
    public void Nonsense_in_a_record_does_no_harm()
    {
        foreach (var value in (string[])["", "-1", "99999999999999999999", "1e9", "NaN", "\u0661", "%00", "=&"])
        {
            foreach (var field in (string[])["now", "at", "p", "b1", "g1", "c1", "e1", "a1", "b2", "g2", "a2", "w2", "e2"])
                Read($"attempt={Attempt}&event=ended&k=bridge&r=at&s1=ANSWER&s2=ANSWER&{field}={value}");
        }
    }

    [Theory]
    [InlineData("p=1795199684.033&k=bridge&r=at", CallOutcome.AgentNoAnswer)]
    [InlineData("p=1795199684.033&k=bridge&r=at&a1=1795199684.353", CallOutcome.TargetNoAnswer)]
    [InlineData("p=1795199684.033&k=bridge&r=at&a1=1795199684.353&a2=1795199684.669", CallOutcome.Answered)]
    [InlineData("p=1795199684.033&k=bridge&r=ta", CallOutcome.TargetNoAnswer)]
    [InlineData("p=1795199684.033&k=message&r=a&a1=1795199684.353", CallOutcome.Answered)]
    public void An_attempt_that_died_with_Asterisk_was_answered_by_whom_it_was_answered(string record, CallOutcome outcome)
    {
        var read = new AsteriskRecord(AsteriskLookUp.Fields(record), TimeSpan.Zero);
        Assert.False(read.Over);
        Assert.Equal(outcome, read.OutcomeAtCrash());
    }

    /// <summary>The restart is the last moment at which the talk can have ended; no other record of it is left.</summary>
    [Fact]
    public void A_talk_that_died_with_Asterisk_keeps_the_times_of_its_answers()
    {
        var read = new AsteriskRecord(AsteriskLookUp.Fields("p=1795199684.033&k=bridge&r=at&a1=1795199684.353&a2=1795199684.669"), TimeSpan.Zero);
        Assert.Equal(
            [
                new Fact.LegAnswered(LegPosition.First, At("1795199684.353")),
                new Fact.LegAnswered(LegPosition.Second, At("1795199684.669")),
                new Fact.LegEnded(LegPosition.First, EndCause.Failed, At("1795199700.000")),
                new Fact.LegEnded(LegPosition.Second, EndCause.Failed, At("1795199700.000")),
                new Fact.Recorded(null, null, "CUT OFF BY A RESTART", At("1795199700.000")),
            ],
            read.FactsAtCrash(At("1795199700.000")));
    }

    // That it was cut off says nothing of the call that is then tried again.
    [Fact]
    public void An_agent_who_waited_for_the_customer_when_Asterisk_died_is_known_to_have_answered()
    {
        var read = new AsteriskRecord(AsteriskLookUp.Fields("p=1795199684.033&k=bridge&r=at&a1=1795199684.353"), TimeSpan.Zero);
        Assert.Equal([new Fact.LegAnswered(LegPosition.First, At("1795199684.353"))], read.FactsAtCrash(At("1795199700.000")));
    }

    [Fact]
    public void The_page_shows_the_tables()
    {
        Assert.Equal(
            AsteriskOutcomes.Ends.Select(row => $"`{row.Status}` | {row.Cause?.ToString(CultureInfo.InvariantCulture) ?? "any other"} | {row.Means}"),
            DialectPage.Rows("asterisk", "### Asterisk's words → how a phone ended"));
        Assert.Equal(
            AsteriskOutcomes.Causes.Select(row => $"{row.End} | {row.Cause}"),
            DialectPage.Rows("asterisk", "### How a phone ended → Q.850 cause"));
        Assert.Equal(Enum.GetValues<EndCause>().Order(), AsteriskOutcomes.Causes.Select(row => row.End).Order());
    }

    [Fact]
    public void A_cause_that_we_say_is_read_back_as_what_we_meant()
    {
        foreach (var (end, cause) in AsteriskOutcomes.Causes.Where(row => row.End is EndCause.Busy or EndCause.NoAnswer or EndCause.Declined or EndCause.Offline or EndCause.Unreachable or EndCause.Failed))
            Assert.Equal(end, AsteriskOutcomes.Of("CHANUNAVAIL", cause, rang: end is not EndCause.Failed, answeredSip: true, inside: true));
    }

    private static DateTimeOffset At(string seconds) => AsteriskRecord.ReadTime(seconds)!.Value;

    private static EventReading Read(string body, LineSettings? line = null) =>
        new AsteriskEvents().Read("acme", line ?? Line, new EventRequest("POST", "application/x-www-form-urlencoded", null, Encoding.UTF8.GetBytes(body), Now));
}
