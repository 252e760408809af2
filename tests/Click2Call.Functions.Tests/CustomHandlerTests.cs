using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests;

/// <summary>The custom handler as a process, behind a host that treats requests and answers as the Functions host does.</summary>
public sealed class CustomHandlerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly Probe _probe = new();
    private readonly HttpClient _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serves_HTTP_functions_at_their_routes_as_the_host_forwards_them()
    {
        await using var host = await Start();

        var query = await _client.GetStringAsync(new Uri(host.Address, "probe/echo?a=1&a=2&b&c=x+y%20z%2B%2F&C=3"), Cancel);
        Assert.StartsWith("GET /probe/echo?a=1,2&b=&C=x%20y%20z%2B%2F,3\n", query, StringComparison.Ordinal);

        using var post = await _client.PostAsync(new Uri(host.Address, "PROBE/Echo"), new StringContent("name=Jo", Encoding.UTF8, "application/x-www-form-urlencoded"), Cancel);
        Assert.Equal(HttpStatusCode.Accepted, post.StatusCode);
        Assert.Equal("seen", Assert.Single(post.Headers.GetValues("X-Probe")));
        var body = await post.Content.ReadAsStringAsync(Cancel);
        Assert.StartsWith("POST /PROBE/Echo\n", body, StringComparison.Ordinal);
        Assert.EndsWith("\n\nname=Jo", body, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/x-www-form-urlencoded", body, StringComparison.Ordinal);

        using var chunked = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "probe/echo")) { Content = new StringContent("lost") };
        chunked.Headers.TransferEncodingChunked = true;
        using var lost = await _client.SendAsync(chunked, Cancel);
        Assert.EndsWith("\n\n", await lost.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        Assert.Equal("rest pA/deep", await _client.GetStringAsync(new Uri(host.Address, "probe/p%2541/deep"), Cancel));
        Assert.Equal("dots", await _client.GetStringAsync(new Uri(host.Address, "forwarddialer/CLICK2CALL.ASPX"), Cancel));
        Assert.Equal("Click2Call is running.\n", await _client.GetStringAsync(host.Address, Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await _client.DeleteAsync(new Uri(host.Address, "probe/other"), Cancel)).StatusCode);
    }

    [Fact]
    public async Task Words_what_a_function_did_not()
    {
        await using var host = await Start();

        using var large = await _client.PostAsync(new Uri(host.Address, "probe/echo"), new StringContent(new string('x', 1001)), Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);

        using var down = await _client.GetAsync(new Uri(host.Address, "probe/down"), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, down.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), down.Headers.RetryAfter?.Delta);

        using var bug = await _client.GetAsync(new Uri(host.Address, "probe/bug?apiKey=very-secret"), Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, bug.StatusCode);
        Assert.Equal("Something went wrong on our side.\n", await bug.Content.ReadAsStringAsync(Cancel));
        await Probe.Until(() => host.WorkerOutput.Any(line => line.Contains("probe-bug failed", StringComparison.Ordinal)), "the error is logged");
        Assert.DoesNotContain(host.WorkerOutput, line => line.Contains("very-secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("12")]
    [InlineData("""{"account":"demo","call":"x","DequeueCount":"99","Data":{"message":"no"}}""")]
    [InlineData("\"quoted\"")]
    [InlineData("Grüße, „Jörg“ \\ / \t 電話")]
    public async Task Gives_a_queue_function_the_text_as_it_was_put(string text)
    {
        await using var host = await Start();
        var result = await host.Send("probe-queue", text);
        Assert.Equal((InvocationOutcome.Succeeded, 200), (result.Outcome, result.Status));
        Assert.Equal("""{"Outputs":{},"Logs":[],"ReturnValue":null}""", result.Body);
        Assert.Equal([text], _probe.Lines);
    }

    [Fact]
    public async Task Takes_the_largest_message_that_a_queue_can_hold()
    {
        await using var host = await Start();
        // Nothing grows more when it is encoded twice than a control character: seven bytes from one.
        var text = new string('\u0001', 48 * 1024);
        Assert.Equal(InvocationOutcome.Succeeded, (await host.Send("probe-queue", text)).Outcome);
        Assert.Equal([text], _probe.Lines);
        var tooLarge = await host.Send("probe-queue", new string('x', 2 * 1024 * 1024));
        Assert.Equal(InvocationOutcome.Failed, tooLarge.Outcome);
        Assert.Contains(tooLarge.Status, (int[])[0, 413]);
    }

    [Fact]
    public async Task Answers_a_failure_with_500_and_a_tick_with_200()
    {
        await using var host = await Start();
        var failed = await host.Send("probe-queue", "fail");
        Assert.Equal((InvocationOutcome.Failed, 500), (failed.Outcome, failed.Status));
        Assert.StartsWith("{", failed.Body, StringComparison.Ordinal);
        Assert.Equal(InvocationOutcome.Succeeded, (await host.Tick("probe-tick")).Outcome);

        // The Functions host keeps the time: no tick but the one it sent.
        Assert.Equal(["fail", "tick"], _probe.Lines);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Cookie", "a=b")]
    [InlineData("Sec-Fetch-Mode", "no-cors")]
    [InlineData("Host", "click2call.example")]
    [InlineData("Content-Type", "text/plain")]
    public async Task Refuses_a_stranger_who_posts_to_a_queue_function(string header, string value)
    {
        await using var host = await Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{host.WorkerPort}/probe-queue");
        request.Content = new StringContent("""{"Data":{"message":"\"evil\""}}""", new MediaTypeHeaderValue("application/json"));
        if (header == "Content-Type")
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(value);
        else
            Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        using var response = await _client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(_probe.Lines);

        // Nor does a visitor get there through the host.
        request.Dispose();
        using var visitor = await _client.PostAsync(new Uri(host.Address, "probe-queue"), new StringContent("""{"Data":{"message":"\"evil\""}}""", new MediaTypeHeaderValue("application/json")), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, visitor.StatusCode);
        Assert.Empty(_probe.Lines);
    }

    [Fact]
    public async Task Listens_only_where_the_Functions_host_says()
    {
        using var nobody = new Nobody();
        var inherited = nobody.Port;
        await using var host = await Start(settings => settings with
        {
            Environment = new Dictionary<string, string>(settings.Environment)
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{inherited}",
                ["ASPNETCORE_HTTP_PORTS"] = $"{inherited}",
                ["Kestrel__Endpoints__Http__Url"] = $"http://127.0.0.1:{inherited}",
            },
        });
        using var socket = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(async () => await socket.ConnectAsync("127.0.0.1", inherited, Cancel));
        Assert.Equal("live", await Status(host, "health/live"));
    }

    [Fact]
    public async Task Ends_with_an_error_even_when_it_is_asked_to_end_so_that_the_host_starts_it_again()
    {
        await using var host = await Start();
        AppProcess.Send(host.WorkerId, 15);
        await Probe.Until(() => host.WorkerStarts == 2 && host.WorkerExitCodes.Count == 1, "it is started again");
        Assert.Equal([1], host.WorkerExitCodes);
        await Probe.Until(() => host.WorkerOutput.Any(line => line.Contains("asked to end", StringComparison.Ordinal)), "it says why");
    }

    [Fact]
    public async Task Is_given_up_at_the_third_crash()
    {
        await using var host = await Start();
        for (var i = 1; i <= 3; i++)
        {
            await Probe.Until(() => host.WorkerStarts == i, "it runs");
            await Probe.Until(() => _client.GetAsync(host.Address, Cancel).GetAwaiter().GetResult().IsSuccessStatusCode, "it answers");
            Assert.Equal(InvocationOutcome.Failed, (await host.Send("probe-queue", "exit 3")).Outcome);
        }

        await Probe.Until(() => host.GaveUp, "the host gives up");
        Assert.Equal([3, 3, 3], host.WorkerExitCodes);
    }

    [Fact]
    public async Task Works_the_queue_off_with_retries_and_poison()
    {
        var queue = azurite.Queue("probe");
        await queue.Create(Cancel);
        await using var host = await Start(settings => settings with { PumpsQueues = true, RetryAfter = TimeSpan.Zero, MaxDequeueCount = 3 });
        await queue.Put("ok 1", TimeSpan.Zero, null, Cancel);
        await queue.Put("fail 2", TimeSpan.Zero, null, Cancel);
        var poison = azurite.Queue("probe-poison");
        await Probe.Until(() => _probe.Lines.Count(line => line == "fail 2") == 3 && queue.ApproximateCount(Cancel).GetAwaiter().GetResult() == 0, "both are gone");
        Assert.Single(_probe.Lines, "ok 1");
        Assert.Equal("fail 2", Assert.Single(await poison.Receive(1, TimeSpan.FromSeconds(30), Cancel)).Text);
    }

    [Fact]
    public async Task A_killed_worker_is_started_again_and_its_message_comes_again()
    {
        var queue = azurite.Queue("probe");
        await queue.Create(Cancel);
        await using var host = await Start(settings => settings with { PumpsQueues = true, RetryAfter = TimeSpan.FromSeconds(1), MaxDequeueCount = 1000 });
        await queue.Put($"wait {_probe.Gate}", TimeSpan.Zero, null, Cancel);
        await Probe.Until(() => _probe.Lines.Count == 1, "the message is in work");
        host.KillWorker();
        await Probe.Until(() => _probe.Lines.Count == 2, "it comes again");
        _probe.OpenGate();
        await Probe.Until(() => _probe.Lines.Contains($"done {_probe.Gate}") && queue.ApproximateCount(Cancel).GetAwaiter().GetResult() == 0, "it is done");
        Assert.Equal(2, host.WorkerStarts);
    }

    public void Dispose()
    {
        _client.Dispose();
        _probe.Dispose();
    }

    private Task<FunctionsHostStub> Start(Func<FunctionsHostSettings, FunctionsHostSettings>? change = null) =>
        _probe.BehindFunctionsHost(azurite.ConnectionString, settings => (change ?? (same => same))(settings with { PumpsQueues = false }));

    private async Task<string> Status(FunctionsHostStub host, string path)
    {
        var text = await _client.GetStringAsync(new Uri(host.Address, path), Cancel);
        return System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("status").GetString()!;
    }
}
