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
    ICallDesk desk, IDirectory directory, TurnstileCheck turnstile, InstallationKey key, ClientAddress address, TimeProvider time, ILogger<LeadForm> log)
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
        var (lead, problem) = LeadFields.Read(fields, account, click, address.Of(http.Request)?.ToString(), now);
        if (lead is null)
        {
            await LeadAnswers.Sorry(http, problem!.Status, problem.Field, problem.Message);
            return;
        }

        var nonce = lead.Nonce is null ? null : new OrderKey("form", lead.RequestAt(door));
        var (order, misconfigured) = LeadOrder.Of(account, click, "lead-form", lead.Phone, lead.Lead, nonce);
        if (order is null)
        {
            Log.Misconfigured(log, door, misconfigured!);
            await LeadAnswers.Sorry(http, 500, null, LeadAnswers.NotWorking);
            return;
        }

        // Last of all that is checked here: whoever mistyped a field must not have to prove again that they are human.
        if (click.Turnstile is { } widget && await turnstile.Refuse(door, widget, lead) is { } refusal)
        {
            await LeadAnswers.Sorry(http, refusal.Status, LeadFields.TurnstileField, refusal.Sentence, refusal.RetryAfter);
            return;
        }

        // Who sends a form and names no time asks to be called now, at whatever hour it is where they are.
        order = order with { AskedForNow = lead.At is null, AskedFor = lead.At, NotBefore = lead.At, TimeZone = lead.TimeZone };

        // Known before anything rings, so that nothing can fail between the call and the answer.
        var signing = await key.Get(CancellationToken.None);
        switch (await desk.Place(order))
        {
            case PlaceResult.Placed placed:
                await LeadAnswers.Write(http, door, account, placed.Answer.Call, IsOwn(placed, order), signing, now);
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
            var (_, account, click) = await FindDoor(http);
            if (click is null || !Origins.Admit(http, click) || (await FindCall(http)).Call is not { } call)
            {
                await LeadAnswers.Json(http, 404, new LeadStatus { Status = "This address is not valid any more." });
                return;
            }

            await LeadAnswers.Json(http, 200, LeadAnswers.StatusOf(call, account, time.GetUtcNow()));
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
            var (_, account, _) = await FindDoor(http);
            var now = time.GetUtcNow();
            var (call, mayCancel) = await FindCall(http);
            await VisitorPage.Thanks(
                http,
                call is null ? "Thank you. We have your message." : VisitorWords.Of(call, VisitorZone.Of(call.Order, account, now), now),
                !mayCancel || call is null or { State: CallState.Ended } or { CancelRequestedAt: not null } ? null : $"/leads/{http.Request.RouteValues["door"]}/status/{http.Request.RouteValues["token"]}");
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

    private async Task<(Call? Call, bool MayCancel)> FindCall(HttpContext http)
    {
        if (!ClickToCallDoor.TryParse(http.Request.RouteValues["door"] as string, out var door))
            return default;
        var token = http.Request.RouteValues["token"] as string;
        return StatusToken.Read(await key.Get(http.RequestAborted), door.Account, token, time.GetUtcNow()) is var (id, mayCancel)
            ? (await desk.Find(door.Account, id, http.RequestAborted), mayCancel)
            : default;
    }

    // A repetition of a request that joined another's call is not its own either: the call has the other's key.
    private static bool IsOwn(PlaceResult.Placed placed, CallOrder order) =>
        placed.How == PlacedHow.Made
        || (placed.How == PlacedHow.Replayed && order.Key is { } mine && placed.Answer.Call.Order.Key is { } its && (mine.Scope, mine.Value) == (its.Scope, its.Value));

    // What is wrong with the number, the visitor is told; what is wrong with the account, the operator.
    private Task Refuse(HttpContext http, ClickToCallDoor door, CallOrder order, Refusal refusal)
    {
        switch (refusal.Reason)
        {
            case RefusalReason.Throttle:
                return LeadAnswers.Sorry(http, 429, null, refusal.Detail, refusal.RetryAfter ?? TimeSpan.FromSeconds(30));
            case RefusalReason.Time or RefusalReason.Hours:
                return LeadAnswers.Sorry(http, 400, LeadFields.WhenField, "There is no time at which we could call this number. Please reach us in another way.");
            // One sentence for all: who does not want to be called is nobody else's business.
            case RefusalReason.Whitelist or RefusalReason.SamePhone:
            case RefusalReason.Blocked when IsOfTarget(order, refusal):
                return LeadAnswers.Sorry(http, 400, "phone", RefusalWords.CannotBeCalled);
            case RefusalReason.Region or RefusalReason.NumberType or RefusalReason.DestinationKind when IsOfTarget(order, refusal):
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
