using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Click2Call.Testing;

/// <summary>
/// Forwards a request as the Functions host does: the path is unescaped and escaped again, the query is taken apart and
/// put together again, a body without Content-Length stays behind, the answer is buffered.
/// </summary>
internal sealed class FunctionsHostForwarding(int port) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    public async Task Forward(HttpContext context)
    {
        using var request = Request(context.Request);
        HttpResponseMessage response;
        try
        {
            response = await _client.SendAsync(request);
        }
        catch (Exception problem) when (problem is HttpRequestException or SocketException)
        {
            context.Response.StatusCode = 500;
            return;
        }

        using (response)
        {
            var body = await response.Content.ReadAsByteArrayAsync();
            context.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => header.Key != "Transfer-Encoding"))
                context.Response.Headers[name] = values.ToArray();
            if (body.Length > 0)
                await context.Response.Body.WriteAsync(body);
        }
    }

    public async Task<InvocationResult> Post(string function, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}/{function}");
        request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json", "utf-8"));
        request.Headers.TransferEncodingChunked = true;
        Sign(request);
        try
        {
            using var response = await _client.SendAsync(request);
            return InvocationResult.Read((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
        }
        catch (Exception problem) when (problem is HttpRequestException or SocketException)
        {
            return new InvocationResult(InvocationOutcome.Failed, 0, "");
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Request(HttpRequest request)
    {
        var path = new Uri(request.GetDisplayUrl()).AbsolutePath;
        var query = request.Query.ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
        var forwarded = new HttpRequestMessage(
            new HttpMethod(request.Method),
            new Uri(QueryHelpers.AddQueryString(new UriBuilder("http", "127.0.0.1", port, path).ToString(), query)));
        foreach (var (name, values) in request.Headers)
            forwarded.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        if (request.ContentLength > 0)
        {
            forwarded.Content = new StreamContent(request.Body);
            forwarded.Content.Headers.ContentLength = request.ContentLength;
            if (!string.IsNullOrEmpty(request.ContentType))
                forwarded.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        forwarded.Headers.TransferEncodingChunked = null;
        Sign(forwarded);
        return forwarded;
    }

    /// <summary>A header of this name that the visitor sent stays as it is, and ours is added.</summary>
    private static void Sign(HttpRequestMessage request)
    {
        request.Headers.Add("X-Azure-Functions-HostVersion", "4.1037.0.0");
        request.Headers.Add("X-Azure-Functions-InvocationId", "0c0ffee0-0000-4000-8000-000000000000");
        request.Headers.UserAgent.ParseAdd("Azure-Functions-Host/4.1037.0.0");
    }
}
