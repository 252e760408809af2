using Click2Call.Calls;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Tests.Recordings;
using Click2Call.Storage.Calls;

namespace Click2Call.Crm.Tests;

/// <summary>Records that are read behind the answer, from an API that has bad days.</summary>
public sealed class FetchTests
{
    private const string Phone = "054-765-4321";

    public static TheoryData<string> Fetching => [.. AllRecordings.All.Where(Fetches).Select(recording => recording.GetType().Name)];

    [Fact]
    public void Every_source_that_tells_only_ids_is_here() => Assert.Equal(
        CrmSources.All.Where(source => source.Fetch is not null).Select(source => source.Name).Order(),
        AllRecordings.All.Where(Fetches).Select(recording => recording.Source).Distinct().Order());

    [Theory]
    [MemberData(nameof(Fetching))]
    public Task A_CRM_that_asks_for_patience_gets_it(string name) => With(name, async (world, recording, api) =>
    {
        api.Next = (429, null, "90");
        await Send(world, recording);
        await world.Work();
        var asked = api.Stub.Asked.Count;
        await world.Pass(TimeSpan.FromSeconds(80));
        Assert.Equal(asked, api.Stub.Asked.Count);
        Assert.Empty(world.Line.Dialled);

        api.Next = null;
        await world.Pass(TimeSpan.FromSeconds(60));
        Assert.Single(world.Line.Dialled);
    });

    [Theory]
    [MemberData(nameof(Fetching))]
    public Task A_CRM_that_fails_is_asked_again_less_and_less_often(string name) => With(name, async (world, recording, api) =>
    {
        api.Next = (500, "{}", null);
        await Send(world, recording);
        await world.Work();
        await world.Pass(TimeSpan.FromHours(1));
        Assert.InRange(Reads(api), 6, 12);

        api.Next = null;
        await world.Pass(TimeSpan.FromHours(2));
        Assert.Single(world.Line.Dialled.Select(dialled => dialled.Attempt.Call).Distinct());
    });

    [Theory]
    [MemberData(nameof(Fetching))]
    public Task A_token_that_is_refused_may_be_put_right(string name) => With(name, async (world, recording, api) =>
    {
        api.Next = (401, "{}", null);
        await Send(world, recording);
        await world.Work();
        await world.Pass(TimeSpan.FromMinutes(10));
        api.Next = null;
        await world.Pass(TimeSpan.FromMinutes(30));
        Assert.Single(world.Line.Dialled.Select(dialled => dialled.Attempt.Call).Distinct());
    });

    [Theory]
    [MemberData(nameof(Fetching))]
    public Task A_secret_that_is_missing_may_come(string name) => With(name, async (world, recording, api) =>
    {
        var token = recording.ReadingSecret;
        Assert.True(world.Secrets.Remove(token, out var value));
        await Send(world, recording);
        await world.Work();
        await world.Pass(TimeSpan.FromMinutes(5));
        Assert.Empty(api.Stub.Asked);
        world.Secrets[token] = value!;
        await world.Pass(TimeSpan.FromMinutes(10));
        Assert.Single(world.Line.Dialled.Select(dialled => dialled.Attempt.Call).Distinct());
    });

    [Theory]
    [MemberData(nameof(Fetching))]
    public Task After_a_day_the_history_says_so(string name) => With(name, async (world, recording, api) =>
    {
        api.Next = (503, "{}", null);
        await Send(world, recording);
        await world.Pass(TimeSpan.FromHours(25));
        var call = Assert.Single(await world.Calls());
        Assert.Equal((CallState.Ended, CallOutcome.Expired), (call.State, call.Outcome));
        Assert.Contains("could not be read for 24 hours", call.Note, StringComparison.Ordinal);
        Assert.NotNull(call.Order.Lead!.Record);
        Assert.Equal(0, await world.FetchesWaiting());
    });

    [Theory]
    [MemberData(nameof(Fetching))]
    public Task A_record_that_is_gone_ends_in_the_history(string name) => With(name, async (world, recording, api) =>
    {
        api.Next = (404, "{}", null);
        await Send(world, recording);
        await world.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(CallOutcome.NotAllowed, Assert.Single(await world.Calls()).Outcome);
        Assert.Equal(0, await world.FetchesWaiting());
    });

    [Theory]
    [MemberData(nameof(Fetching))]
    public Task A_record_that_is_told_of_before_it_is_there_is_called(string name) => With(name, async (world, recording, api) =>
    {
        api.Next = (404, "{}", null);
        await Send(world, recording);
        await world.Work();
        Assert.Empty(await world.Calls());
        api.Next = null;
        await world.Pass(TimeSpan.FromSeconds(10));
        Assert.Single(world.Line.Dialled);
    });

    [Theory]
    [MemberData(nameof(Fetching))]
    public Task The_record_is_kept_with_the_lead_and_the_token_stays_out_of_sight(string name) => With(name, async (world, recording, api) =>
    {
        await Send(world, recording);
        await world.Work();
        var record = Assert.Single(await world.Calls()).Order.Lead!.Record!;
        Assert.Equal(recording.Source, record.Source);
        Assert.EndsWith("1", record.Id, StringComparison.Ordinal);
        var token = recording.SecretValues[recording.ReadingSecret];
        Assert.Contains(api.Stub.Asked, asked => asked.Authorization is not null || asked.Path.Contains(token, StringComparison.Ordinal));
        Assert.All(world.Logged.Lines, line => Assert.DoesNotContain(token, line, StringComparison.Ordinal));
    });

    [Theory]
    [MemberData(nameof(Fetching))]
    public Task A_door_that_was_closed_meanwhile_calls_nobody(string name) => With(name, async (world, recording, api) =>
    {
        await Send(world, recording);
        world.Account = world.Account with { ClickToCalls = [world.Account.ClickToCalls[0] with { Webhooks = [] }] };
        await world.Work();
        Assert.Empty(api.Stub.Asked);
        Assert.Empty(await world.Calls());
        Assert.Equal(0, await world.FetchesWaiting());
    });

    [Theory]
    [MemberData(nameof(Fetching))]
    public Task The_agent_rings_as_soon_as_the_record_is_read(string name) => With(name, async (world, recording, api) =>
    {
        await Send(world, recording);
        await world.Fetch();
        var call = Assert.Single(await world.Calls());
        Assert.Equal((call.Id, CallState.Dialing), (Assert.Single(world.Line.Dialled).Attempt.Call, call.State));
    });

    /// <summary>HubSpot and others say "too many" without a time, and the account's other leads went on asking.</summary>
    [Theory]
    [MemberData(nameof(Fetching))]
    public Task A_CRM_that_asks_for_patience_without_a_time_is_left_alone_for_ten_seconds(string name) => With(name, async (world, recording, api) =>
    {
        api.Next = (429, null, null);
        await Send(world, recording);
        await world.Fetch();
        var asked = api.Stub.Asked.Count;
        Assert.Equal(200, (await world.Send(recording, recording.Prove(recording.Lead(2, Phone), world.Now))).Status);
        await world.Fetch();
        world.Clock.Advance(TimeSpan.FromSeconds(4));
        await world.Fetch();
        Assert.Equal(asked, api.Stub.Asked.Count);

        api.Next = null;
        await world.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(world.Line.Dialled);
    });

    /// <summary>The leads of a slow CRM waited for each other in the host's places, until no account's leads were read any more.</summary>
    [Fact]
    public Task A_lead_does_not_wait_in_the_host_for_another_of_its_account() => With(nameof(Bitrix24Recording), async (world, recording, api) =>
    {
        using var thinking = new ManualResetEventSlim();
        api.Instead = _ =>
        {
            thinking.Wait(TestContext.Current.CancellationToken);
            return null;
        };
        await Send(world, recording);
        Assert.Equal(200, (await world.Send(recording, recording.Prove(recording.Lead(2, Phone), world.Now))).Status);
        var queue = world.Storage.Queue(LeadFetchQueue.QueueName);
        var messages = await queue.Receive(2, TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        var first = Handle(messages[0].Text);
        try
        {
            await Handle(messages[1].Text).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
            world.Clock.Advance(TimeSpan.FromSeconds(0.9));
            Assert.Empty(await queue.Receive(1, TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken));
        }
        finally
        {
            thinking.Set();
        }

        await first;
        world.Clock.Advance(TimeSpan.FromSeconds(1.1));
        var back = Assert.Single(await queue.Receive(1, TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken));
        Assert.Equal(0, LeadFetchQueue.Read(back.Text)!.Tries);
        await Handle(back.Text);
        Assert.Equal(2, api.Stub.Asked.Count);

        Task Handle(string text) => world.Fetcher.Handle(LeadFetchQueue.Read(text)!, TestContext.Current.CancellationToken);
    });

    [Fact]
    public Task A_lead_that_others_were_before_all_day_ends_in_the_history() => With(nameof(Bitrix24Recording), async (world, recording, api) =>
    {
        using var thinking = new ManualResetEventSlim();
        api.Instead = _ =>
        {
            thinking.Wait(TestContext.Current.CancellationToken);
            return null;
        };
        await Send(world, recording);
        var message = Assert.Single(await world.Storage.Queue(LeadFetchQueue.QueueName).Receive(1, TimeSpan.FromDays(2), TestContext.Current.CancellationToken));
        var wanted = LeadFetchQueue.Read(message.Text)!;
        var first = world.Fetcher.Handle(wanted, TestContext.Current.CancellationToken);
        try
        {
            await world.Fetcher.Handle(wanted with { EventId = "e", HeardAt = world.Now - LeadFetcher.Patience }, TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
            Assert.Equal(CallOutcome.Expired, Assert.Single(await world.Calls()).Outcome);
        }
        finally
        {
            thinking.Set();
        }

        await first;
    });

    [Fact]
    public async Task Bitrix24_says_too_many_in_words()
    {
        var recording = new Bitrix24Recording();
        await With(nameof(Bitrix24Recording), async (world, _, api) =>
        {
            api.Next = (503, """{"error":"QUERY_LIMIT_EXCEEDED","error_description":"Too many requests"}""", null);
            await Send(world, recording);
            await world.Work();
            Assert.Contains(world.Logged.Lines, line => line.Contains("QUERY_LIMIT_EXCEEDED", StringComparison.Ordinal));
            api.Next = null;
            await world.Pass(TimeSpan.FromSeconds(10));
            Assert.Single(world.Line.Dialled);
        });
    }

    [Fact]
    public Task Zoho_makes_an_access_token_once_and_again_when_it_is_refused() => With(nameof(ZohoWatchRecording), async (world, recording, api) =>
    {
        (api.Next, api.TokensToo) = ((400, """{"error":"invalid_code"}""", null), true);
        await Send(world, recording);
        await world.Work();
        Assert.Equal(["/accounts/oauth/v2/token"], api.Stub.Asked.Select(asked => asked.Path));

        (api.Next, api.TokensToo) = ((401, """{"code":"INVALID_TOKEN"}""", null), false);
        await world.Pass(TimeSpan.FromMinutes(1));
        api.Next = null;
        await world.Pass(TimeSpan.FromMinutes(2));
        Assert.Single(world.Line.Dialled);
        Assert.Equal("Zoho-oauthtoken 1000.access", api.Stub.Asked[^1].Authorization);
        var tokens = api.Stub.Asked.Count(asked => FetchApi.IsToken(asked.Path));
        Assert.True(tokens >= 3, "A refused token was used again.");

        Assert.Equal(200, (await world.Send(recording, recording.Prove(recording.Lead(2, Phone), world.Now))).Status);
        await world.Work();
        Assert.Equal(tokens, api.Stub.Asked.Count(asked => FetchApi.IsToken(asked.Path)));
    });

    [Fact]
    public Task Meta_says_too_many_by_a_code() => With(nameof(MetaRecording), async (world, recording, api) =>
    {
        api.Next = (400, """{"error":{"message":"(#4) Application request limit reached","type":"OAuthException","code":4}}""", null);
        await Send(world, recording);
        await world.Work();
        var asked = api.Stub.Asked.Count;
        await world.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal(asked, api.Stub.Asked.Count);
    });

    [Fact]
    public Task What_failed_too_often_for_the_host_is_put_back_and_ends_after_a_day() => With(nameof(HubSpotAppRecording), async (world, recording, api) =>
    {
        var fetch = new Click2Call.Intake.LeadFetch
        {
            Account = CrmWorld.AccountId, ClickToCall = "sales", Source = "hubspot", EventId = "e", Kind = "contacts", RecordId = "1", HeardAt = world.Now,
        };
        await world.Fetcher.PutBack(fetch, TestContext.Current.CancellationToken);
        Assert.Equal(1, await world.FetchesWaiting());
        await world.Pass(TimeSpan.FromMinutes(6));
        Assert.Single(world.Line.Dialled);

        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.Fetcher.PutBack(fetch with { EventId = "f" }, TestContext.Current.CancellationToken);
        Assert.Equal(0, await world.FetchesWaiting());
        Assert.Contains(await world.Calls(), call => call.Outcome == CallOutcome.Expired);
    });

    [Fact]
    public Task A_redirect_is_not_followed_with_the_token() => With(nameof(HubSpotAppRecording), async (world, recording, api) =>
    {
        api.Next = (302, null, null);
        await Send(world, recording);
        await world.Work();
        Assert.Single(api.Stub.Asked);
        Assert.Equal(1, await world.FetchesWaiting());
    });

    [Fact]
    public async Task Plain_http_carries_no_token_unless_private_networks_are_allowed()
    {
        using var outside = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = (_, _) => throw new InvalidOperationException("It connects.") });
        var answer = await new CrmHttp(outside, allowPlain: false, TimeProvider.System).Send(
            HttpMethod.Get, new Uri("http://127.0.0.1:9/"), [("Authorization", "Bearer x")], null, TestContext.Current.CancellationToken);
        Assert.Equal((0, "The address does not begin with https."), (answer.Status, answer.Problem));
    }

    private static bool Fetches(Recording recording) => recording.SecretValues.ContainsKey(recording.ReadingSecret) && recording is not Bitrix24CallbackRecording;

    private static int Reads(FetchApi api) => api.Stub.Asked.Count(asked => !FetchApi.IsToken(asked.Path));

    private static async Task Send(CrmWorld world, Recording recording) =>
        Assert.Equal(200, (await world.Send(recording, recording.Prove(recording.Lead(1, Phone), world.Now))).Status);

    private static Task With(string name, Func<CrmWorld, Recording, FetchApi, Task> test) => FetchApi.With(AllRecordings.Find(name), test);
}
