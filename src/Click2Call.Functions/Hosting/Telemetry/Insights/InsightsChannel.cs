using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Azure.Core;

namespace Click2Call.Hosting.Telemetry.Insights;

/// <summary>
/// Sends lines of JSON to Application Insights (<c>/v2.1/track</c>), as the app's identity. What could not be sent goes before the next, up to a
/// limit: telemetry must never take the memory that calls need.
/// </summary>
internal sealed class InsightsChannel(InsightsConnection connection, TokenCredential? identity, HttpMessageHandler? handler = null) : IDisposable
{
    private const int MostKept = 16;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // "Microsoft Entra authentication for Application Insights": the audience of the public cloud.
    private static readonly TokenRequestContext Scope = new(["https://monitor.azure.com//.default"]);

    private readonly HttpClient _client = new(handler ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ActivityHeadersPropagator = null }) { Timeout = Timeout };
    private readonly Uri _track = new(connection.Ingestion, "v2.1/track");
    private readonly Queue<byte[]> _kept = new();
    private readonly Lock _gate = new();

    /// <summary>The key that each line names.</summary>
    public string InstrumentationKey => connection.InstrumentationKey;

    /// <summary>Sends; false when it was kept for later, or dropped because it can never be taken.</summary>
    public bool Send(ReadOnlyMemory<byte> lines)
    {
        // Exporters are called by a thread each; what is sent together keeps its order.
        lock (_gate)
        {
            _kept.Enqueue(Compress(lines.Span));
            while (_kept.Count > MostKept)
                _kept.Dequeue();
            while (_kept.TryPeek(out var next))
            {
                switch (Post(next))
                {
                    case Answer.Taken:
                        _kept.Dequeue();
                        break;
                    case Answer.Never:
                        _kept.Dequeue();
                        return false;
                    default:
                        return false;
                }
            }

            return true;
        }
    }

    public void Dispose() => _client.Dispose();

    private Answer Post(byte[] body)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _track) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-json-stream");
            request.Content.Headers.ContentEncoding.Add("gzip");
            using var patience = new CancellationTokenSource(Timeout);
            if (identity is not null)
                request.Headers.Authorization = new("Bearer", identity.GetToken(Scope, patience.Token).Token);
            using var response = _client.Send(request, patience.Token);
            return response.StatusCode switch
            {
                < HttpStatusCode.MultipleChoices => Answer.Taken,

                // The role may have been given a minute ago, or the service is busy.
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => Answer.Later,
                < HttpStatusCode.InternalServerError => Answer.Never,
                _ => Answer.Later,
            };
        }
#pragma warning disable CA1031 // No connection, no token, a time-out: telemetry must disturb nobody.
        catch (Exception)
#pragma warning restore CA1031
        {
            return Answer.Later;
        }
    }

    private static byte[] Compress(ReadOnlySpan<byte> lines)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            gzip.Write(lines);
        return buffer.ToArray();
    }

    private enum Answer
    {
        Taken,
        Later,
        Never,
    }
}
