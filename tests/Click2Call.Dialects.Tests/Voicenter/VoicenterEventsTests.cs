using System.Text;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Voicenter;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Voicenter;

/// <summary>The CDR notification and the pop-up screen, in the formats in which they are pushed.</summary>
public sealed class VoicenterEventsTests
{
    private const string Id = "2012111520314700000000000001a7b3";
    private const string Attempt = "0195f7a0-0000-7000-8000-000000000001-1";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1772355600);
    private static readonly LineSettings Line = new() { Id = "main", Dialect = "voicenter" };

    public static TheoryData<string?, string> Formats => new()
    {
        { "application/json", $$"""{"caller":"0500000000","target":"0501234567","time":1772355600,"duration":42,"ivruniqueid":"{{Id}}","type":"Click2Call leg2","status":"ANSWER","record":"https://records.example/1.mp3","dialtime":7,"IVR":[],"var_c2c_attempt":"{{Attempt}}"}""" },
        { "text/plain", $$"""{"TIME":"1772355600","Duration":"42","IvrUniqueID":"{{Id}}","Type":"Click2Call Leg2","Status":"ANSWER","Record":"https://records.example/1.mp3","DialTime":"7","var_c2c_attempt":"{{Attempt}}"}""" },
        { "application/x-www-form-urlencoded", $"time=1772355600&duration=42&ivruniqueid={Id}&type=Click2Call+leg2&status=ANSWER&record=https%3A%2F%2Frecords.example%2F1.mp3&dialtime=7&var_c2c_attempt={Attempt}" },
        { "text/xml", $"""
            <?xml version="1.0"?>
            <methodCall><methodName>cdr</methodName><params><param><value><struct>
              <member><name>time</name><value><int>1772355600</int></value></member>
              <member><name>duration</name><value><int>42</int></value></member>
              <member><name>ivruniqueid</name><value><string>{Id}</string></value></member>
              <member><name>type</name><value><string>Click2Call leg2</string></value></member>
              <member><name>IVR</name><value><array><data><value><struct><member><name>status</name><value>BUSY</value></member></struct></value></data></array></value></member>
              <member><name>status</name><value><string>ANSWER</string></value></member>
              <member><name>record</name><value>https://records.example/1.mp3</value></member>
              <member><name>dialtime</name><value><int>7</int></value></member>
              <member><name>var_c2c_attempt</name><value><string>{Attempt}</string></value></member>
            </struct></value></param></params></methodCall>
            """ },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_record_is_the_same_in_every_format(string? type, string body)
    {
        var reading = Read(body, type);
        var told = Assert.Single(reading.Events);
        Assert.Equal(("acme", "main", Id, Attempt), (told.Account, told.Line, told.ProviderCallId, told.Attempt.ToString()));
        Assert.Equal(
            [
                new Fact.LegAnswered(LegPosition.Second, Start.AddSeconds(7)),
                new Fact.LegEnded(LegPosition.Second, EndCause.HungUp, Start.AddSeconds(49)),
                new Fact.Recorded(TimeSpan.FromSeconds(42), new Uri("https://records.example/1.mp3"), "ANSWER", Start.AddSeconds(49)),
            ],
            told.Facts);
        Assert.Equal(new EventAnswer(200, "application/json; charset=utf-8", """{"Err":0,"Errdesc":"OK"}"""), reading.Heard);
        Assert.Equal(new EventAnswer(503, "application/json; charset=utf-8", """{"Err":2,"Errdesc":"Application error"}"""), reading.NotHeard);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("hello")]
    [InlineData("<methodCall>")]
    [InlineData("<!DOCTYPE x []><methodCall><struct/></methodCall>")]
    [InlineData("{\"caller\":\"1\"}")]
    public void What_cant_be_read_is_Err_1(string body)
    {
        var reading = Read(body, null);
        Assert.Empty(reading.Events);
        Assert.Equal("""{"Err":1,"Errdesc":"Parse error"}""", reading.Heard.Body);
    }

    [Theory]
    [InlineData("Incoming Call")]
    [InlineData("Queue")]
    [InlineData("Extension Outgoing")]
    [InlineData("ProductiveCall Leg1")]
    [InlineData("XferCDR")]
    [InlineData("")]
    public void Records_of_other_calls_are_acknowledged_and_left_alone(string type)
    {
        var reading = Read($$"""{"ivruniqueid":"{{Id}}","type":"{{type}}","status":"ANSWER"}""");
        Assert.Empty(reading.Events);
        Assert.Equal("""{"Err":0,"Errdesc":"OK"}""", reading.Heard.Body);
    }

    /// <summary>Both legs' records in either order give the same outcome, and giving them again changes nothing.</summary>
    [Theory]
    [InlineData("ANSWER", "ANSWER", CallOutcome.Answered)]
    [InlineData("ANSWER", "BUSY", CallOutcome.TargetBusy)]
    [InlineData("ANSWER", "NOANSWER", CallOutcome.TargetNoAnswer)]
    [InlineData("ANSWER", "TIMEOUT", CallOutcome.TargetNoAnswer)]
    [InlineData("ANSWER", "CANCEL", CallOutcome.Canceled)]
    [InlineData("NOANSWER", "NOTCALLED", CallOutcome.AgentNoAnswer)]
    [InlineData("BUSY", "NOTCALLED", CallOutcome.AgentBusy)]
    [InlineData("VOICEMAIL", "NOTCALLED", CallOutcome.AgentNoAnswer)]
    [InlineData("NOTCALLED", "NOTCALLED", CallOutcome.LineUnavailable)]
    [InlineData("ANSWER", "SOMETHINGNEW", CallOutcome.TargetNoAnswer)]
    public void Two_legs_make_one_outcome_in_any_order(string first, string second, CallOutcome outcome)
    {
        var one = Facts(Record("Click2Call leg1", first));
        var two = Facts(Record("Click2Call leg2", second));
        var call = Call().Apply(one).Apply(two);
        Assert.Equal(outcome, call.Outcome);
        Assert.Equal(call.Outcome, Call().Apply(two).Apply(one).Outcome);
        var again = call.Apply(two).Apply(one).Apply(two);
        Assert.Equal((call.Outcome, call.EndedAt, call.Talked, call.Disposition), (again.Outcome, again.EndedAt, again.Talked, again.Disposition));
        Assert.Equal(call.Latest, again.Latest);
    }

    [Fact]
    public void A_word_that_nobody_knows_is_kept() =>
        Assert.Equal("SOMETHINGNEW", Call().Apply(Facts(Record("Click2Call leg2", "SOMETHINGNEW"))).Disposition);

    [Fact]
    public void The_first_legs_record_of_an_answered_bridge_does_not_end_it() =>
        Assert.NotEqual(CallState.Ended, Call().Apply(Facts(Record("Click2Call leg1", "ANSWER"))).State);

    [Fact]
    public void The_first_record_of_a_call_of_one_leg_is_its_end()
    {
        var told = Assert.Single(Read(Record("Click2Call leg1", "ANSWER", Attempt + ".1")).Events);
        Assert.Equal(Attempt, told.Attempt.ToString());
        Assert.Contains(told.Facts, fact => fact is Fact.LegEnded { Leg: LegPosition.First });
        Assert.Contains(told.Facts, fact => fact is Fact.Recorded { Talked.TotalSeconds: 42 });
    }

    [Fact]
    public void Without_an_echo_the_id_of_the_phone_system_must_do()
    {
        var told = Assert.Single(Read(Record("Click2Call leg2", "BUSY", "somebody else's")).Events);
        Assert.Null(told.Attempt);
        Assert.Equal(Id, told.ProviderCallId);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    public void A_recording_is_a_web_address_or_nothing(string record) => Assert.DoesNotContain(
        Facts($$"""{"ivruniqueid":"{{Id}}","type":"Click2Call leg2","status":"ANSWER","record":"{{record}}"}"""),
        fact => fact is Fact.Recorded { Recording: not null });

    [Theory]
    [InlineData("-5", "x")]
    [InlineData("99999999999999999999", "99999999999")]
    [InlineData("", "")]
    public void Times_that_are_none_fall_back_to_now(string time, string duration) => Assert.Contains(
        Facts($$"""{"ivruniqueid":"{{Id}}","type":"Click2Call leg2","status":"ANSWER","time":"{{time}}","duration":"{{duration}}"}"""),
        fact => fact is Fact.LegEnded && fact.At == Now);

    [Fact]
    public void Pop_up_phases_ring_answer_and_end_the_first_leg()
    {
        Assert.Equal([new Fact.LegRinging(LegPosition.First, Start)], Facts(PopUp("Ringing", false)));
        Assert.Equal([new Fact.LegAnswered(LegPosition.First, Start.AddSeconds(5))], Facts(PopUp("Talking", true)));
        Assert.Equal([new Fact.LegEnded(LegPosition.First, EndCause.NoAnswer, Now)], Facts(PopUp("Hangup", false)));
        Assert.Empty(Read(PopUp("Hangup", true)).Events);
        Assert.Empty(Read(PopUp("Dancing", true)).Events);
        Assert.Equal("""{"STATUS":"OK","URL":"","CLIENTNAME":"","TOTAL":"","COMPANY":""}""", Read(PopUp("Ringing", false)).Heard.Body);
        Assert.Equal(Id, Read(PopUp("Ringing", false)).Events[0].ProviderCallId);
    }

    private static List<Fact> Facts(string body) => [.. Read(body).Events.SelectMany(told => told.Facts)];

    private static EventReading Read(string body, string? type = "application/json") =>
        new VoicenterEvents().Read("acme", Line, new("POST", type, "", Encoding.UTF8.GetBytes(body), Now));

    private static string Record(string type, string status, string attempt = Attempt) =>
        $$"""{"time":1772355600,"duration":42,"ivruniqueid":"{{Id}}","type":"{{type}}","status":"{{status}}","dialtime":7,"var_c2c_attempt":"{{attempt}}"}""";

    private static string PopUp(string status, bool answered) =>
        $$"""{"phone":"0501234567","callerName":"","ivrid":"{{Id}}","extenUser":"SIPuser7","did":"","status":"{{status}}","direction":"click2call","isAnswered":{{(answered ? "true" : "false")}},"callStarted":1772355600,"callAnswered":1772355605,"currentCall":{"originalCallerID":"1"} }""";

    private static Call Call() => new Call { Id = CallId.New(Now, new Random(1)), Order = VoicenterLineTests.Order, Line = "main", Seq = 1, WakeAt = Now }
        .Begin(new() { Number = 0, Line = "main", StartedAt = Now, DialUntil = Now }, 1, Now)
        .Apply(new Fact.DialDecided(new DialResult.Accepted(Id), Now));
}
