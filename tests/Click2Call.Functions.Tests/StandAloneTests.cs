using System.Net;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests;

/// <summary>The stand-alone host as a process, on a real Azurite.</summary>
public sealed class StandAloneTests : IAsyncLifetime
{
    private readonly Probe _probe = new();
    private readonly HttpClient _client = new();
    private readonly int _port = FreePort.Next();
    private Azurite? _azurite;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Works_queues_and_timers_off_and_has_no_door_to_them()
    {
        await using var app = await Start();
        var queue = AzuriteFixture.Account(_azurite!.ConnectionString).Queue("probe");
        await queue.Put("ok 1", TimeSpan.Zero, null, Cancel);
        await Probe.Until(() => _probe.Lines.Contains("ok 1") && _probe.Lines.Contains("tick"), "message and tick");
        await Probe.Until(() => queue.ApproximateCount(Cancel).GetAwaiter().GetResult() == 0, "the message is deleted");

        using var post = await _client.PostAsync(At("probe-queue"), new StringContent("""{"Data":{"message":"\"evil\""}}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, post.StatusCode);
        Assert.Equal("""{"status":"ready"}""", await _client.GetStringAsync(At("health/ready"), Cancel));
    }

    [Fact]
    public async Task Takes_a_message_of_its_own_at_once_however_seldom_it_looks()
    {
        await using var app = await Start(("StandAlone__ActivePoll", "00:01:00"), ("StandAlone__IdlePoll", "00:01:00"));
        await Probe.Until(() => _probe.Lines.Contains("tick"), "it is at work, and has looked once");
        var started = TimeProvider.System.GetTimestamp();
        using var put = await _client.GetAsync(At("probe/put?text=ok%20now"), Cancel);
        await Probe.Until(() => _probe.Lines.Contains("ok now"), "the message");
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "It waited for its next look.");
    }

    [Fact]
    public async Task Finishes_what_is_in_work_when_it_is_asked_to_end_and_takes_nothing_new()
    {
        await using var app = await Start();
        var queue = AzuriteFixture.Account(_azurite!.ConnectionString).Queue("probe");
        await queue.Put($"wait {_probe.Gate}", TimeSpan.Zero, null, Cancel);
        await Probe.Until(() => _probe.Lines.Contains($"wait {_probe.Gate}"), "the message is in work");
        var visit = _client.GetStringAsync(At($"probe/slow?until={Uri.EscapeDataString(_probe.Gate)}"), Cancel);
        await Probe.Until(() => _probe.Lines.Contains("slow begins"), "the visitor is in");

        app.Terminate();
        await Probe.Until(() => IsClosed(), "no new visitors");
        await queue.Put("too late", TimeSpan.Zero, null, Cancel);
        _probe.OpenGate();

        Assert.Equal("slow done", await visit);
        Assert.Equal(0, await app.Ended());
        Assert.Contains($"done {_probe.Gate}", _probe.Lines);
        Assert.DoesNotContain("too late", _probe.Lines);
        Assert.Equal(1, await queue.ApproximateCount(Cancel));
        Assert.Empty(app.Errors);
    }

    [Fact]
    public async Task Ends_after_the_drain_time_whatever_is_still_in_work()
    {
        await using var app = await Start(("StandAlone__DrainTime", "00:00:01"));
        var queue = AzuriteFixture.Account(_azurite!.ConnectionString).Queue("probe");
        await queue.Put("wait /nowhere/at/all", TimeSpan.Zero, null, Cancel);
        await Probe.Until(() => _probe.Lines.Contains("wait /nowhere/at/all"), "the message is in work");
        app.Terminate();
        Assert.Equal(0, await app.Ended());
        Assert.Equal(1, await queue.ApproximateCount(Cancel));
    }

    [Fact]
    public async Task Goes_on_when_storage_comes_back_and_says_so_once()
    {
        await using var app = await Start();
        await _azurite!.Kill();
        await Probe.Until(() => app.Errors.Any(line => line.Contains("Storage is down", StringComparison.Ordinal)), "it notices");
        using var ready = await _client.GetAsync(At("health/ready"), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(At("health/live"), Cancel)).StatusCode);

        await _azurite.Restart();
        var queue = AzuriteFixture.Account(_azurite.ConnectionString).Queue("probe");
        await queue.Create(Cancel);
        await queue.Put("ok after", TimeSpan.Zero, null, Cancel);
        await Probe.Until(() => _probe.Lines.Contains("ok after"), "it works again");
        await Probe.Until(() => app.Output.Any(line => line.Contains("Storage is back", StringComparison.Ordinal)), "it says so");
        Assert.Single(app.Errors, line => line.Contains("Storage is down", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_which_port_is_in_use()
    {
        await using var first = await Start();
        await using var second = _probe.Alone(_azurite!.ConnectionString, _port);
        Assert.Equal(1, await second.Ended());
        Assert.Equal([$"Port {_port} is in use by another program; end that one, or set ASPNETCORE_URLS to another address."], second.Errors);
    }

    [Fact]
    public async Task Never_writes_a_query_into_its_log_whatever_the_settings_say()
    {
        await using var app = await Start(("Logging__LogLevel__Default", "Trace"), ("Logging__LogLevel__Microsoft", "Trace"), ("Logging__Console__LogLevel__Default", "Trace"));
        await _client.GetStringAsync(At("probe/rest-of-it?apiKey=very-secret"), Cancel);
        using var bad = await _client.GetAsync(At("probe/bug?code=very-secret"), Cancel);
        app.Terminate();
        Assert.Equal(0, await app.Ended());
        Assert.NotEmpty(app.Errors);
        Assert.DoesNotContain(app.Output.Concat(app.Errors), line => line.Contains("very-secret", StringComparison.Ordinal));
    }

    public async ValueTask InitializeAsync() => _azurite = await Azurite.Start(keepsData: false);

    public async ValueTask DisposeAsync()
    {
        await _azurite!.DisposeAsync();
        _client.Dispose();
        _probe.Dispose();
    }

    private async Task<AppProcess> Start(params (string Name, string Value)[] settings)
    {
        for (var tries = 1; ; tries++)
        {
            var app = _probe.Alone(_azurite!.ConnectionString, _port, settings);
            await Probe.Until(() => app.Output.Any(line => line.StartsWith("Click2Call listens at", StringComparison.Ordinal)) || app.Errors.Count > 0, "it runs");

            // It gives storage 20 s, and a machine may stand still for longer.
            if (tries == 3 || !app.Errors.Any(line => line.Contains("can't be reached; check AzureWebJobsStorage", StringComparison.Ordinal)))
                return app;
            await app.DisposeAsync();
        }
    }

    private bool IsClosed()
    {
        using var socket = new System.Net.Sockets.TcpClient();
        try
        {
            socket.Connect("127.0.0.1", _port);
            return false;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return true;
        }
    }

    private Uri At(string path) => new($"http://127.0.0.1:{_port}/{path}");
}
