using System.Globalization;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;
using Click2Call.Events;
using Click2Call.Functions.Calls;
using Click2Call.Functions.Events;
using Click2Call.Hosting.Catalog;
using Click2Call.Http;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions;

/// <summary>The native API of deliveries: what became of each event at each receiver, and sending it again.</summary>
internal sealed class DeliveriesApi(IDeliveries deliveries, EventDesk events, ApiCaller caller)
{
    private static readonly Problem NotFound = Problems.Of(404, "not-found", "There is no such delivery.");

    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(new HttpFunction("deliveries", ["GET"], "deliveries", http => Api(services).List(http)) { Failure = Problems.Failed });
        functions.Add(new HttpFunction("deliveries-one", ["GET"], "deliveries/{id}", http => Api(services).One(http)) { Failure = Problems.Failed });
        functions.Add(new HttpFunction("deliveries-resend", ["POST"], "deliveries/{id}/resend", http => Api(services).Resend(http)) { Failure = Problems.Failed });
    }

    private static DeliveriesApi Api(IServiceProvider services) => services.GetRequiredService<DeliveriesApi>();

    private Task List(HttpContext http) => caller.Guarded(http, ApiCaller.EventsScope, async account =>
    {
        var (query, problem) = ReadQuery(http.Request.Query, account.Id);
        if (query is null)
        {
            await Problems.Write(http, problem!);
            return;
        }

        DeliveryPage page;
        try
        {
            page = await deliveries.List(query, http.RequestAborted);
        }
        catch (Exception wrong) when (
            wrong is ArgumentException { ParamName: "continuation" }
            || (wrong is StorageException { Problem: StorageProblem.Invalid } && query.Continuation is not null))
        {
            await Problems.Write(http, Problems.Field("continuation", "It is not one that we handed out."));
            return;
        }

        var text = new DeliveryPageText([.. page.Deliveries.Select(DeliveryText.Of)], page.Continuation);
        await HttpAnswer.Send(http, 200, "application/json", JsonSerializer.SerializeToUtf8Bytes(text, ApiJson.Events.DeliveryPageText));
    });

    private Task One(HttpContext http) => On(http, async (account, id) =>
    {
        if (await deliveries.Find(account.Id, id, http.RequestAborted) is { } stored)
            await Write(http, 200, stored.Delivery);
        else
            await Problems.Write(http, NotFound);
    });

    private Task Resend(HttpContext http) => On(http, async (account, id) =>
    {
        if (await deliveries.Find(account.Id, id, http.RequestAborted) is null)
            await Problems.Write(http, NotFound);
        else if (await events.Resend(account.Id, id, CancellationToken.None) is { } again)
            await Write(http, 202, again);
        else
            await Problems.Write(http, Problems.Of(409, "in-progress", "This delivery is being attempted just now.", "Look at it again in a moment."));
    });

    private Task On(HttpContext http, Func<Account, DeliveryId, Task> work) => caller.Guarded(http, ApiCaller.EventsScope, account =>
        DeliveryId.TryParse(http.Request.RouteValues["id"] as string, out var id) ? work(account, id) : Problems.Write(http, NotFound));

    private static Task Write(HttpContext http, int status, Delivery delivery) => HttpAnswer.Send(
        http, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(DeliveryText.Of(delivery), ApiJson.Events.DeliveryText));

    private static (DeliveryQuery? Query, Problem? Problem) ReadQuery(IQueryCollection query, string account)
    {
        var result = new DeliveryQuery(account) { Continuation = Text(query, "continuation") };
        if (Text(query, "receiver") is { } receiver)
        {
            if (!PartId.IsValid(receiver))
                return (null, Problems.Field("receiver", "The id of an endpoint or write-back."));
            result = result with { Receiver = receiver };
        }

        if (Text(query, "status") is { } status)
        {
            if (!Words.TryRead(status, out DeliveryStatus read))
                return (null, Problems.Field("status", "It is pending, delivered or failed."));
            result = result with { Status = read };
        }

        if (Text(query, "day") is { } day)
        {
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) || read.Year < 2000)
                return (null, Problems.Field("day", "A day in UTC, like 2026-11-20."));
            result = result with { Day = read };
        }

        if (Text(query, "top") is { } top)
        {
            if (!int.TryParse(top, NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read is < 1 or > 200)
                return (null, Problems.Field("top", "1 to 200."));
            result = result with { Top = read };
        }

        return (result, null);
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
}
