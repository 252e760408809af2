using System.Diagnostics;
using System.Globalization;
using Click2Call.Hosting.Catalog;
using Click2Call.Telemetry;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Click2Call.Hosting.Telemetry;

/// <summary>
/// One request as a span ("Semantic conventions for HTTP spans", HTTP server). The web server's own span is not exported:
/// its path and query hold keys, tokens and phone numbers. Ours has the route, and of the path what a route's parameter
/// is known to be harmless; no query, no address of the caller.
/// </summary>
internal sealed class HttpTrace
{
    private const string Redacted = "REDACTED";

    /// <summary>The parameters whose values are ids that we gave: a click-to-call's, a line's, a call's.</summary>
    private static readonly string[] Shown = ["door", "line", "id"];

    private readonly HttpFunction _function;
    private readonly RoutePattern _route;
    private readonly bool _silent;

    public HttpTrace(HttpFunction function)
    {
        _function = function;
        _route = RoutePatternFactory.Parse(function.Route);

        // Asked every few seconds by whoever watches over us, and telling nothing that the answer does not tell.
        _silent = function.Route.StartsWith("health/", StringComparison.Ordinal);
    }

    /// <summary>Answers the request inside its span.</summary>
    public async Task Run(HttpContext context, Func<Task> answer)
    {
        using var span = _silent ? null : Begin(context);
        await answer();
        if (span is null)
            return;
        var status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (status >= 500)
            span.Fail(status.ToString(CultureInfo.InvariantCulture));
    }

    private Activity? Begin(HttpContext context)
    {
        var request = context.Request;
        var span = Span.AtTheDoor($"{request.Method} /{_function.Route}", ActivityKind.Server, request.Headers.TraceParent);
        if (span is not { IsAllDataRequested: true })
            return span;
        return span
            .SetTag("http.request.method", request.Method)
            .SetTag("http.route", "/" + _function.Route)
            .SetTag("url.scheme", request.Scheme)
            .SetTag("url.path", Path(context))
            .SetTag("faas.name", _function.Name)
            .SetTag("faas.trigger", "http");
    }

    private string Path(HttpContext context) =>
        "/" + string.Join('/', _route.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => Value(part, context)))));

    private static string Value(RoutePatternPart part, HttpContext context) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: var name } when Shown.Contains(name) && context.GetRouteValue(name) is string value && IsId(value) => value,
        _ => Redacted,
    };

    // Whoever types a phone number or a key where an id belongs does not find it here.
    private static bool IsId(string value) =>
        Guid.TryParse(value, out _)
        || (value.Length <= 64 && value.Count(char.IsAsciiDigit) < 6 && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'));
}
