using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Events;
using Click2Call.Lines;
using Click2Call.Telemetry;

namespace Click2Call.Functions.Events;

/// <summary>Sends events to endpoints: one POST, 15 s, no redirects, no private addresses.</summary>
internal sealed class EventSender(OutgoingHttp http, ISecrets secrets, ISecretSeal seal, TimeProvider time) : IEventSender
{
    /// <summary>How long a receiver may take; Standard Webhooks recommends 15 to 30 s.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    public string? Body(EventEndpoint endpoint, Call call, ToldEvent told)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.Format == EventFormat.Tel4vn ? Tel4vnHook.Body(endpoint.Hook, call, told) : EventText.Of(call, told);
    }

    public async Task<SendResult> Send(EventEndpoint endpoint, Delivery delivery, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(delivery);
        if (!EndpointUrl.IsOne(endpoint.Url.OriginalString, http.Allows(endpoint.AllowPrivateNetwork)))
            return new SendResult.Failed(null, "The address must begin with https.");
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.TryAddWithoutValidation("User-Agent", "Click2Call");
        if (await Prove(request, endpoint, delivery, cancellation) is { } problem)
            return new SendResult.Failed(null, problem);

        using var span = RequestSpan.Begin("POST", endpoint.Url);
        using var late = new CancellationTokenSource(Timeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var response = await http.To(endpoint.AllowPrivateNetwork).SendAsync(request, ending.Token);
            span.Answered((int)response.StatusCode);
            return ResultOf(response);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            span.Fail("no_answer");
            return new SendResult.Failed(null, Explain(e));
        }
    }

    // Says who sends; the sentence that says why not.
    private async Task<string?> Prove(HttpRequestMessage request, EventEndpoint endpoint, Delivery delivery, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        List<string> values = [];
        try
        {
            foreach (var name in endpoint.Secrets)
                values.Add(await secrets.Get(name, cancellation));
        }
        catch (SecretUnavailableException problem)
        {
            return problem.Message;
        }

        foreach (var known in endpoint.Sealed.Where(one => one.Until is not { } until || now < until))
        {
            if (await seal.Open(known.Text, cancellation) is { } value)
                values.Add(value);
        }

        if (endpoint.Format == EventFormat.Tel4vn)
        {
            if (values is [var key, ..])
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
            return null;
        }

        if (values.Count == 0 || !values.TrueForAll(StandardWebhooks.IsSecret))
            return "A secret of this endpoint cannot sign: it is whsec_ and 24 to 64 bytes in Base64.";
        request.Headers.TryAddWithoutValidation(StandardWebhooks.IdHeader, delivery.EventId);
        request.Headers.TryAddWithoutValidation(StandardWebhooks.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation(StandardWebhooks.SignatureHeader, StandardWebhooks.Sign(values, delivery.EventId, now, delivery.Body));
        return null;
    }

    private SendResult ResultOf(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            >= 200 and < 300 => new SendResult.Done(status),
            410 => new SendResult.Gone(status),
            >= 300 and < 400 => new SendResult.Failed(status, "The receiver redirects elsewhere; redirects are not followed. Set the endpoint's url to the final address."),
            _ => new SendResult.Failed(status, string.Create(CultureInfo.InvariantCulture, $"The receiver answered HTTP {status}."), RetryAfterOf(response)),
        };
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };

    private static string Explain(Exception e) => e switch
    {
        OperationCanceledException => "The receiver did not answer in 15 seconds.",
        PrivateAddressException or { InnerException: PrivateAddressException } => "The address leads into a private network; only the operator can allow that.",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "The receiver's name could not be resolved.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "No secure connection to the receiver: its certificate or TLS is not valid.",
        _ => "The receiver could not be connected to, or the connection broke.",
    };
}
