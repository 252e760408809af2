using System.Diagnostics;
using System.Globalization;

namespace Click2Call.Telemetry;

/// <summary>One request of ours to somebody else as a span ("Semantic conventions for HTTP spans", HTTP client).</summary>
public static class RequestSpan
{
    /// <summary>Begins it, inside the span that goes on; null where nobody records.</summary>
    /// <param name="method">The method, in upper case.</param>
    /// <param name="address">Where to. Path and query can be secret: unless <paramref name="shown"/> says more, the host is told and no more.</param>
    /// <param name="shown">The address as it may be told.</param>
    public static Activity? Begin(string method, Uri address, string? shown = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Span.Context is null ? null : Span.Inside(method, ActivityKind.Client)?
            .SetTag("http.request.method", method)
            .SetTag("server.address", address.Host)
            .SetTag("server.port", address.Port)
            .SetTag("url.full", shown ?? address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) + "/REDACTED");
    }

    /// <summary>It was answered; from 400 on that is an error.</summary>
    public static void Answered(this Activity? span, int status)
    {
        span?.SetTag("http.response.status_code", status);
        if (status >= 400)
            span.Fail(status.ToString(CultureInfo.InvariantCulture));
    }
}
