using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Http;

/// <summary>Writes a front's answer.</summary>
public static class HttpAnswer
{
    /// <summary>The content type of JSON answers.</summary>
    public const string Json = "application/json; charset=utf-8";

    /// <summary>The content type of XML answers.</summary>
    public const string Xml = "text/xml; charset=utf-8";

    /// <summary>Sends status, content type and body. Answers about calls are never cached.</summary>
    /// <param name="http">The exchange.</param>
    /// <param name="status">The status.</param>
    /// <param name="contentType">With its charset.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="retryAfter">When to try again, where the answer says so.</param>
    public static async Task Send(HttpContext http, int status, string contentType, ReadOnlyMemory<byte> body, TimeSpan? retryAfter = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (retryAfter is { } wait)
            response.Headers.RetryAfter = ((long)Math.Max(1, Math.Ceiling(wait.TotalSeconds))).ToString(CultureInfo.InvariantCulture);
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(body);
    }
}
