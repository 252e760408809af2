using System.Globalization;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Events;
using Click2Call.Functions.Events;
using Click2Call.Lines;
using Click2Call.Testing;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Functions.Tests.Events;

/// <summary>One POST to a receiver: what it carries, and what its answer means.</summary>
public sealed class EventSenderTests : IAsyncDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private readonly ManualClock _clock = new();
    private readonly OutgoingHttp _http = new(allowPrivate: false);
    private Receiver? _receiver;

    [Fact]
    public async Task It_is_signed_so_that_the_reference_library_takes_it_with_either_secret_of_a_rotation()
    {
        var endpoint = await Endpoint() with { Secrets = ["new-key", "old-key"] };
        var old = StandardWebhooks.NewSecret();
        Assert.Equal(new SendResult.Done(204), await Send(endpoint, ("new-key", Secret), ("old-key", old)));
        var post = Assert.Single(_receiver!.Posts);
        Assert.Equal(("POST", "/calls?of=ours", """{"type":"call.ended","name":"דנה"}"""), (post.Method, post.Path, post.Body));
        Assert.Equal(("application/json", "evt-1", "Click2Call"), (post.Headers["Content-Type"], post.Headers["webhook-id"], post.Headers["User-Agent"]));
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), post.Headers["webhook-timestamp"]);
        foreach (var secret in new[] { Secret, old })
        {
            var verified = await StandardWebhooksLibrary.Verifies(post, secret);
            Assert.SkipWhen(verified is null, "npm ci could not install standardwebhooks.");
            Assert.True(verified);
        }

        Assert.True(await StandardWebhooksLibrary.DocumentedReceiverTakes(post, Secret));
        Assert.False(await StandardWebhooksLibrary.DocumentedReceiverTakes(post with { Body = post.Body + " " }, Secret));
        Assert.False(await StandardWebhooksLibrary.Verifies(post, StandardWebhooks.NewSecret()));
        Assert.False(await StandardWebhooksLibrary.Verifies(post with { Body = post.Body.Replace("ended", "ender", StringComparison.Ordinal) }, Secret));
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(204, null)]
    [InlineData(301, "redirects")]
    [InlineData(307, "redirects")]
    [InlineData(400, "HTTP 400")]
    [InlineData(404, "HTTP 404")]
    [InlineData(429, "HTTP 429")]
    [InlineData(500, "HTTP 500")]
    public async Task Statuses(int status, string? problem)
    {
        var endpoint = await Endpoint();
        _receiver!.Answer = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        var result = await Send(endpoint, ("key", Secret));
        Assert.Single(_receiver.Posts);
        if (problem is null)
            Assert.Equal(new SendResult.Done(status), result);
        else
            Assert.Contains(problem, Assert.IsType<SendResult.Failed>(result).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gone_is_said_as_such()
    {
        var endpoint = await Endpoint();
        _receiver!.Answer = http => { http.Response.StatusCode = 410; return Task.CompletedTask; };
        Assert.Equal(new SendResult.Gone(410), await Send(endpoint, ("key", Secret)));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Fri, 20 Nov 2026 10:05:00 GMT", 300)]
    [InlineData("Fri, 20 Nov 2026 09:00:00 GMT", null)]
    [InlineData("soon", null)]
    public async Task Retry_After_is_read_in_both_forms(string header, int? seconds)
    {
        var endpoint = await Endpoint();
        _receiver!.Answer = http =>
        {
            http.Response.StatusCode = 503;
            http.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        };
        Assert.Equal(seconds, Assert.IsType<SendResult.Failed>(await Send(endpoint, ("key", Secret))).RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_is_left_after_fifteen_seconds()
    {
        var endpoint = await Endpoint();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _receiver!.Answer = async _ => { asked.SetResult(); await over.Task; };
        var sending = Send(endpoint, ("key", Secret));
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Contains("15 seconds", Assert.IsType<SendResult.Failed>(await sending).Problem, StringComparison.Ordinal);
        over.SetResult();
    }

    // By address, by a name that leads there, by IPv6 and by IPv4 inside IPv6.
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    public async Task Private_addresses_are_not_connected_to(string host)
    {
        var endpoint = await Endpoint();
        endpoint = endpoint with { AllowPrivateNetwork = false, Url = new Uri($"https://{host}:{endpoint.Url.Port}/") };
        Assert.Contains("private network", Assert.IsType<SendResult.Failed>(await Send(endpoint, ("key", Secret))).Problem, StringComparison.Ordinal);
        Assert.Empty(_receiver!.Posts);
    }

    [Fact]
    public async Task A_redirect_into_a_private_network_is_not_followed()
    {
        var endpoint = await Endpoint();
        var other = await Receiver.Start();
        await using (other)
        {
            _receiver!.Answer = http => { http.Response.Redirect(other.Address.ToString(), permanent: false, preserveMethod: true); return Task.CompletedTask; };
            Assert.IsType<SendResult.Failed>(await Send(endpoint, ("key", Secret)));
            Assert.Empty(other.Posts);
        }
    }

    [Fact]
    public async Task Without_tls_only_where_the_operator_allows_it()
    {
        var endpoint = await Endpoint() with { AllowPrivateNetwork = false };
        Assert.Contains("https", Assert.IsType<SendResult.Failed>(await Send(endpoint, ("key", Secret))).Problem, StringComparison.Ordinal);
        Assert.Empty(_receiver!.Posts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("no base64, no base64, no base64")]
    public async Task What_cannot_be_signed_is_not_sent(string? secret)
    {
        var failed = Assert.IsType<SendResult.Failed>(await Send(await Endpoint(), secret is null ? [] : [("key", secret)]));
        if (secret is not null)
            Assert.DoesNotContain(secret, failed.Problem, StringComparison.Ordinal);
        Assert.Empty(_receiver!.Posts);
    }

    [Fact]
    public async Task A_hook_of_another_dialect_is_called_with_its_own_key_and_not_signed()
    {
        var endpoint = await Endpoint() with { Format = EventFormat.Tel4vn, Hook = "hangup", Secrets = [], Sealed = [new("foo", null)] };
        Assert.Equal(new SendResult.Done(204), await Send(endpoint));
        var post = Assert.Single(_receiver!.Posts);
        Assert.Equal("Bearer foo", post.Headers["Authorization"]);
        Assert.DoesNotContain("webhook-signature", post.Headers.Keys);
    }

    [Fact]
    public async Task A_secret_that_was_replaced_signs_for_its_time_and_no_longer()
    {
        var old = StandardWebhooks.NewSecret();
        var endpoint = await Endpoint() with { Secrets = [], Sealed = [new(Secret, null), new(old, _clock.GetUtcNow().AddHours(1))] };
        await Send(endpoint);
        _clock.Advance(TimeSpan.FromHours(1));
        await Send(endpoint);
        Assert.Equal([2, 1], _receiver!.Posts.Select(post => post.Headers["webhook-signature"].Split(' ').Length));
    }

    public async ValueTask DisposeAsync()
    {
        if (_receiver is not null)
            await _receiver.DisposeAsync();
        _http.Dispose();
    }

    private async Task<EventEndpoint> Endpoint()
    {
        _receiver = await Receiver.Start();
        return new EventEndpoint { Id = "crm", Url = _receiver.Address, Secrets = ["key"], AllowPrivateNetwork = true };
    }

    private Task<SendResult> Send(EventEndpoint endpoint, params (string Name, string Value)[] secrets) =>
        new EventSender(_http, new Secrets(secrets), new OpenSeal(), _clock).Send(
            endpoint,
            new Delivery
            {
                Id = new DeliveryId(_clock.GetUtcNow(), CallId.New(_clock), 1, endpoint.Id), Account = "acme", EventId = "evt-1", Type = CallEventType.Ended,
                Body = """{"type":"call.ended","name":"דנה"}""", Since = _clock.GetUtcNow(),
            },
            TestContext.Current.CancellationToken);

    private sealed class Secrets((string Name, string Value)[] known) : ISecrets
    {
        public ValueTask<string> Get(string name, CancellationToken cancellation) =>
            Array.Find(known, one => one.Name == name) is { Value: { } value } ? new(value) : throw new SecretUnavailableException($"There is no secret '{name}'.");
    }

    private sealed class OpenSeal : ISecretSeal
    {
        public ValueTask<string> Seal(string secret, CancellationToken cancellation) => new(secret);

        public ValueTask<string?> Open(string text, CancellationToken cancellation) => new(text);
    }
}
