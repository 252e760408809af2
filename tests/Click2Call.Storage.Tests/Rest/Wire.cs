using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Rest;

/// <summary>
/// The service's side of the wire, played by a test: each request meets the next registered answer. A request that nobody
/// registered, and an answer that nobody asked for, fail the test.
/// </summary>
internal sealed class Wire : HttpMessageHandler
{
    public const string Key = "c2VjcmV0LWtleS1vZi10aGUtYWNjb3VudA==";

    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    public ConcurrentQueue<Seen> Requests { get; } = new();

    /// <summary>What a client sent.</summary>
    public sealed record Seen(string Method, Uri Address, IReadOnlyDictionary<string, string> Headers, string Body);

    public Wire Answer(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(_ =>
        {
            var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            foreach (var (name, value) in headers)
            {
                if (!response.Headers.TryAddWithoutValidation(name, value))
                    response.Content.Headers.TryAddWithoutValidation(name, value);
            }

            return Task.FromResult(response);
        });
        return this;
    }

    public Wire Break(Exception exception)
    {
        _answers.Enqueue(_ => Task.FromException<HttpResponseMessage>(exception));
        return this;
    }

    public Wire Silence()
    {
        _answers.Enqueue(async ct =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            throw new InvalidOperationException("Never.");
        });
        return this;
    }

    /// <summary>An account at the other end, with pauses and time-outs of a test's length.</summary>
    public StorageAccount Account(TimeProvider clock, TokenCredential? credential = null, TimeSpan? timeout = null, string? settings = null)
    {
        var options = new StorageOptions(clock)
        {
            Transport = new HttpClientTransport(this),
            Pauses = DelayStrategy.CreateFixedDelayStrategy(TimeSpan.Zero),
        };
        if (timeout is { } given)
            options.Retry.NetworkTimeout = given;
        return new StorageAccount(
            StorageSettings.Read(name => name == "Storage" ? settings ?? $"AccountName=acme;AccountKey={Key}" : null, "Storage"), options, credential);
    }

    public void NothingLeft() => Assert.Empty(_answers);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>());
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Enqueue(new Seen(
            request.Method.Method,
            request.RequestUri!,
            headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase),
            body));
        if (!_answers.TryDequeue(out var answer))
            throw new InvalidOperationException($"Nobody registered an answer to {request.Method} {request.RequestUri}.");
        return await answer(cancellationToken);
    }
}
