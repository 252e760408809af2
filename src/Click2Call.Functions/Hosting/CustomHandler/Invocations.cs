using System.Text.Json;
using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.Telemetry;
using Microsoft.AspNetCore.Http.Features;

namespace Click2Call.Hosting.CustomHandler;

/// <summary>
/// <c>POST /{FunctionName}</c>: queue messages and timer ticks from the Functions host. A handler's work is done before
/// the answer, because the process can be killed right after it.
/// </summary>
internal static partial class Invocations
{
    /// <summary>
    /// A message has at most 48 KiB. Each of its bytes can become seven when it is encoded twice, and once more when the
    /// host lists its properties again as metadata.
    /// </summary>
    private const long MaxBody = 1024 * 1024;

    /// <summary>Half a minute before <c>functionTimeout</c> in host.json: when that is over the host kills the process, and all that others do in it.</summary>
    private static readonly TimeSpan FunctionTimeout = TimeSpan.FromMinutes(4.5);

    public static void MapInvocations(this IEndpointRouteBuilder endpoints, FunctionCatalog catalog, int port)
    {
        var log = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("Click2Call.Functions");
        var clock = endpoints.ServiceProvider.GetRequiredService<TimeProvider>();
        foreach (var queue in catalog.Queues)
            Map(queue.Name, (data, ct) => queue.Run(InvocationData.QueueText(data), clock, ct));
        foreach (var timer in catalog.Timers)
            Map(timer.Name, (_, ct) => timer.Run(ct));

        void Map(string name, Func<JsonElement, CancellationToken, Task> handler) =>
            endpoints.MapPost("/" + name, context => Invoke(name, handler, context, port, clock, log));
    }

    private static async Task Invoke(
        string name, Func<JsonElement, CancellationToken, Task> handler, HttpContext context, int port, TimeProvider clock, ILogger log)
    {
        if (!IsFromFunctionsHost(context.Request, port))
        {
            Log.Stranger(log, name);
            await Reply(context, 404);
            return;
        }

        try
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBody;
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            using var timeout = new CancellationTokenSource(FunctionTimeout, clock);
            await handler(InvocationData.Of(body), timeout.Token);
            await Reply(context, 200);
        }
#pragma warning disable CA1031 // Whatever went wrong, the host must hear of it: it shows the message again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Failed(log, name, e);
            await Reply(context, e is BadHttpRequestException bad ? bad.StatusCode : e is JsonException ? 400 : 500);
        }
    }

    /// <summary>
    /// The host's own call carries neither what a browser adds nor what a front end adds for a visitor, and is addressed
    /// to this port. A visitor's request that the host forwards keeps the visitor's headers; the catalog sees to it that
    /// no route leads here, and this is the second lock, also for a page that a developer has open in a browser.
    /// </summary>
    private static bool IsFromFunctionsHost(HttpRequest request, int port) =>
        request.Host.Port == port
        && request.Host.Host is "127.0.0.1" or "localhost"
        && request.HasJsonContentType()
        && !request.Headers.Any(header => IsAVisitors(header.Key));

    private static bool IsAVisitors(string header) =>
        header.Equals("Origin", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Referer", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("Sec-Fetch-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Never empty: an empty 200, a 204 or <c>null</c> would leave the invocation pending until its time-out.</summary>
    private static Task Reply(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("""{"Outputs":{},"Logs":[],"ReturnValue":null}""", CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(111, LogLevel.Error, "{Function} failed.")]
        public static partial void Failed(ILogger log, string function, Exception e);

        [LoggerMessage(112, LogLevel.Warning, "A request to {Function} did not come from the Functions host and was refused.")]
        public static partial void Stranger(ILogger log, string function);
    }
}
