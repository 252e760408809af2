using System.Text;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Kazoo;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Kazoo;

/// <summary>Kazoo's webhooks, as JSON, form and query.</summary>
public sealed class KazooEventsTests
{
    private const string Attempt = "0195f7a0-0000-7000-8000-000000000001-2";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);
    private static readonly LineSettings Line = new() { Id = "main", Dialect = "kazoo" };

    [Fact]
    public void Hears_that_the_first_phone_was_not_answered()
    {
        var told = Assert.Single(Read("""
            {"hook_event":"CHANNEL_DESTROY","account_id":"A","call_id":"c2c-C-0a1b2c3d4e","hangup_cause":"NO_ANSWER","duration_seconds":"30","billing_seconds":"0",
             "timestamp":"63939576590","custom_application_vars":{"click2call_attempt":"0195f7a0-0000-7000-8000-000000000001-2","contact":"4158867900"}}
            """).Events);
        Assert.Equal(("acme", "main", "c2c-C-0a1b2c3d4e"), (told.Account, told.Line, told.ProviderCallId));
        Assert.Equal(Attempt, told.Attempt.ToString());
        var at = Now.AddSeconds(-10);
        Assert.Equal([new Fact.LegEnded(LegPosition.First, EndCause.NoAnswer, at), new Fact.Recorded(null, null, "NO_ANSWER", at)], told.Facts);
    }

    [Fact]
    public void Hears_how_long_they_talked_from_the_second_leg()
    {
        var told = Assert.Single(Read("""
            {"hook_event":"CHANNEL_DESTROY","call_id":"x-b","other_leg_call_id":"c2c-C-0a1b2c3d4e","hangup_cause":"NORMAL_CLEARING","billing_seconds":65,"timestamp":63939576600}
            """).Events);
        Assert.Equal("c2c-C-0a1b2c3d4e", told.ProviderCallId);
        Assert.Null(told.Attempt);
        Assert.Equal(
            [
                new Fact.LegAnswered(LegPosition.Second, Now.AddSeconds(-65)),
                new Fact.LegEnded(LegPosition.Second, EndCause.HungUp, Now),
                new Fact.Recorded(TimeSpan.FromSeconds(65), null, "NORMAL_CLEARING", Now),
            ],
            told.Facts);
    }

    [Theory]
    [InlineData("CHANNEL_CREATE", typeof(Fact.LegRinging))]
    [InlineData("channel_answer", typeof(Fact.LegAnswered))]
    public void Hears_progress(string hook, Type fact) => Assert.IsType(
        fact,
        Assert.Single(Assert.Single(Read($$"""{"hook_event":"{{hook}}","call_id":"c2c-C-1","timestamp":63939576600}""").Events).Facts));

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "", $"hook_event=CHANNEL_DESTROY&call_id=c2c-C-1&hangup_cause=USER_BUSY&custom_application_vars%5Bclick2call_attempt%5D={Attempt}")]
    [InlineData(null, $"?hook_event=CHANNEL_DESTROY&call_id=c2c-C-1&hangup_cause=USER_BUSY&custom_application_vars[click2call_attempt]={Attempt}", "")]
    public void Hears_forms_and_queries(string? type, string query, string body)
    {
        var told = Assert.Single(Read(body, type, query).Events);
        Assert.Equal(Attempt, told.Attempt.ToString());
        Assert.Contains(new Fact.LegEnded(LegPosition.First, EndCause.Busy, Now), told.Facts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"hook_event\":")]
    [InlineData("[1]")]
    [InlineData("{\"hook_event\":\"\\ud800\",\"call_id\":\"c2c-C-1\"}")]
    [InlineData("""{"hook_event":"CHANNEL_DESTROY","call_id":"loopback-leg","other_leg_call_id":"another"}""")]
    [InlineData("""{"hook_event":"NOTIFICATIONS","call_id":"c2c-C-1"}""")]
    public void Says_thank_you_for_what_tells_nothing(string body)
    {
        var reading = Read(body);
        Assert.Empty(reading.Events);
        Assert.Equal(200, reading.Heard.Status);
    }

    [Fact]
    public void Asks_to_be_told_again_when_it_could_not_write()
    {
        var reading = Read("""{"hook_event":"CHANNEL_ANSWER","call_id":"c2c-C-1"}""");
        Assert.Equal(503, reading.NotHeard.Status);
    }

    [Fact]
    public void A_clock_that_is_ahead_is_not_believed() => Assert.Equal(
        Now, Assert.Single(Read("""{"hook_event":"CHANNEL_ANSWER","call_id":"c2c-C-1","timestamp":63999999999}""").Events).Facts[0].At);

    private static EventReading Read(string body, string? type = "application/json", string query = "") =>
        new KazooEvents().Read("acme", Line, new EventRequest("POST", type, query, Encoding.UTF8.GetBytes(body), Now));
}
