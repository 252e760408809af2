using System.Text;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Technoline.Modules;
using Click2Call.Dialects.Tests.Http;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Tests.Technoline.Modules;

/// <summary>The pitfalls of the PBX Documentation Center: whatever happens, the phone system gets 200 and JSON of a known type.</summary>
public sealed class ModuleDoorTests
{
    private static readonly string[] Types =
        ["simpleMessage", "audioPlayer", "simpleMenu", "getDTMF", "record", "stt", "simpleRouting", "ipRouting", "goTo", "hangup", "playAllCampaigns", "creditCard"];

    private readonly FlowBench bench = new();

    private static string Token => $"demo.by-caller.{FlowBench.Secret}";

    [Fact]
    public async Task Answers_over_HTTP_as_the_reference_wants_it()
    {
        await using var host = await FrontHost.Start(http => bench.Door().Answer(http, Token));
        var answer = await host.Client.GetAsync(new Uri(host.Address, "?PBXphone=0547654321&PBXcallId=a1b2c3&PBXcallStatus=CALL&PBXextensionId=100&PBXcallType=in"), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("""{"type":"goTo","goTo":"101"}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["PBXphone"] = "0547654321", ["PBXcallId"] = "posted", ["PBXcallStatus"] = "CALL" });
        var posted = await host.Client.PostAsync(host.Address, form, TestContext.Current.CancellationToken);
        Assert.Equal("""{"type":"goTo","goTo":"101"}""", await posted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("demo.by-caller.wrong")]
    [InlineData("demo.nothing.s3cr3t")]
    [InlineData("nobody.by-caller.s3cr3t")]
    [InlineData("..")]
    [InlineData("demo.by-caller.")]
    [InlineData("")]
    [InlineData(null)]
    public async Task An_address_that_no_flow_has_is_answered_with_modules_that_tell_nothing(string? token)
    {
        var json = await Get(token, "?PBXphone=0547654321&PBXcallId=x&PBXcallStatus=CALL");
        Assert.Equal("""[{"type":"simpleMessage","files":[{"text":"אירעה תקלה. אנא התקשרו שוב מאוחר יותר."}]},{"type":"hangup"}]""", json);
    }

    [Fact]
    public async Task Storage_that_is_down_is_an_apology_and_not_an_error_page()
    {
        bench.Storage.Hooks.Before = _ => throw new Click2Call.Storage.Rest.StorageException(Click2Call.Storage.Rest.StorageProblem.Unavailable, "503");
        Valid(await Get(Token, "?PBXphone=0521112222&PBXcallId=x&PBXcallStatus=CALL"));
        bench.Directory.Down = true;
        Valid(await Get(Token, "?PBXphone=0521112222&PBXcallId=x&PBXcallStatus=CALL"));
    }

    [Fact]
    public async Task A_bug_is_an_apology_in_the_flows_own_words()
    {
        var own = new FlowBench("""
            { "id": "f", "name": "F", "apology": "Please stay", "refuge": "200", "steps": [
                { "id": "ask", "do": "lead", "clickToCall": "website", "next": "bye", "otherwise": "bye" }, { "id": "bye", "do": "hangUp" }] }
            """);
        own.Desk.OnPlace = _ => throw new InvalidOperationException("a bug");
        Assert.Equal(
            """[{"type":"simpleMessage","files":[{"text":"Please stay"}]},{"type":"goTo","goTo":"200"}]""",
            await own.Ask("f", "PBXphone=0547654321&PBXcallId=x&PBXcallStatus=CALL"));
    }

    [Fact]
    public async Task Storage_that_never_answers_is_an_apology_before_the_phone_system_gives_up()
    {
        var forever = new TaskCompletionSource();
        bench.Storage.Hooks.Before = async _ => await forever.Task;
        var answer = Get(Token, "?PBXphone=0521112222&PBXcallId=x&PBXcallStatus=CALL");
        bench.Clock.Advance(ModuleDoor.Patience + TimeSpan.FromSeconds(1));
        Valid(await answer);
    }

    /// <summary>Callers heard our apology and were hung up on: of two patiences of the same length the outer ended first, and knew of no flow.</summary>
    [Theory]
    [InlineData("?PBXphone=0521112222&PBXcallId=x&PBXcallStatus=CALL", """[{"type":"simpleMessage","files":[{"text":"Please stay"}]},{"type":"goTo","goTo":"200"}]""")]
    [InlineData("?caller=0521112222&extension=100", """[{"type":"simpleMessage","files":[{"text":"Please stay"}]},{"type":"goTo","extension":"200"}]""")]
    public async Task Storage_that_never_answers_is_an_apology_in_the_flows_own_words(string query, string said)
    {
        var own = new FlowBench("""
            { "id": "f", "name": "F", "apology": "Please stay", "refuge": "200", "steps": [{ "id": "bye", "do": "hangUp" }] }
            """);
        var (found, asked, forever) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        own.Storage.Hooks.Before = async _ =>
        {
            asked.TrySetResult();
            await forever.Task;
        };
        var answer = Send(own.Door(new LateDirectory(own.Directory, found.Task)), $"acme.f.{FlowBench.Secret}", http => http.Request.QueryString = new(query));
        own.Clock.Advance(TimeSpan.FromSeconds(5));
        found.SetResult();
        await asked.Task;
        own.Clock.Advance(ModuleDoor.Patience - TimeSpan.FromSeconds(5));
        Assert.Equal(said, await answer.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Each_of_thirty_steps_reads_storage_once_and_writes_it_once()
    {
        var steps = Enumerable.Range(1, 30).Select(step => $$"""{ "id": "q{{step}}", "do": "digits", "max": 1, "play": [{ "text": "{{step}}" }], "next": "{{(step == 30 ? "bye" : $"q{step + 1}")}}" }""");
        var long30 = new FlowBench($$"""{ "id": "f", "name": "F", "steps": [{{string.Join(", ", steps)}}, { "id": "bye", "do": "hangUp" }] }""");
        var requests = new List<string>();
        long30.Storage.Hooks.Before = step =>
        {
            requests.Add(step.Operation);
            return default;
        };
        var turns = new List<string>();
        var player = new FlowPlayer(
            async query =>
            {
                requests.Clear();
                var answer = await Send(long30.Door(), $"acme.f.{FlowBench.Secret}", http => http.Request.QueryString = new("?" + query));
                turns.Add(string.Join(' ', requests));
                return answer;
            },
            "0542345678", "call-1");
        var journey = await player.Play(Enumerable.Repeat("7", 30));
        Assert.Equal((31, "hung up by the flow"), (journey.Events.Count, journey.End));
        // The entry may look under the day before; then an answer to each step, and what is told of the end.
        Assert.EndsWith("Table.Get Table.Insert", turns[0], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Repeat("Table.Get Table.Replace", 31), turns.Skip(1));
    }

    [Fact]
    public void No_secret_and_no_number_is_in_what_a_request_prints()
    {
        var request = ModuleRequest.Read("PBXphone=0547654321&PBXcallId=x&PBXcallStatus=CALL&s1_card=4580");
        Assert.DoesNotContain("0547654321", request.ToString(), StringComparison.Ordinal);
        Assert.True(Click2Call.Flows.FlowAddress.TryParse(Token, out var address));
        Assert.DoesNotContain(FlowBench.Secret, address.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_input_never_gets_anything_but_valid_JSON()
    {
        // The same every time: a failure can be run again.
        var random = new Random(20260301);
        string[] flows = ["press-1", "after-hours", "by-caller"];
        string[] names = ["PBXphone", "PBXcallId", "PBXcallStatus", "PBXextensionId", "PBXnum", "caller", "extension", "dtmf", "s1_main", "s1_main[]", "s1_closed", "s2_number", "s3_ask", "timestamp", "", "[]", "s1_", "%00", "s1_main%5B0%5D", "__proto__"];
        string[] values = ["1", "2", "ERROR", "CALL", "HANGUP", "x", "", "0547654321", "%", "%ff", "%00", "%F0%9F%92%A3", "%ED%A0%80", "{caller}", "\"}]", "<html>", "99999999999999999999", "-1", "%0d%0aSet-Cookie:x", new string('9', 5000), "*", "%23"];
        bench.Clock.Advance(TimeSpan.FromHours(random.Next(24)));
        for (var round = 0; round < 3000; round++)
        {
            var query = "?" + string.Join('&', Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(10) == 0 ? names[random.Next(names.Length)] : $"{names[random.Next(names.Length)]}={values[random.Next(values.Length)]}"));
            var token = $"demo.{flows[random.Next(flows.Length)]}.{FlowBench.Secret}";
            if (random.Next(4) == 0)
                Valid(await Post(token, query, random.Next(2) == 0 ? "application/json" : "application/x-www-form-urlencoded", values[random.Next(values.Length)] + query), query);
            else
                Valid(await Get(token, query), query);
            if (random.Next(50) == 0)
                bench.Clock.Advance(TimeSpan.FromHours(random.Next(30)));
        }
    }

    private static void Valid(string json, string because = "")
    {
        if (json == "{}" && because.Contains("HANGUP", StringComparison.OrdinalIgnoreCase))
            return;
        using var document = JsonDocument.Parse(json);
        var modules = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToArray() : [document.RootElement];
        Assert.NotEmpty(modules);
        Assert.All(modules, module => Assert.Contains(module.GetProperty("type").GetString(), Types));
    }

    private Task<string> Get(string? token, string query) => Send(token, http => http.Request.QueryString = new(query));

    private Task<string> Post(string token, string query, string contentType, string body) => Send(token, http =>
    {
        http.Request.Method = "POST";
        http.Request.QueryString = new(query);
        http.Request.ContentType = contentType;
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
    });

    private Task<string> Send(string? token, Action<HttpContext> set) => Send(bench.Door(), token, set);

    private static async Task<string> Send(ModuleDoor door, string? token, Action<HttpContext> set)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "GET";
        set(http);
        var body = new MemoryStream();
        http.Response.Body = body;
        await door.Answer(http, token);
        Assert.Equal(200, http.Response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", http.Response.ContentType);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    /// <summary>Finds an account when it is told to.</summary>
    private sealed class LateDirectory(IDirectory directory, Task until) : IDirectory
    {
        public async ValueTask<Account?> Find(string account, CancellationToken cancellation)
        {
            await until;
            return await directory.Find(account, cancellation);
        }

        public ValueTask<ApiKey?> FindKey(string presented, CancellationToken cancellation) => directory.FindKey(presented, cancellation);

        public ValueTask<IReadOnlyList<string>> List(CancellationToken cancellation) => directory.List(cancellation);
    }
}
