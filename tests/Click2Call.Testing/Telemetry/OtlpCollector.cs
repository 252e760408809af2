using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Click2Call.Testing.Telemetry;

/// <summary>A collector on 127.0.0.1 that takes OTLP over HTTP in Protocol Buffers and keeps everything ("OTLP Specification", OTLP/HTTP).</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();

    private OtlpCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        foreach (var signal in new[] { "traces", "metrics", "logs" })
            _server.MapPost("/v1/" + signal, http => Take(signal, http));
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_server.Urls.First());

    /// <summary>The values of the header <c>x-team</c> that came with requests.</summary>
    public ConcurrentBag<string> Teams { get; } = [];

    /// <summary>Every span so far.</summary>
    public IReadOnlyList<CollectedSpan> Spans => [.. Of("traces").SelectMany(body => CollectedSpan.Read(body))];

    /// <summary>Every series of every metric so far, each as often as it was sent.</summary>
    public IReadOnlyList<CollectedMetric> Metrics => [.. Of("metrics").SelectMany(body => CollectedMetric.Read(body))];

    /// <summary>How many requests came for a signal: <c>traces</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public int Count(string signal) => Of(signal).Count();

    /// <summary>
    /// Everything that came, as text. Protocol Buffers keep texts as they are, so whatever was sent as a text is found in it.
    /// </summary>
    public string Everything => string.Concat(_received.Select(received => Encoding.UTF8.GetString(received.Body)));

    /// <summary>Starts one.</summary>
    public static async Task<OtlpCollector> Start()
    {
        var collector = new OtlpCollector();
        await collector._server.StartAsync();
        return collector;
    }

    /// <summary>A trace, once every span of it has come whose child is there, and at least one of each name: spans come in batches, seconds apart.</summary>
    /// <param name="traceId">Its id.</param>
    /// <param name="patience">How long.</param>
    /// <param name="names">The names.</param>
    /// <exception cref="TimeoutException">Something did not come; with what did.</exception>
    public async Task<List<CollectedSpan>> WholeTrace(string traceId, TimeSpan patience, params string[] names)
    {
        List<CollectedSpan> trace = [];
        try
        {
            await Patience.Until(
                () =>
                {
                    trace = [.. Spans.Where(span => span.TraceId == traceId)];
                    var ids = trace.Select(span => span.SpanId).ToHashSet();
                    return trace.TrueForAll(span => span.ParentId.Length == 0 || ids.Contains(span.ParentId)) && names.All(name => trace.Exists(span => span.Name == name));
                },
                "The whole trace came",
                patience);
            return trace;
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} There is: {string.Join(", ", trace.Select(span => $"{span.Name} {span.SpanId} of {span.ParentId}"))}");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IEnumerable<byte[]> Of(string signal) => _received.Where(received => received.Signal == signal).Select(received => received.Body);

    private async Task Take(string signal, HttpContext http)
    {
        if (http.Request.Headers["x-team"] is [{ } team])
            Teams.Add(team);
        if (http.Request.ContentType != "application/x-protobuf" || http.Request.Headers.ContentEncoding.Count > 0)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _received.Enqueue((signal, body.ToArray()));
        http.Response.ContentType = "application/x-protobuf";
    }
}
