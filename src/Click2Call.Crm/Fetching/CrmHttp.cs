using System.Text.Json;
using Click2Call.Telemetry;

namespace Click2Call.Crm.Fetching;

/// <summary>Asks CRMs: 20 s, a bounded answer, https. The way out sees to redirects, cookies and private addresses.</summary>
/// <param name="invoker">The way out.</param>
/// <param name="allowPlain">Whether http without TLS will do: only where the operator allows private networks.</param>
/// <param name="clock">Time-outs run by it.</param>
public sealed class CrmHttp(HttpMessageInvoker invoker, bool allowPlain, TimeProvider clock)
{
    private const int MaxAnswer = 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Asks. Never throws for what the network or the CRM does.</summary>
    /// <param name="method">The method.</param>
    /// <param name="address">The whole address.</param>
    /// <param name="headers">Headers, of which some say who asks; none where the address does.</param>
    /// <param name="content">What is sent; absent: nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<CrmAnswer> Send(
        HttpMethod method, Uri address, IReadOnlyList<(string Name, string Value)> headers, HttpContent? content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(headers);
        if (address.Scheme != Uri.UriSchemeHttps && !allowPlain)
            return CrmAnswer.Broken("The address does not begin with https.");
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "Click2Call");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var span = RequestSpan.Begin(method.Method, address);
        using var late = new CancellationTokenSource(Timeout, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var response = await invoker.SendAsync(request, ending.Token);
            span.Answered((int)response.StatusCode);
            return new CrmAnswer((int)response.StatusCode, await Body(response, ending.Token)) { RetryAfter = RetryAfter(response) };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            span.Fail("no_answer");
            return CrmAnswer.Broken(e is OperationCanceledException ? "It did not answer in time." : "It could not be reached.");
        }
    }

    /// <summary>Posts a form: for CRMs that hand out their tokens so.</summary>
    /// <param name="address">The whole address.</param>
    /// <param name="form">The fields.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<CrmAnswer> Post(Uri address, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellation)
    {
        using var content = new FormUrlEncodedContent(form);
        return await Send(HttpMethod.Post, address, [], content, cancellation);
    }

    private static async Task<JsonElement> Body(HttpResponseMessage response, CancellationToken ending)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ending);
        using var kept = new MemoryStream();
        var part = new byte[8192];
        for (int read; kept.Length < MaxAnswer && (read = await body.ReadAsync(part, ending)) > 0;)
            kept.Write(part, 0, read);
        try
        {
            using var document = JsonDocument.Parse(kept.GetBuffer().AsMemory(0, (int)kept.Length), new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } until } when until > clock.GetUtcNow() => until - clock.GetUtcNow(),
        _ => null,
    };
}
