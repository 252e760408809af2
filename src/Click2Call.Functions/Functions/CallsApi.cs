using System.Globalization;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Functions.Calls;
using Click2Call.Hosting.Catalog;
using Click2Call.Http;
using Click2Call.Orders;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions;

/// <summary>The native REST API: place, list, read and hang up calls. Errors are problem details; the document is at <c>/openapi.json</c>.</summary>
internal sealed class CallsApi(ICallDesk desk, ApiCaller caller, TimeProvider time)
{
    private const int LargestBody = 64 * 1024;

    // The last millisecond that a date can say. What is made up beyond it has no day to be looked up on.
    private static readonly CallId Last = CallId.Parse("e677d21f-dbff-7fff-bfff-ffffffffffff");

    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(new HttpFunction("calls", ["GET", "POST"], "calls", http => Api(services).Collection(http)) { Failure = Problems.Failed });
        functions.Add(new HttpFunction("calls-one", ["GET", "DELETE"], "calls/{id}", http => Api(services).One(http)) { Failure = Problems.Failed });
    }

    private static CallsApi Api(IServiceProvider services) => services.GetRequiredService<CallsApi>();

    private Task Collection(HttpContext http) => caller.Guarded(http, ApiCaller.CallsScope, account =>
        HttpMethods.IsPost(http.Request.Method) ? Place(http, account) : List(http, account));

    private Task One(HttpContext http) => caller.Guarded(http, ApiCaller.CallsScope, account =>
        !CallId.TryParse(http.Request.RouteValues["id"] as string, out var id) || id > Last ? Problems.Write(http, Problems.NotFound)
        : HttpMethods.IsDelete(http.Request.Method) ? HangUp(http, account, id)
        : Show(http, account, id));

    private async Task Place(HttpContext http, Account account)
    {
        if (await RequestBody.Read(http.Request, LargestBody, http.RequestAborted) is not { } body)
        {
            await Problems.Write(http, Problems.TooLarge(LargestBody));
            return;
        }

        var (key, keyProblem) = IdempotencyKey.Read(http.Request, body.Span);
        var (request, jsonProblem) = Parse(body);
        if ((keyProblem is null ? jsonProblem : Problems.Field("Idempotency-Key", keyProblem)) is { } wrong)
        {
            await Problems.Write(http, wrong);
            return;
        }

        var (order, problem) = PlaceOrder.Of(request!, account, key, time.GetUtcNow());
        if (order is null)
            await Problems.Write(http, problem!);
        else
            await PlaceAnswers.Write(http, await desk.Place(order));
    }

    private async Task List(HttpContext http, Account account)
    {
        var (query, problem) = ReadQuery(http.Request.Query, account.Id);
        if (query is null)
        {
            await Problems.Write(http, problem!);
            return;
        }

        CallPage page;
        try
        {
            page = await desk.List(query, http.RequestAborted);
        }
        catch (ArgumentException wrong) when (wrong.ParamName == "continuation")
        {
            await Problems.Write(http, Problems.Field("continuation", "It is not one that we handed out."));
            return;
        }
        catch (StorageException wrong) when (wrong.Problem == StorageProblem.Invalid && query.Continuation is not null)
        {
            // The emulator takes any place to go on from; the service does not.
            await Problems.Write(http, Problems.Field("continuation", "It is not one that we handed out."));
            return;
        }

        var text = new CallPageText([.. page.Calls.Select(CallText.Of)], page.Continuation);
        await HttpAnswer.Send(http, 200, "application/json", JsonSerializer.SerializeToUtf8Bytes(text, ApiJson.Calls.CallPageText));
    }

    private async Task Show(HttpContext http, Account account, CallId id)
    {
        if (await desk.Find(account.Id, id, http.RequestAborted) is { } call)
            await PlaceAnswers.WriteCall(http, 200, call);
        else
            await Problems.Write(http, Problems.NotFound);
    }

    private async Task HangUp(HttpContext http, Account account, CallId id)
    {
        switch (await desk.HangUp(new HangUpOrder(account.Id, id)))
        {
            case HangUpResult.NotFound:
                await Problems.Write(http, Problems.NotFound);
                break;
            case HangUpResult.LineCannot:
                await Problems.Write(http, Problems.Of(
                    409, "line-cannot", "This phone system cannot hang up.", "What rings rings out, and who talks goes on until somebody hangs up the phone; the call is not tried again."));
                break;
            case HangUpResult.Unavailable:
                await Problems.Write(http, Problems.Unavailable, TimeSpan.FromSeconds(5));
                break;
            case HangUpResult.Asked:
                await ShowAs(http, account, id, 202);
                break;
            default:
                await ShowAs(http, account, id, 200);
                break;
        }
    }

    private async Task ShowAs(HttpContext http, Account account, CallId id, int status) =>
        await PlaceAnswers.WriteCall(http, status, (await desk.Find(account.Id, id, CancellationToken.None))!);

    private static (PlaceRequest? Request, Problem? Problem) Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, ApiJson.Calls.PlaceRequest) is { } request
                ? (request, null)
                : (null, Problems.Field("body", "A JSON object is needed."));
        }
        catch (JsonException wrong)
        {
            return (null, Problems.OfJson(wrong));
        }
    }

    private static (CallQuery? Query, Problem? Problem) ReadQuery(IQueryCollection query, string account)
    {
        var result = new CallQuery(account) { ClickToCall = Text(query, "clickToCall"), Continuation = Text(query, "continuation") };
        if (Text(query, "state") is { } state)
        {
            if (!Words.TryRead(state, out CallState read))
                return (null, Problems.Field("state", "It is scheduled, dialing, ringing, connected or ended."));
            result = result with { State = read };
        }

        if (Text(query, "day") is { } day)
        {
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) || read.Year < 2000)
                return (null, Problems.Field("day", "A day in UTC, like 2026-11-20."));
            result = result with { From = read, To = read };
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
