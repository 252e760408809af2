using System.Net;
using System.Text;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Events;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Tel4vn;

/// <summary>Event hooks: registered as the document says, told in its shape ("PBX API Reference", Event).</summary>
public sealed class Tel4vnHookTests
{
    private readonly FakeDirectory directory = Tel4vnSetup.Directory();
    private readonly ManualClock clock = new();

    [Fact]
    public async Task A_hook_is_created_listed_and_deleted_as_the_document_prints_it()
    {
        var (status, created) = await Send(HttpMethod.Post, "v1/event", """{"callback_url":"https://webhook.demo/","callback_apikey":"foo","event":"hangup"}""");
        var id = Field(created, "id");
        Assert.Equal((HttpStatusCode.OK, $$"""{"created":true,"id":"{{id}}"}"""), (status, created));
        Assert.Equal(
            (HttpStatusCode.OK, $$"""{"data":[{"id":"{{id}}","event":"hangup","callback_url":"https://webhook.demo/","callback_apikey":"********"}],"total":1}"""),
            await Send(HttpMethod.Get, "v1/event", null));
        var endpoint = Assert.Single(directory.Account.Endpoints);
        Assert.Equal((EventFormat.Tel4vn, "hangup", true, "oof"), (endpoint.Format, endpoint.Hook, endpoint.MadeThroughApi, Assert.Single(endpoint.Sealed).Text));

        Assert.Equal((HttpStatusCode.OK, """{"deleted":true}"""), await Send(HttpMethod.Delete, "v1/event/" + id, null));
        Assert.Equal((HttpStatusCode.OK, """{"data":[],"total":0}"""), await Send(HttpMethod.Get, "v1/event", null));
        Assert.Equal("NOT_FOUND", Field((await Send(HttpMethod.Delete, "v1/event/" + id, null)).Body, "error"));
    }

    [Theory]
    [InlineData("""{"event":"hangup"}""", "CALLBACK_URL_REQUIRED")]
    [InlineData("""{"callback_url":"https://webhook.demo/"}""", "EVENT_REQUIRED")]
    [InlineData("""{"callback_url":"http://webhook.demo/","event":"hangup"}""", "CALLBACK_URL_INVALID")]
    [InlineData("""{"callback_url":"file:///etc/passwd","event":"hangup"}""", "CALLBACK_URL_INVALID")]
    [InlineData("""{"callback_url":"https://webhook.demo/","event":"create"}""", "EVENT_INVALID")]
    [InlineData("""{"callback_url":"https://webhook.demo/","event":"missed"}""", "EVENT_INVALID")]
    public async Task What_cannot_be_told_is_not_registered(string body, string error)
    {
        var (status, answer) = await Send(HttpMethod.Post, "v1/event", body);
        Assert.Equal((HttpStatusCode.BadRequest, error), (status, Field(answer, "error")));
        Assert.Empty(directory.Account.Endpoints);
    }

    /// <summary>A key that may place calls read the key of every hook, and could have all events sent elsewhere.</summary>
    [Theory]
    [InlineData("calls", HttpStatusCode.Unauthorized)]
    [InlineData("tel4vn", HttpStatusCode.Unauthorized)]
    [InlineData("events", HttpStatusCode.OK)]
    public async Task Hooks_are_for_keys_that_may_hear_events(string scope, HttpStatusCode status)
    {
        var id = Field((await Send(HttpMethod.Post, "v1/event", """{"callback_url":"https://webhook.demo/","callback_apikey":"foo","event":"hangup"}""")).Body, "id");
        directory.Scopes = [scope];
        var (listed, body) = await Send(HttpMethod.Get, "v1/event", null);
        Assert.Equal(status, listed);
        Assert.DoesNotContain("foo", body, StringComparison.Ordinal);
        Assert.Equal(status, (await Send(HttpMethod.Post, "v1/event", """{"callback_url":"https://thief.demo/","event":"cdr"}""")).Status);
        Assert.Equal(status == HttpStatusCode.OK ? 2 : 1, directory.Account.Endpoints.Count);
        Assert.Equal(status, (await Send(HttpMethod.Delete, "v1/event/" + id, null)).Status);
    }

    [Fact]
    public async Task A_deletion_names_what_it_deletes() =>
        Assert.Equal("ID_REQUIRED", Field((await Send(HttpMethod.Delete, "v1/event", null)).Body, "error"));

    [Fact]
    public async Task Another_endpoint_of_the_account_is_not_a_hook()
    {
        directory.Account = directory.Account with { Endpoints = [new EventEndpoint { Id = "crm", Url = new Uri("https://crm.example.com/") }] };
        Assert.Equal((HttpStatusCode.OK, """{"data":[],"total":0}"""), await Send(HttpMethod.Get, "v1/event", null));
        Assert.Equal(HttpStatusCode.NotFound, (await Send(HttpMethod.Delete, "v1/event/crm", null)).Status);
        Assert.Single(directory.Account.Endpoints);
    }

    [Fact]
    public void The_data_has_the_fields_of_the_document_in_its_order()
    {
        var call = Ended();
        Assert.Equal(
            $$"""{"call_id":"{{call.Id}}","sip_call_id":"sip-7","domain":"acme","direction":"outbound","from_number":"101","to_number":"+84899098899","hotline":"19001919","state":"hangup","duration":25,"billsec":10}""",
            Tel4vnHook.Body("hangup", call, Told(CallEventType.Ended)));
        Assert.EndsWith(
            ""","state":"cdr","duration":25,"billsec":10,"status":"answered","recording_url":"https://rec.example.com/1"}""",
            Tel4vnHook.Body("cdr", call.Apply(new Fact.Recorded(null, new Uri("https://rec.example.com/1"), null, clock.GetUtcNow())), Told(CallEventType.Updated)),
            StringComparison.Ordinal);
        Assert.EndsWith(""","state":"ringing"}""", Tel4vnHook.Body("ringing", call, Told(CallEventType.Ringing, LegPosition.First)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ringing", CallEventType.Ringing, LegPosition.Second)]
    [InlineData("ringing", CallEventType.Ended, null)]
    [InlineData("hangup", CallEventType.Updated, null)]
    [InlineData("answered", CallEventType.Scheduled, null)]
    [InlineData("missed", CallEventType.Ended, null)]
    public void What_the_document_has_no_event_for_is_not_sent(string word, CallEventType type, LegPosition? leg) =>
        Assert.Null(Tel4vnHook.Body(word, Ended(), Told(type, leg)));

    // What we send is what our own line understands.
    [Fact]
    public void Our_own_reader_reads_what_we_send()
    {
        var request = new Click2Call.Dialects.Http.EventRequest("POST", "application/json", null, Encoding.UTF8.GetBytes(Tel4vnHook.Body("cdr", Ended(), Told(CallEventType.Ended))!), clock.GetUtcNow());
        var reading = new Tel4vnEvents().Read("acme", Tel4vnSetup.Settings(new Uri("https://pbx.example.com"), "apiKey"), request);
        Assert.Contains(Assert.Single(reading.Events).Facts, fact => fact is Fact.LegAnswered { Leg: LegPosition.Second });
    }

    private Call Ended()
    {
        var start = clock.GetUtcNow();
        var attempt = new Attempt { Number = 1, Line = "main", StartedAt = start, DialUntil = start.AddMinutes(1) };
        var call = new Call { Id = CallId.New(clock), Order = Tel4vnSetup.Order, Line = "main", Seq = 1, WakeAt = start, Attempts = [attempt] };
        return call.Apply(
        [
            new Fact.DialDecided(new DialResult.Accepted("sip-7"), start) { Attempt = 1 },
            new Fact.LegAnswered(LegPosition.First, start.AddSeconds(5)) { Attempt = 1 },
            new Fact.LegAnswered(LegPosition.Second, start.AddSeconds(15)) { Attempt = 1 },
            new Fact.LegEnded(LegPosition.First, EndCause.HungUp, start.AddSeconds(25)) { Attempt = 1 },
        ]);
    }

    private ToldEvent Told(CallEventType type, LegPosition? leg = null) => new(1, type, 1, leg, clock.GetUtcNow(), clock.GetUtcNow());

    private static string? Field(string body, string name)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty(name).GetString();
    }

    private async Task<(HttpStatusCode Status, string Body)> Send(HttpMethod method, string path, string? body)
    {
        await using var host = await FrontHost.Start(Tel4vnSetup.Front(new FakeDesk(clock), directory, clock));
        using var request = new HttpRequestMessage(method, new Uri(host.Address, path));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + FakeDirectory.Key);
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
