using System.Net;
using System.Text;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Tel4vn;

public sealed class Tel4vnEventsTests
{
    private const string Id = "avavavav-1111-2222-3333-eeeeeeee";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);
    private static readonly LineSettings Line = Tel4vnSetup.Settings(new("https://pbx.example"), Tel4vnOptions.Token);

    // Event Hook Data, as printed
    private const string Printed = """
        {
          "call_id": "avavavav-1111-2222-3333-eeeeeeee",
          "sip_call_id": "dddddddd-1111-2222-3333-eeeeeeee",
          "domain": "test.tel4vn.com",
          "direction": "outbound",
          "from_number": "0899888999",
          "to_number": "101",
          "hotline": "19001919",
          "state": "hangup",
          "duration": 10,
          "billsec": 5,
          "recording_url": "https://recording.demo/ad4c9b90-c071-405a-9723-980d2e5e1623"
        }
        """;

    [Fact]
    public void The_event_of_the_document_ends_the_call_where_no_record_follows()
    {
        var line = With((Tel4vnOptions.Events, "ringing,answered,hangup"));
        var told = Assert.Single(Read(Printed, line).Events);
        Assert.Equal(("acme", "main", Id, null), (told.Account, told.Line, told.ProviderCallId, told.Attempt));
        Assert.Equal(
            [
                new Fact.LegAnswered(LegPosition.First, Now.AddSeconds(-5)),
                new Fact.LegAnswered(LegPosition.Second, Now.AddSeconds(-5)),
                new Fact.LegEnded(LegPosition.Second, EndCause.HungUp, Now),
                new Fact.Recorded(TimeSpan.FromSeconds(5), new Uri("https://recording.demo/ad4c9b90-c071-405a-9723-980d2e5e1623"), null, Now),
            ],
            told.Facts);
        Assert.Equal(CallOutcome.Answered, Call().Apply(told.Facts).Outcome);
    }

    [Fact]
    public void A_hangup_waits_for_its_record_where_one_follows()
    {
        Assert.Equal([new Fact.LegAnswered(LegPosition.First, Now.AddSeconds(-5))], Facts(Printed));
        Assert.Empty(Read(Event("hangup", "\"billsec\":0")).Events);
    }

    [Fact]
    public void Ringing_and_answered_are_about_the_extension()
    {
        Assert.Equal([new Fact.LegRinging(LegPosition.First, Now)], Facts(Event("ringing")));
        Assert.Equal([new Fact.LegAnswered(LegPosition.First, Now)], Facts(Event("answered")));
        Assert.Equal([new Fact.LegAnswered(LegPosition.First, Now)], Facts(Event("ANSWERED")));
        Assert.Equal(
            [new Fact.LegAnswered(LegPosition.First, Now), new Fact.LegAnswered(LegPosition.Second, Now)],
            Facts(Event("answered"), With((Tel4vnOptions.Answered, "target"))));
    }

    [Theory]
    [InlineData("answered", "", CallOutcome.Answered)]
    [InlineData("ANSWERED", "", CallOutcome.Answered)]
    [InlineData("busy", "", CallOutcome.TargetBusy)]
    [InlineData("busy", "CALL_REJECTED", CallOutcome.TargetRejected)]
    [InlineData("no-answered", "", CallOutcome.TargetNoAnswer)]
    [InlineData("NO ANSWER", "", CallOutcome.TargetNoAnswer)]
    [InlineData("cancel", "", CallOutcome.Canceled)]
    [InlineData("not-available", "", CallOutcome.TargetUnreachable)]
    [InlineData("invalid", "", CallOutcome.AgentNoAnswer)]
    [InlineData("invalid", "USER_BUSY", CallOutcome.AgentBusy)]
    [InlineData("invalid", "CALL_REJECTED", CallOutcome.AgentDeclined)]
    [InlineData("invalid", "USER_NOT_REGISTERED", CallOutcome.AgentOffline)]
    [InlineData("teleported", "", CallOutcome.Unknown)]
    public void Records_end_the_call(string status, string cause, CallOutcome outcome)
    {
        var facts = Facts(Event("cdr", $"\"status\":\"{status}\",\"cause\":\"{cause}\",\"billsec\":7"));
        var call = Call().Apply(facts);
        Assert.Equal((CallState.Ended, outcome, status), (call.State, call.Outcome!.Value, call.Disposition));
        Assert.Equal(outcome == CallOutcome.Answered ? TimeSpan.FromSeconds(7) : null, call.Talked);
    }

    [Theory]
    [InlineData("busy", CallOutcome.TargetBusy)]
    [InlineData("no-answered", CallOutcome.TargetNoAnswer)]
    [InlineData("answered", CallOutcome.Answered)]
    [InlineData("teleported", CallOutcome.Unknown)]
    public void Order_and_repetition_change_nothing(string status, CallOutcome outcome)
    {
        string[] events = [Event("ringing"), Event("answered"), Event("hangup", "\"billsec\":4"), Event("cdr", $"\"status\":\"{status}\",\"billsec\":4")];
        foreach (var order in (int[][])[[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 2, 3, 3, 0, 0, 1, 1]])
            Assert.Equal(outcome, order.Aggregate(Call(), (call, i) => call.Apply(Facts(events[i]))).Outcome);
    }

    // An agent who picks up and hangs up while the target rings: the record says "cancel", some say "invalid".
    [Fact]
    public void An_agent_who_had_picked_up_did_not_miss_the_call() => Assert.Equal(
        CallOutcome.Canceled, Call().Apply(Facts(Event("answered"))).Apply(Facts(Event("cdr", "\"status\":\"invalid\""))).Outcome);

    [Fact]
    public void Without_a_record_an_unanswered_hangup_says_nothing_of_who() => Assert.Equal(
        CallOutcome.Unknown, Call().Apply(Facts(Event("hangup", "\"billsec\":0,\"duration\":10"), With((Tel4vnOptions.Events, "hangup")))).Outcome);

    [Fact]
    public void Unknown_states_survive_as_text()
    {
        var call = Call().Apply(Facts(Event("transferred")));
        Assert.Equal((CallState.Dialing, "transferred"), (call.State, call.Disposition));
    }

    [Fact]
    public void A_record_may_come_without_state() => Assert.Equal(
        CallOutcome.TargetBusy, Call().Apply(Facts($$"""{"call_id":"{{Id}}","status":"busy"}""")).Outcome);

    [Fact]
    public void The_name_of_the_event_stands_in_for_its_state() =>
        Assert.Equal([new Fact.LegRinging(LegPosition.First, Now)], Facts($$"""{"call_id":"{{Id}}","event":"ringing"}"""));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("")]
    public void A_recording_is_an_address_or_nothing(string recording) => Assert.DoesNotContain(
        Facts(Event("cdr", $"\"status\":\"answered\",\"recording_url\":\"{recording}\"")), fact => fact is Fact.Recorded { Recording: not null });

    [Theory]
    [InlineData("-5")]
    [InlineData("99999999999")]
    [InlineData("NaN")]
    public void Durations_that_are_none(string billsec)
    {
        var call = Call().Apply(Facts(Event("cdr", $"\"status\":\"answered\",\"billsec\":\"{billsec}\"")));
        Assert.Equal((CallOutcome.Answered, null), (call.Outcome!.Value, call.Talked));
    }

    [Fact]
    public void Customers_who_call_in_are_no_calls_of_ours()
    {
        var reading = Read($$"""{"call_id":"{{Id}}","state":"ringing","direction":"inbound"}""");
        Assert.Empty(reading.Events);
        Assert.Equal(200, reading.Heard.Status);
    }

    [Fact]
    public void The_SIP_id_stands_in_for_the_call_id() =>
        Assert.Equal("dddd", Assert.Single(Read("""{"sip_call_id":"dddd","state":"ringing"}""").Events).ProviderCallId);

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "call_id=avavavav-1111-2222-3333-eeeeeeee&state=ringing")]
    [InlineData("text/plain", "{\"call_id\":\"avavavav-1111-2222-3333-eeeeeeee\",\"state\":\"ringing\"}")]
    [InlineData(null, "{\"CALL_ID\":\"avavavav-1111-2222-3333-eeeeeeee\",\"State\":\"ringing\"}")]
    public void Other_ways_to_write_it(string? type, string body)
    {
        var told = Assert.Single(Read(body, Line, type).Events);
        Assert.Equal(Id, told.ProviderCallId);
        Assert.Equal([new Fact.LegRinging(LegPosition.First, Now)], told.Facts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"call_id\":")]
    [InlineData("{\"call_id\":\"\",\"state\":\"ringing\"}")]
    [InlineData("{\"call_id\":\"\\ud800\",\"state\":\"ringing\"}")]
    [InlineData("<x/>")]
    public void What_can_not_be_read_is_not_acknowledged(string body)
    {
        var reading = Read(body);
        Assert.Empty(reading.Events);
        Assert.Equal(400, reading.Heard.Status);
    }

    [Fact]
    public async Task Events_come_in_by_their_door()
    {
        var directory = new FakeDirectory();
        directory.Account = directory.Account with { Lines = [Line with { EventTokenHash = KeyHash.Of("s3cret") }] };
        var events = new FakeEvents();
        var door = new EventDoor(directory, events, [new Tel4vnEvents()], new ManualClock());
        await using var host = await FrontHost.Start(http => door.Answer(http, "acme.main", "s3cret"));
        Assert.Equal((HttpStatusCode.OK, """{"status":"success"}"""), await Post());
        Assert.Equal(Id, Assert.Single(events.Heard).ProviderCallId);
        events.Down = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Post()).Status);

        async Task<(HttpStatusCode Status, string Body)> Post()
        {
            using var content = new StringContent(Event("answered"), Encoding.UTF8, "application/json");
            var response = await host.Client.PostAsync(host.Address, content, TestContext.Current.CancellationToken);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    private static List<Fact> Facts(string body, LineSettings? line = null) => [.. Read(body, line).Events.SelectMany(told => told.Facts)];

    private static EventReading Read(string body, LineSettings? line = null, string? type = "application/json") =>
        new Tel4vnEvents().Read("acme", line ?? Line, new("POST", type, "", Encoding.UTF8.GetBytes(body), Now));

    private static LineSettings With(params (string, string)[] options) => Tel4vnSetup.Settings(new("https://pbx.example"), Tel4vnOptions.Token, options);

    private static string Event(string state, string more = "\"duration\":1") =>
        $$"""{"call_id":"{{Id}}","sip_call_id":"dddd","domain":"test.tel4vn.com","direction":"outbound","from_number":"101","to_number":"0899888999","hotline":"19001919","state":"{{state}}",{{more}}}""";

    private static Call Call() => new Call { Id = CallId.New(Now, new Random(1)), Order = Tel4vnSetup.Order, Line = "main", Seq = 1, WakeAt = Now }
        .Begin(new() { Number = 0, Line = "main", StartedAt = Now, DialUntil = Now }, 1, Now)
        .Apply(new Fact.DialDecided(new DialResult.Accepted(Id), Now));
}
