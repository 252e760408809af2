using Click2Call.Accounts;

namespace Click2Call.Functions.Leads;

/// <summary>
/// Which pages may post to a click-to-call. We check it ourselves: the platform's own CORS list knows nothing of
/// click-to-calls, and a browser sends a simple request without asking first.
/// </summary>
internal static class Origins
{
    /// <summary>Whether the request may go on; adds the CORS headers that let the page read the answer.</summary>
    public static bool Admit(HttpContext http, ClickToCall click)
    {
        ArgumentNullException.ThrowIfNull(click);
        http.Response.Headers.Vary = "Origin";
        if (http.Request.Headers.Origin.ToString() is not { Length: > 0 } origin)
            return true;
        var ours = string.Equals(origin, $"{http.Request.Scheme}://{http.Request.Host}", StringComparison.OrdinalIgnoreCase);
        if (!ours && click.AllowedOrigins.Count > 0 && !click.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
            return false;
        http.Response.Headers.AccessControlAllowOrigin = origin;
        return true;
    }

    /// <summary>Answers a preflight, where the host lets one through to us.</summary>
    public static Task Preflight(HttpContext http, ClickToCall? click)
    {
        if (click is not null && Admit(http, click) && http.Response.Headers.AccessControlAllowOrigin.Count > 0)
        {
            http.Response.Headers.AccessControlAllowMethods = "POST";
            http.Response.Headers.AccessControlAllowHeaders = "Content-Type, Accept";
            http.Response.Headers.AccessControlMaxAge = "600";
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
