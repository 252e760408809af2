using System.Net;
using System.Text;

namespace Click2Call.Dialects.Http;

/// <summary>
/// How lines send. Follows no redirects, keeps no cookies, uses no proxy, always verifies TLS, reads a bounded
/// answer, and knows to tell a request that was never sent from one that may have been.
/// </summary>
/// <remarks>
/// Every request has a connection of its own. A kept one that the phone system closes at the moment we write to it
/// leaves a dial of which nobody knows whether it was read, and the HTTP handler sends some requests a second time
/// on its own when a kept connection breaks. Both end in a person who is rung twice or not at all; a handshake
/// per call is cheap beside a phone that rings for seconds.
/// </remarks>
public sealed class LineHttp : IDisposable
{
    /// <summary>How much of an answer is read, in bytes after decompression.</summary>
    public const int MaxAnswer = 64 * 1024;

    /// <summary>How long a connection, TLS included, may take to be made.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(8);

    private readonly TimeProvider clock;
    private readonly HttpMessageInvoker invoker;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="clock">Time-outs run by it.</param>
    /// <param name="network">Where it may connect to.</param>
    public LineHttp(TimeProvider clock, ILineNetwork network)
    {
        this.clock = clock;
        ArgumentNullException.ThrowIfNull(network);
        invoker = new(new ResetHandler(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectTimeout = ConnectTimeout,
            MaxResponseHeadersLength = 32,
            ConnectCallback = async (connect, cancellation) => await network.Connect(connect.DnsEndPoint, cancellation),
        }));
    }

    /// <summary>Sends one request, once.</summary>
    /// <param name="request">The request; it is disposed of.</param>
    /// <param name="timeout">How long it may take until the last byte of the answer.</param>
    /// <param name="giveUp">The caller's own end of patience.</param>
    /// <param name="most">How much of the answer is read, in bytes: lists of thousands need more than the answer to a dial.</param>
    public async Task<LineReply> Send(HttpRequestMessage request, TimeSpan timeout, CancellationToken giveUp, int most = MaxAnswer)
    {
        ArgumentNullException.ThrowIfNull(request);
        // A request without a body gets an empty one: else the handler sends it up to four times when the
        // connection closes without an answer, and a GET may dial as well as a POST.
        var sent = new WatchedContent(request.Content ?? new ByteArrayContent([]));
        request.Content = sent;
        // Some firewalls turn away what does not say who it is.
        request.Headers.TryAddWithoutValidation("User-Agent", "Click2Call");
        using var late = new CancellationTokenSource(timeout, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(late.Token, giveUp);
        using (request)
        using (var span = LineSpan.Begin(request))
        {
            try
            {
                using var response = await invoker.SendAsync(request, ending.Token);
                return span.End(await Read(response, most, ending.Token));
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                return span.End(sent.Started ? new LineReply.Broken(ExplainBroken(e)) : new LineReply.NotSent(ExplainNotSent(e)));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => invoker.Dispose();

    private static async Task<LineReply> Read(HttpResponseMessage response, int most, CancellationToken ending)
    {
        var status = (int)response.StatusCode;
        var type = response.Content.Headers.ContentType;
        var bytes = new byte[MaxAnswer];
        var length = 0;
        var whole = false;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(ending);
            while (length < most)
            {
                if (length == bytes.Length)
                    Array.Resize(ref bytes, Math.Min(most, length * 2));
                var read = await body.ReadAsync(bytes.AsMemory(length, Math.Min(most, bytes.Length) - length), ending);
                if (read == 0)
                {
                    whole = true;
                    break;
                }

                length += read;
            }
        }
        catch (Exception e) when (!response.IsSuccessStatusCode && e is HttpRequestException or IOException or OperationCanceledException or InvalidDataException)
        {
            // The status has said it already. What came of the body may hold the phone system's reason.
        }
        catch (InvalidDataException)
        {
            return new LineReply.Answered(status, type?.MediaType?.ToLowerInvariant() ?? "", "", Whole: false);
        }

        var latin = string.Equals(type?.CharSet?.Trim('"'), "iso-8859-1", StringComparison.OrdinalIgnoreCase);
        var text = (latin ? Encoding.Latin1 : Encoding.UTF8).GetString(bytes, 0, length).TrimStart('\uFEFF');
        return new LineReply.Answered(status, type?.MediaType?.ToLowerInvariant() ?? "", text, whole);
    }

    private static string ExplainBroken(Exception e) => e is OperationCanceledException
        ? "The phone system did not answer in time."
        : "The connection broke before the phone system had answered.";

    private static string ExplainNotSent(Exception e) => e switch
    {
        OperationCanceledException => "The phone system could not be connected to in time.",
        { InnerException: PrivateAddressException refused } => refused.Message,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "The phone system's name could not be resolved.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "No secure connection to the phone system: its certificate or TLS is not valid.",
        _ => "The phone system could not be connected to.",
    };
}
