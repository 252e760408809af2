using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.WriteBack;
using Click2Call.Events;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Testing;

namespace Click2Call.Crm.Tests.WriteBack;

/// <summary>What every write-back must do; each CRM adds its stub and what an activity looks like there.</summary>
public abstract class WriteBackContract : IAsyncDisposable
{
    private const string Token = "token-of-the-account";
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly ManualClock _clock = new();

    private protected abstract StubCrm Crm { get; }

    private protected abstract CrmRecord Record { get; }

    private protected virtual WriteBackSettings Settings => new()
    {
        Id = "sales", Kind = Client().Kind, BaseUrl = Crm.Address, Secrets = new Dictionary<string, string> { ["token"] = "crm-token" },
    };

    private protected abstract CrmClient Client(CrmHttp http, ISecrets secrets);

    /// <summary>Holds an activity against what the vendor's page says it should be.</summary>
    private protected abstract void Check(JsonObject activity, string call, string record, bool recorded);

    [Fact]
    public async Task A_call_is_written_on_the_record_that_the_lead_came_from()
    {
        var call = Ended(Record);
        var done = Assert.IsType<SendResult.Done>(await Write(call));
        var (id, activity) = Assert.Single(Crm.Activities);
        Assert.Equal((201, id), (done.Status, done.Remote));
        Check(activity, call.Id.ToString(), Record.Id, recorded: false);
        Assert.DoesNotContain(Crm.Asked, asked => asked.Contains("547654321", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Told_twice_it_is_one_activity_and_what_became_known_is_in_it()
    {
        var call = Ended(Record);
        await Write(call);
        var recorded = call.Apply(new Fact.Recorded(TimeSpan.FromSeconds(61), new Uri("https://rec.example.com/1.mp3"), null, _clock.GetUtcNow()));
        var done = Assert.IsType<SendResult.Done>(await Write(recorded));
        var (id, activity) = Assert.Single(Crm.Activities);
        Assert.Equal((200, id), (done.Status, done.Remote));
        Check(activity, call.Id.ToString(), Record.Id, recorded: true);

        Crm.Asked.Clear();
        await Write(recorded, id);
        Assert.Single(Crm.Activities);
        Assert.True(Crm.Asked.Count <= 2, "What is remembered is not searched for.");
    }

    [Fact]
    public async Task An_answer_that_was_lost_does_not_make_a_second_activity()
    {
        var call = Ended(Record);
        var writes = 0;
        Crm.Instead = asked => Crm.Activities.Count == 0 && ++writes > 0 && IsWriting(asked) ? (502, "", true) : null;
        Assert.Equal(502, Assert.IsType<SendResult.Failed>(await Write(call)).Status);
        Crm.Instead = null;
        Assert.IsType<SendResult.Done>(await Write(call));
        Assert.Single(Crm.Activities);
    }

    [Fact]
    public async Task Without_a_record_of_its_own_it_goes_to_the_one_with_the_number()
    {
        foreach (var record in new[] { null, new CrmRecord("another", "contact", "5"), Record with { Kind = "nothing-that-has-activities", Id = "x" } })
        {
            Crm.Activities.Clear();
            var call = Ended(record);
            Assert.IsType<SendResult.Done>(await Write(call));
            Assert.Contains("701", Assert.Single(Crm.Activities).Value.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_number_that_nobody_has_is_nothing_to_retry()
    {
        Crm.KnowsTheNumber = false;
        var done = Assert.IsType<SendResult.Done>(await Write(Ended(null)));
        Assert.Null(done.Remote);
        Assert.NotNull(done.Note);
        Assert.Empty(Crm.Activities);
    }

    [Fact]
    public async Task A_limit_that_is_reached_is_waited_for()
    {
        Crm.RetryAfter = "7";
        Crm.Instead = _ => (429, """{"error":"limit"}""", false);
        var failed = Assert.IsType<SendResult.Failed>(await Write(Ended(Record)));
        Assert.Equal((429, TimeSpan.FromSeconds(7)), (failed.Status, failed.RetryAfter));
    }

    [Fact]
    public async Task A_wrong_token_and_a_missing_one_are_told_without_it()
    {
        var wrong = Assert.IsType<SendResult.Failed>(await Write(Ended(Record), secrets: new Secrets("another-token")));
        Assert.Equal(401, wrong.Status);
        Assert.DoesNotContain("another-token", wrong.Problem, StringComparison.Ordinal);
        var missing = Assert.IsType<SendResult.Failed>(await Write(Ended(Record), secrets: new Secrets(null)));
        Assert.Contains("crm-token", missing.Problem, StringComparison.Ordinal);
        Assert.Empty(Crm.Activities);
    }

    [Fact]
    public async Task Http_without_tls_is_only_for_those_who_may()
    {
        var client = Client(new CrmHttp(_invoker, allowPlain: false, _clock), new Secrets(Token));
        Assert.IsType<SendResult.Failed>(await client.Write("acme", Settings, Ended(Record), null, TestContext.Current.CancellationToken));
        Assert.Empty(Crm.Asked);
    }

    [Fact]
    public async Task What_is_no_answer_of_the_vendors_is_a_failure()
    {
        foreach (var body in new[] { "", "<html>", "[]", "{}", "null", """{"id":{}}""" })
        {
            Crm.Instead = _ => (200, body, false);
            Assert.IsType<SendResult.Failed>(await Write(Ended(Record)));
            Assert.Null((await Write(Ended(null)) as SendResult.Done)?.Remote);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Crm.DisposeAsync();
        _invoker.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract bool IsWriting(string asked);

    private protected Task<SendResult> Write(Call call, string? remote = null, ISecrets? secrets = null) =>
        Client(new CrmHttp(_invoker, allowPlain: true, _clock), secrets ?? new Secrets(Token)).Write("acme", Settings, call, remote, TestContext.Current.CancellationToken);

    private CrmClient Client() => Client(new CrmHttp(_invoker, allowPlain: true, _clock), new Secrets(Token));

    private protected Call EndedOn(CrmRecord? record) => Ended(record);

    private protected const string Visitor = "<img src=x onerror=alert(1)>\nTom & \"Co\"";

    /// <summary>The activity of a call that somebody asked for with this message.</summary>
    private protected async Task<JsonObject> WrittenBy(string message)
    {
        var call = Ended(Record);
        Assert.IsType<SendResult.Done>(await Write(call with { Order = call.Order with { Lead = (call.Order.Lead ?? new Lead()) with { Message = message } } }));
        return Assert.Single(Crm.Activities).Value;
    }

    /// <summary>For CRMs that show notes as HTML: what <see cref="Visitor"/> wrote is shown as it was written.</summary>
    private protected static void IsText(string? note) =>
        Assert.Contains("Message: &lt;img src=x onerror=alert(1)&gt;<br>Tom &amp; &quot;Co&quot;<br>", note, StringComparison.Ordinal);

    private Call Ended(CrmRecord? record)
    {
        var start = _clock.GetUtcNow();
        var order = new CallOrder
        {
            Account = "acme",
            Front = "crm-webhook",
            Intent = CallIntent.Lead,
            First = new Leg(LegRole.Agent, new ExtensionDestination("101")),
            Second = new Leg(LegRole.Target, new PhoneDestination(PhoneNumber.Parse("+972547654321"))),
            Lead = new Lead { Name = "Dana", Message = "Please call", Record = record },
        };
        var attempt = new Attempt { Number = 1, Line = "main", StartedAt = start, DialUntil = start.AddMinutes(1) };
        return new Call { Id = CallId.New(_clock), Order = order, Line = "main", Seq = 1, WakeAt = start, Attempts = [attempt] }.Apply(
        [
            new Fact.LegAnswered(LegPosition.First, start.AddSeconds(5)) { Attempt = 1 },
            new Fact.LegAnswered(LegPosition.Second, start.AddSeconds(15)) { Attempt = 1 },
            new Fact.LegEnded(LegPosition.First, EndCause.HungUp, start.AddSeconds(75)) { Attempt = 1 },
        ]);
    }

    private sealed class Secrets(string? value) : ISecrets
    {
        public ValueTask<string> Get(string name, CancellationToken cancellation) =>
            value is null ? throw new SecretUnavailableException($"There is no secret '{name}'.") : new(value);
    }
}
