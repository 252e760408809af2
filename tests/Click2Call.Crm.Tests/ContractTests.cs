using System.Globalization;
using System.Text;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Crm.Tests.Recordings;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Crm.Tests;

/// <summary>What every source must do, whatever it sends. A new source adds a recording and is held to all of it.</summary>
public sealed class ContractTests
{
    private static readonly string[] Forbidden = ["dana@example.com", "Dana Levi", "5476543", "s3cret-of-the-sender", "whsec_"];

    public static TheoryData<string> Recordings => [.. AllRecordings.All.Select(recording => recording.GetType().Name)];

    public static TheoryData<string> WithTime => [.. AllRecordings.All.Where(recording => recording.SignsTime).Select(recording => recording.GetType().Name)];

    public static TheoryData<string> WithBatch => [.. AllRecordings.All.Where(recording => recording.Batch(["1", "2"]) is not null).Select(recording => recording.GetType().Name)];

    [Fact]
    public void Every_source_has_a_recording_that_names_its_document()
    {
        Assert.Equal(CrmSources.All.Select(source => source.Name).Order(), AllRecordings.All.Select(recording => recording.Source).Distinct().Order());
        Assert.All(AllRecordings.All, recording => Assert.NotEmpty(recording.Document));
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task A_good_post_is_written_down_answered_as_the_sender_expects_and_rings(string name) => With(name, async (world, recording) =>
    {
        var reply = await world.Send(recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now));
        Assert.Equal(CrmSources.Find(recording.Source)!.Received, reply);
        await world.Work();
        var call = Assert.Single(await world.Calls());
        Assert.Equal(E164(1), call.Order.LegOf(LegRole.Target)!.Destination.Dialable);
        Assert.Equal((recording.Name, recording.Source, false), (call.Order.Lead!.Name, call.Order.Front, call.Order.AskedForNow));
        Assert.Equal(call.Id, Assert.Single(world.Line.Dialled).Attempt.Call);
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task It_is_durable_before_anybody_is_rung_and_before_it_is_answered(string name) => With(name, async (world, recording) =>
    {
        var kept = -1;
        world.Line.Before = async _ => kept = (await world.Calls()).Count;
        await IsReceived(world, recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now));
        Assert.Equal(1, (await world.Calls()).Count + await world.FetchesWaiting());
        await world.Work();
        Assert.Equal(1, kept);
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task A_post_that_tells_the_number_rings_as_a_form_does_without_waiting_for_a_queue(string name) => With(name, async (world, recording) =>
    {
        await IsReceived(world, recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now));
        if (await world.FetchesWaiting() > 0)
            return; // It tells an id: FetchTests.
        Assert.Equal(CallState.Dialing, Assert.Single(await world.Calls()).State);
        Assert.Single(world.Line.Dialled);

        // Its alarm comes behind it, and finds it done.
        await world.Pass(TimeSpan.FromSeconds(10));
        Assert.Single(world.Line.Dialled);
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task A_phone_system_that_takes_its_time_does_not_keep_the_sender_waiting(string name) => With(name, async (world, recording) =>
    {
        var slow = new TaskCompletionSource();
        world.Line.Before = _ => slow.Task;
        var answer = world.Send(recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now));
        var limit = CrmSources.Find(recording.Source)!.TimeLimit / 2 is { } half && half < TimeSpan.FromSeconds(2) ? half : TimeSpan.FromSeconds(2);
        await Patience.Until(() => answer.IsCompleted || (world.Line.Dialled.Count > 0 && world.Clock.NextDue <= world.Now + limit), "It was answered, or dialled and waits");
        if (!answer.IsCompleted)
        {
            Assert.Single(world.Line.Dialled);
            world.Clock.Advance(limit);
            Assert.False(world.Webhooks.Finish().IsCompleted);
        }

        Assert.Equal(CrmSources.Find(recording.Source)!.Received, await answer);
        slow.SetResult();
        await world.Webhooks.Finish();
        await world.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(world.Line.Dialled);
        Assert.Equal(CallState.Dialing, Assert.Single(await world.Calls()).State);
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task Whoever_dies_between_writing_and_dialling_leaves_it_to_the_alarm(string name) => With(name, async (world, recording) =>
    {
        // From the moment at which the call is there, this process reads nothing any more.
        world.Storage.Hooks.Before = step => step.Operation == "Table.Get" && world.Storage.Queue(AlarmClock.QueueName).ApproximateCount(default).Result > 0 ? throw Down() : ValueTask.CompletedTask;
        await world.Send(recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now));
        world.Storage.Hooks.Before = null;
        Assert.Empty(world.Line.Dialled);
        await world.Pass(TimeSpan.FromSeconds(10));
        Assert.Single(world.Line.Dialled);
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task One_flipped_byte_of_what_is_signed_is_refused(string name) => With(name, async (world, recording) =>
    {
        if (recording.CoversBody)
            await IsRefused(world, recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now).Flipped(), 401);
        await IsRefused(world, recording, recording.ProveWrongly(recording.Lead(1, Phone(1)), world.Now), 401);
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task No_proof_is_refused(string name) => With(name, (world, recording) => IsRefused(world, recording, recording.Lead(1, Phone(1)), 401));

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task A_secret_that_is_missing_fails_closed(string name) => With(name, async (world, recording) =>
    {
        var draft = recording.Prove(recording.Lead(1, Phone(1)), world.Now);

        // In the vault: the sender keeps it until the operator has put it there.
        world.Secrets.Clear();
        await IsRefused(world, recording, draft, 503);

        // An empty one equals nothing, least of all an empty signature.
        world.Secrets[recording.Source + "-secret"] = "";
        foreach (var other in recording.SecretValues.Keys.Where(key => !key.EndsWith("-secret", StringComparison.Ordinal)))
            world.Secrets[other] = "";
        await IsRefused(world, recording, draft, 401);

        // In the settings, and the source itself.
        world.Account = world.Account with { ClickToCalls = [world.Account.ClickToCalls[0] with { Webhooks = [new WebhookSettings { Source = recording.Source, Options = recording.Options }] }] };
        await IsRefused(world, recording, draft, 401);
        world.Account = world.Account with { ClickToCalls = [world.Account.ClickToCalls[0] with { Webhooks = [] }] };
        await IsRefused(world, recording, draft, 404);
    });

    [Theory]
    [MemberData(nameof(WithTime))]
    public Task A_post_that_was_signed_long_ago_is_refused(string name) => With(name, async (world, recording) =>
    {
        var draft = recording.Prove(recording.Lead(1, Phone(1)), world.Now);
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await IsRefused(world, recording, draft, 401);
        await IsReceived(world, recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now - TimeSpan.FromMinutes(4)));
    });

    [Theory]
    [MemberData(nameof(WithTime))]
    public Task A_post_from_the_future_is_refused(string name) => With(name, async (world, recording) =>
    {
        if (recording is not MondayRecording) // A token may be good for longer.
            await IsRefused(world, recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now + TimeSpan.FromMinutes(6)), 401);
        await IsReceived(world, recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now + TimeSpan.FromMinutes(4)));
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task A_replay_and_a_retry_ring_once(string name) => With(name, async (world, recording) =>
    {
        var draft = recording.Prove(recording.Lead(1, Phone(1)), world.Now);
        await IsReceived(world, recording, draft);
        await IsReceived(world, recording, draft);
        await world.Work();
        var call = Assert.Single(await world.Calls());
        await world.Answer(call);

        // Long after the person was answered, when nothing but the event's id tells.
        await world.Pass(TimeSpan.FromMinutes(recording.NamesEvents ? 180 : 20));
        await IsReceived(world, recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now));
        await world.Work();
        Assert.Single(await world.Calls());
        Assert.Single(world.Line.Dialled);
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task Another_event_about_the_same_person_joins_the_call(string name) => With(name, async (world, recording) =>
    {
        await IsReceived(world, recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now));
        await IsReceived(world, recording, recording.Prove(recording.Lead(2, Phone(1)), world.Now));
        await world.Work();
        Assert.Single(world.Line.Dialled);
    }, samePhone: true);

    [Theory]
    [MemberData(nameof(WithBatch))]
    public Task All_leads_of_one_post_are_placed(string name) => With(name, async (world, recording) =>
    {
        await IsReceived(world, recording, recording.Prove(recording.Batch([.. Enumerable.Range(1, 20).Select(Phone)])!, world.Now));
        await world.Work();
        Assert.Equal(Enumerable.Range(1, 20).Select(E164), world.Line.Dialled.Select(dialled => dialled.Order.LegOf(LegRole.Target)!.Destination.Dialable).Order());
    });

    [Theory]
    [MemberData(nameof(WithBatch))]
    public Task What_could_not_be_written_down_is_sent_again_and_nobody_rings_twice(string name) => With(name, async (world, recording) =>
    {
        var batch = recording.Batch([.. Enumerable.Range(1, 6).Select(Phone)])!;
        var writes = 0;
        world.Storage.Hooks.Before = step => step.Operation == "Queue.Put" && ++writes is 3 or 5 ? throw Down() : ValueTask.CompletedTask;
        var reply = await world.Send(recording, recording.Prove(batch, world.Now));
        Assert.Equal(503, reply.Status);
        Assert.NotNull(reply.RetryAfter);
        world.Storage.Hooks.Before = null;
        world.Clock.Advance(TimeSpan.FromSeconds(40));
        await IsReceived(world, recording, recording.Prove(batch, world.Now));
        await world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(Enumerable.Range(1, 6).Select(E164), world.Line.Dialled.Select(dialled => dialled.Order.LegOf(LegRole.Target)!.Destination.Dialable).Order());
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task A_lead_without_a_callable_number_is_acknowledged_and_kept_once(string name) => With(name, async (world, recording) =>
    {
        for (var time = 0; time < 2; time++)
        {
            await IsReceived(world, recording, recording.Prove(recording.Lead(1, ""), world.Now));
            await world.Work();
        }

        var call = Assert.Single(await world.Calls());
        Assert.Equal((CallState.Ended, CallOutcome.NotAllowed), (call.State, call.Outcome));
        Assert.NotEmpty(call.Note!);
        Assert.Empty(world.Line.Dialled);
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task A_lead_that_cannot_even_be_kept_is_sent_again(string name) => With(name, async (world, recording) =>
    {
        world.Storage.Hooks.Before = step => step.Operation is "Table.Submit" or "Queue.Put" ? throw Down() : ValueTask.CompletedTask;
        foreach (var phone in new[] { "", Phone(1) })
            Assert.Equal(503, (await world.Send(recording, recording.Prove(recording.Lead(1, phone), world.Now))).Status);
        world.Storage.Hooks.Before = null;
        Assert.Empty(await world.Calls());
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task A_number_that_is_barred_is_kept_with_the_reason(string name) => With(name, async (world, recording) =>
    {
        world.Account = world.Account with { BlockList = [E164(1)] };
        await IsReceived(world, recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now));
        await world.Work();
        var call = Assert.Single(await world.Calls());
        Assert.Equal((CallOutcome.NotAllowed, "This number does not want to be called."), (call.Outcome, call.Note));
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task Hostile_bodies_are_answered_politely_and_ring_nobody(string name) => With(name, async (world, recording) =>
    {
        foreach (var body in Hostile())
        {
            var draft = recording.Lead(1, Phone(1)) with { Body = body };
            var reply = await world.Send(recording, recording.Prove(draft, world.Now));
            Assert.True(reply.Status is 200 or 400 or 401 or 415, $"HTTP {reply.Status}");
            Assert.DoesNotContain("passwd", reply.Body, StringComparison.Ordinal);
        }

        await world.Work();
        Assert.Empty(world.Line.Dialled);
        Assert.All(await world.Calls(), call => Assert.Equal(CallOutcome.NotAllowed, call.Outcome));
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task A_content_type_that_it_does_not_send_is_named(string name) => With(name, async (world, recording) =>
    {
        var draft = recording.Lead(1, Phone(1)) with { ContentType = "image/png" };
        var reply = await world.Send(recording, recording.Prove(draft, world.Now));
        if (reply.Status == 401)
            return; // Its proof is in the body, which cannot be read.
        Assert.Equal(415, reply.Status);
        Assert.Contains("\"field\":\"Content-Type\"", reply.Body, StringComparison.Ordinal);
        Assert.Empty(await world.Calls());
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task Leads_are_only_posted(string name) => With(name, async (world, recording) =>
    {
        var draft = recording.Prove(recording.Lead(1, Phone(1)), world.Now);
        Assert.Equal(405, (await world.Send(recording, draft with { Method = "GET" })).Status);
        Assert.Equal(200, (await world.Send(recording, draft with { Method = "HEAD" })).Status);
        Assert.Empty(await world.Calls());
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task An_account_that_is_set_up_wrongly_makes_the_sender_keep_the_lead(string name) => With(name, async (world, recording) =>
    {
        world.Account = world.Account with { Extensions = [] };
        var reply = await world.Send(recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now));
        await world.Work();
        Assert.Equal(await world.FetchesWaiting() > 0 ? 200 : 503, reply.Status);

        world.Account = world.Account with { Extensions = [new Extension { Number = "101" }] };
        await IsReceived(world, recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now));
        await world.Pass(TimeSpan.FromMinutes(10));
        Assert.Single(world.Line.Dialled.Select(dialled => dialled.Attempt.Call).Distinct());
    });

    [Theory]
    [MemberData(nameof(Recordings))]
    public Task A_lead_that_waited_for_too_long_calls_nobody(string name) => With(name, async (world, recording) =>
    {
        world.Clock.Advance(TimeSpan.FromDays(2));
        await IsReceived(world, recording, recording.Prove(recording.Lead(1, Phone(1)), world.Now));
        await world.Work();
        var call = Assert.Single(await world.Calls());
        Assert.Equal(call.Order.AskedAt is null ? CallState.Dialing : CallState.Ended, call.State);
        Assert.Equal(call.Order.AskedAt is null ? null : CallOutcome.Expired, call.Outcome);
    });

    private static async Task With(string name, Func<CrmWorld, Recording, Task> test, bool samePhone = false)
    {
        var recording = AllRecordings.Find(name);
        await using var api = new ApiStub(path => recording.Record(path, number => number > 900 ? "" : Phone(samePhone ? 1 : number)) is { } body ? (200, body, null) : (404, null, null));
        recording.Api = api.Address;
        using var world = new CrmWorld(recording);
        await test(world, recording);
        Assert.All(world.Logged.Lines, line => Assert.All(Forbidden, word => Assert.DoesNotContain(word, line, StringComparison.Ordinal)));
    }

    private static async Task IsReceived(CrmWorld world, Recording recording, Draft draft) =>
        Assert.Equal(CrmSources.Find(recording.Source)!.Received, await world.Send(recording, draft));

    private static async Task IsRefused(CrmWorld world, Recording recording, Draft draft, int status)
    {
        var reply = await world.Send(recording, draft);
        Assert.Equal(status, reply.Status);
        Assert.All(Forbidden, word => Assert.DoesNotContain(word, reply.Body, StringComparison.Ordinal));
        Assert.Empty(await world.Calls());
        Assert.Equal(0, await world.FetchesWaiting());
    }

    private static IEnumerable<byte[]> Hostile()
    {
        yield return [];
        yield return [0xFF, 0xFE, 0x00, 0x7B];
        string[] texts =
        [
            "{", "[]", "{}", "null", "7", "\"x\"", "[null]", "[[]]", "[{}]",
            new string('[', 5000), string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200),
            """{"event":{"type":"create_pulse","columnValues":[1],"triggerUuid":{}}}""",
            """{"data":"\ud800","phone":"\udfff","name":{"a":1}}""",
            """{"\ud800":1,"g\ud800xxxxxxxxxx":1,"t\ud800xxxxxxxxxxxx":1,"c\ud800xxxxxxxxxxxxxx":1,"e\ud800xxxxxx":1,"phone\ud800":{"\ud800a":1}}""",
            """{"triggerType":"form_submission","payload":{"id":"x","data":null}}""",
            """{"entry":[{"changes":{"a":1}},7,{"changes":[null,{"field":"leadgen","value":[]}]}]}""",
            """{"meta":{"action":"create","entity":"person"},"data":[]}""",
            """{"MessageName":"Create","PrimaryEntityId":"1","InputParameters":{"key":1}}""",
            """{"ids":[{},[]],"module":"../../Leads","operation":"insert"}""",
            """{"lead_id":"1","user_column_data":"x"}""",
            """<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>""",
            """<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><a>&b;</a>""",
            "<a>", string.Concat(Enumerable.Repeat("<a>", 300)) + string.Concat(Enumerable.Repeat("</a>", 300)),
            "=&=&==&%&%zz=%ff&" + new string('a', 20_000),
            string.Join('&', Enumerable.Range(0, 2000).Select(i => i.ToString(CultureInfo.InvariantCulture) + "=1")),
        ];
        foreach (var text in texts)
            yield return Encoding.UTF8.GetBytes(text);
    }

    private static StorageException Down() => new(StorageProblem.Unavailable, "Down.");

    private static string Phone(int number) => string.Create(CultureInfo.InvariantCulture, $"054-7654{300 + number}");

    private static string E164(int number) => string.Create(CultureInfo.InvariantCulture, $"+972547654{300 + number}");
}
