using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Functions.Accounts;
using Click2Call.Functions.Leads;
using Click2Call.Functions.Pages;
using Click2Call.Hosting.Catalog;
using Click2Call.Http;
using Click2Call.Intake;
using Click2Call.Orders;

namespace Click2Call.Functions;

/// <summary>Website forms: <c>POST /leads/{account}.{clicktocall}</c>, and what became of the call.</summary>
internal sealed partial class LeadForm(
    ICallDesk desk, IDirectory directory, InstallationKey key, ClientAddress address, TimeProvider time, ILogger<LeadForm> log)
{
    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(new HttpFunction("lead-form", ["POST", "OPTIONS"], "leads/{door}", http => Form(services).Take(http)) { Failure = LeadAnswers.Failed });
        functions.Add(new HttpFunction("lead-status", ["GET"], "leads/{door}/status/{token}", http => Form(services).Status(http)) { Failure = LeadAnswers.Failed });
        functions.Add(new HttpFunction("lead-thanks", ["GET"], "leads/{door}/thanks/{token}", http => Form(services).Thanks(http)) { Failure = LeadAnswers.Failed });
    }

    private static LeadForm Form(IServiceProvider services) => services.GetRequiredService<LeadForm>();

    private async Task Take(HttpContext http)
    {
        try
        {
            var (door, account, click) = await FindDoor(http);
            if (HttpMethods.IsOptions(http.Request.Method))
                await Origins.Preflight(http, click);
            else if (account is null || click is null || click.AuthRequired)
                await LeadAnswers.Sorry(http, 404, null, "There is no contact form at this address.");
            else if (!Origins.Admit(http, click))
                await LeadAnswers.Sorry(http, 403, null, "This page may not send the form.");
            else
                await Take(http, door, account, click);
        }
        catch (StorageUnavailableException problem)
        {
            await Later(http, problem.RetryAfter);
        }
    }

    private async Task Take(HttpContext http, ClickToCallDoor door, Account account, ClickToCall click)
    {
        var fields = await RequestFields.Read(http.Request, LeadFields.Limits, StringComparer.OrdinalIgnoreCase, http.RequestAborted);
        var now = time.GetUtcNow();
        var (lead, problem) = LeadFields.Read(fields, click, account.DefaultRegion, address.Of(http.Request)?.ToString(), now);
        if (lead is null)
        {
            await LeadAnswers.Sorry(http, problem!.Status, problem.Field, problem.Message);
            return;
        }

        // The number is part of the key: who goes back and corrects a typo sends a new request, not a repetition.
        var nonce = lead.Nonce is { } text ? new OrderKey("form", $"{door}\n{text}\n{lead.Phone.Dialable}") : null;
        var (order, misconfigured) = LeadOrder.Of(account, click, "lead-form", lead.Phone, lead.Lead, nonce);
        if (order is null)
        {
            Log.Misconfigured(log, door, misconfigured!);
            await LeadAnswers.Sorry(http, 500, null, LeadAnswers.NotWorking);
            return;
        }

        // Known before anything rings, so that nothing can fail between the call and the answer.
        var signing = await key.Get(CancellationToken.None);
        switch (await desk.Place(order.LastingFor(click, now)))
        {
            case PlaceResult.Placed placed:
                await LeadAnswers.Write(http, door, click, placed.Answer.Call, signing, now);
                break;
            case PlaceResult.Refused refused:
                await Refuse(http, door, order, refused.Refusal);
                break;
            case PlaceResult.Busy busy:
                await LeadAnswers.Sorry(http, 503, null, "We are working on it. Please send the form again in a moment; you are not called twice.", busy.RetryAfter);
                break;
            case PlaceResult.Unavailable unavailable:
                await Later(http, unavailable.RetryAfter);
                break;
            default:
                await LeadAnswers.Sorry(http, 409, null, "This form was sent before. Please reload the page and send it again.");
                break;
        }
    }

    private async Task Status(HttpContext http)
    {
        try
        {
            var (_, _, click) = await FindDoor(http);
            if (click is null || !Origins.Admit(http, click) || await FindCall(http) is not { } call)
            {
                await LeadAnswers.Json(http, 404, new LeadStatus { Status = "This address is not valid any more." });
                return;
            }

            await LeadAnswers.Json(http, 200, new LeadStatus
            {
                CallId = call.Id.ToString(),
                State = Calls.Words.Of(call.State),
                Outcome = call.Outcome is { } outcome ? Calls.Words.Of(outcome) : null,
                Status = VisitorWords.Of(call),
            });
        }
        catch (StorageUnavailableException problem)
        {
            http.Response.Headers.RetryAfter = Problems.Seconds(problem.RetryAfter);
            await LeadAnswers.Json(http, 503, new LeadStatus { Status = "Please ask again in a moment." });
        }
    }

    private async Task Thanks(HttpContext http)
    {
        try
        {
            await VisitorPage.Thanks(http, await FindCall(http) is { } call ? VisitorWords.Of(call) : "Thank you. We have your message.");
        }
        catch (StorageUnavailableException)
        {
            await VisitorPage.Thanks(http, "Thank you. We have your message.");
        }
    }

    private async Task<(ClickToCallDoor Door, Account? Account, ClickToCall? Click)> FindDoor(HttpContext http)
    {
        if (!ClickToCallDoor.TryParse(http.Request.RouteValues["door"] as string, out var door))
            return default;
        var account = await directory.Find(door.Account, http.RequestAborted);
        return (door, account, account?.FindClickToCall(door.ClickToCall));
    }

    private async Task<Call?> FindCall(HttpContext http)
    {
        if (!ClickToCallDoor.TryParse(http.Request.RouteValues["door"] as string, out var door))
            return null;
        var token = http.Request.RouteValues["token"] as string;
        return StatusToken.Read(await key.Get(http.RequestAborted), door.Account, token, time.GetUtcNow()) is { } id
            ? await desk.Find(door.Account, id, http.RequestAborted)
            : null;
    }

    // What is wrong with the number, the visitor is told; what is wrong with the account, the operator.
    private Task Refuse(HttpContext http, ClickToCallDoor door, CallOrder order, Refusal refusal)
    {
        switch (refusal.Reason)
        {
            case RefusalReason.Throttle:
                return LeadAnswers.Sorry(http, 429, null, refusal.Detail, TimeSpan.FromSeconds(30));
            case RefusalReason.Whitelist or RefusalReason.SamePhone:
                return LeadAnswers.Sorry(http, 400, "phone", "This number cannot be called from here.");
            case RefusalReason.Region or RefusalReason.NumberType or RefusalReason.DestinationKind or RefusalReason.Blocked when IsOfTarget(order, refusal):
                return LeadAnswers.Sorry(http, 400, "phone", refusal.Detail);
            default:
                Log.Misconfigured(log, door, refusal.Detail);
                return LeadAnswers.Sorry(http, 500, null, LeadAnswers.NotWorking);
        }
    }

    private static bool IsOfTarget(CallOrder order, Refusal refusal) =>
        (refusal.Leg == LegPosition.First ? order.First : order.Second)?.Role == LegRole.Target;

    private static Task Later(HttpContext http, TimeSpan retryAfter) => LeadAnswers.Sorry(http, 503, null, LeadAnswers.Later, retryAfter);

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Error, "The form {Door} takes nothing until its account is put right: {Problem}")]
        public static partial void Misconfigured(ILogger logger, ClickToCallDoor door, string problem);
    }
}
