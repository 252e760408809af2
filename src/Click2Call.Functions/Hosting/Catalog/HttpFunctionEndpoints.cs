using System.Globalization;
using Click2Call.Calls;
using Click2Call.Hosting.Telemetry;
using Click2Call.Storage.Rest;
using Microsoft.AspNetCore.Http.Features;

namespace Click2Call.Hosting.Catalog;

/// <summary>The HTTP functions at their own routes, the same on both hosts.</summary>
internal static partial class HttpFunctionEndpoints
{
    /// <summary>
    /// How much of a body that nobody wanted is read and thrown away (for 5 s at most, Kestrel's own limit). A connection
    /// that is closed with bytes unread is reset, and the sender loses the answer that tells what was wrong.
    /// </summary>
    private const long Unwanted = 32 * 1024 * 1024;

    public static void MapHttpFunctions(this IEndpointRouteBuilder endpoints, FunctionCatalog catalog)
    {
        var log = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("Click2Call.Functions");
        foreach (var function in catalog.Http)
        {
            var trace = new HttpTrace(function);
            endpoints.MapMethods("/" + function.Route, function.Methods, context => trace.Run(context, () => Answer(function, context, log)));
        }
    }

    /// <summary>
    /// Functions word their own errors. What still comes out of one is worded here: the visitor learns nothing of the
    /// inside, and one who may try again is told when.
    /// </summary>
    private static async Task Answer(HttpFunction function, HttpContext context, ILogger log)
    {
        var size = context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>();
        size.MaxRequestBodySize = function.MaxBody;
        context.Response.OnStarting(() => SayWhenItIsTheLast(context));
        try
        {
            await function.Handler(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The visitor left.
        }
        catch (BadHttpRequestException e)
        {
            await Fail(function, context, e.StatusCode, e.StatusCode == 413 ? "The request is too large." : "The request is malformed.");
        }
        catch (Exception e) when (e is StorageUnavailableException or StorageException { Problem: StorageProblem.Unavailable })
        {
            Log.StorageDown(log, function.Name, e.Message);
            var wait = e is StorageUnavailableException unavailable ? unavailable.RetryAfter : TimeSpan.FromSeconds(5);
            if (!context.Response.HasStarted)
                context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await Fail(function, context, 503, "Not available just now, please try again in a moment.");
        }
#pragma warning disable CA1031 // The edge: an error of any kind is an answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Failed(log, function.Name, e);
            await Fail(function, context, 500, "Something went wrong on our side.");
        }
        finally
        {
            if (!size.IsReadOnly)
                size.MaxRequestBodySize = Math.Max(Unwanted, function.MaxBody);
        }
    }

    /// <summary>A connection whose body will not be read to its end is not offered for another request.</summary>
    private static Task SayWhenItIsTheLast(HttpContext context)
    {
        if (context.Request.ContentLength > Unwanted || (context.Request.ContentLength is null && context.Response.StatusCode == 413))
            context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    private static async Task Fail(HttpFunction function, HttpContext context, int status, string words)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }

        // Without these two the page that sent the request could not read that it failed.
        var headers = context.Response.Headers;
        var (retryAfter, origin, vary) = (headers.RetryAfter, headers.AccessControlAllowOrigin, headers.Vary);
        context.Response.Clear();
        context.Response.StatusCode = status;
        (headers.RetryAfter, headers.AccessControlAllowOrigin, headers.Vary) = (retryAfter, origin, vary);
        if (function.Failure is { } failure)
        {
            await failure(context, status);
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(words + "\n", CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Warning, "{Function}: storage is down. {Problem}")]
        public static partial void StorageDown(ILogger log, string function, string problem);

        [LoggerMessage(101, LogLevel.Error, "{Function} failed.")]
        public static partial void Failed(ILogger log, string function, Exception e);
    }
}
