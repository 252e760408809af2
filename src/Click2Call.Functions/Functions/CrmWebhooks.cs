using Click2Call.Crm;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Posts;
using Click2Call.Dialects.Http;
using Click2Call.Functions.Crm;
using Click2Call.Hosting.Catalog;
using Click2Call.Storage.Calls;

namespace Click2Call.Functions;

/// <summary>Where CRMs and form tools post: <c>/webhooks/{source}/{account}.{clicktocall}</c>, and what reads the records that they only name.</summary>
internal static class CrmWebhooks
{
    /// <summary>The largest body: Dataverse sends 256 KiB, Salesforce a hundred records.</summary>
    private const int MaxBody = 1024 * 1024;

    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(new HttpFunction("crm-webhook", ["GET", "HEAD", "POST"], "webhooks/{source}/{door}", http => Answer(http, services)) { MaxBody = MaxBody, Failure = Failed });
        functions.Add(new QueueFunction("lead-fetch", LeadFetchQueue.QueueName, (text, cancellation) => Fetch(text, services, cancellation)));
        functions.Add(new QueueFunction("lead-fetch-again", LeadFetchQueue.PoisonQueueName, (text, cancellation) => PutBack(text, services, cancellation)));
    }

    private static async Task Answer(HttpContext http, IServiceProvider services)
    {
        if (await RequestBody.Read(http.Request, MaxBody, http.RequestAborted) is not { } body)
        {
            await Failed(http, 413);
            return;
        }

        var post = new WebhookPost
        {
            Method = http.Request.Method,
            Url = services.GetRequiredService<PublicAddress>().Of(http.Request),
            Headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body,
        };
        var reply = await services.GetRequiredService<WebhookDoor>().Answer(
            http.Request.RouteValues["source"] as string, http.Request.RouteValues["door"] as string, post);
        if (reply.Status == StatusCodes.Status405MethodNotAllowed)
            http.Response.Headers.Allow = "POST";
        await Write(http, reply);
    }

    private static Task Fetch(string text, IServiceProvider services, CancellationToken cancellation) =>
        services.GetRequiredService<LeadFetcher>().Handle(
            LeadFetchQueue.Read(text) ?? throw new FormatException("Not a lead to be fetched."), cancellation);

    private static Task PutBack(string text, IServiceProvider services, CancellationToken cancellation)
    {
        if (LeadFetchQueue.Read(text) is { } fetch)
            return services.GetRequiredService<LeadFetcher>().PutBack(fetch, cancellation);

        // It says of nobody's account, so no history can show it.
        PoisonedMessages.Unreadable(services.GetRequiredService<ILogger<LeadFetcher>>(), LeadFetchQueue.QueueName);
        return Task.CompletedTask;
    }

    private static Task Failed(HttpContext http, int status) => Write(http, new WebhookReply(status, WebhookReply.Json, status switch
    {
        413 => """{"error":"The body is larger than 1 MiB."}""",
        >= 500 => """{"error":"Not taken just now; send it again."}""",
        _ => """{"error":"The request is malformed."}""",
    }));

    private static Task Write(HttpContext http, WebhookReply reply) =>
        HttpAnswer.Send(http, reply.Status, reply.ContentType, System.Text.Encoding.UTF8.GetBytes(reply.Body), reply.RetryAfter);
}
