using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Functions.Accounts;
using Click2Call.Functions.Leads;
using Click2Call.Hosting.Catalog;
using Click2Call.Orders;

namespace Click2Call.Functions;

/// <summary>
/// A visitor who does not want the call any more: <c>POST</c> or <c>DELETE</c> to the address of its status. What has not
/// been dialled is not; what rings is taken down where the phone system can, and is not tried again where it cannot.
/// </summary>
internal sealed class LeadCancel(ICallDesk desk, IDirectory directory, InstallationKey key, TimeProvider time)
{
    public static void Map(FunctionCatalog functions, IServiceProvider services) => functions.Add(new HttpFunction(
        "lead-cancel", ["POST", "DELETE"], "leads/{door}/status/{token}", http => services.GetRequiredService<LeadCancel>().Take(http)) { Failure = LeadAnswers.Failed });

    private async Task Take(HttpContext http)
    {
        try
        {
            var token = http.Request.RouteValues["token"] as string;
            if (!ClickToCallDoor.TryParse(http.Request.RouteValues["door"] as string, out var door)
                || (await directory.Find(door.Account, http.RequestAborted))?.FindClickToCall(door.ClickToCall) is not { } click
                || !(Origins.Admit(http, click) || IsOurOwnPage(http))
                || StatusToken.Read(await key.Get(http.RequestAborted), door.Account, token, time.GetUtcNow()) is not var (id, mayCancel))
            {
                await LeadAnswers.Sorry(http, 404, null, "This address is not valid any more.");
                return;
            }

            if (!mayCancel)
            {
                await LeadAnswers.Sorry(http, 403, null, "This call was asked for by another message, and only who sent that one can cancel it.");
                return;
            }

            await Answer(http, door, token!, id, await desk.HangUp(new HangUpOrder(door.Account, id)));
        }
        catch (StorageUnavailableException problem)
        {
            await Later(http, problem.RetryAfter);
        }
    }

    private async Task Answer(HttpContext http, ClickToCallDoor door, string token, CallId id, HangUpResult result)
    {
        if (result == HangUpResult.Unavailable)
        {
            await Later(http, TimeSpan.FromSeconds(5));
            return;
        }

        if (await desk.Find(door.Account, id, CancellationToken.None) is not { } call)
        {
            await LeadAnswers.Sorry(http, 404, null, "This address is not valid any more.");
            return;
        }

        if (!LeadAnswers.WantsJson(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.Location = $"/leads/{door}/thanks/{token}";
            return;
        }

        var over = call.State == CallState.Ended;
        await LeadAnswers.Json(http, over ? 200 : 202, new LeadStatus
        {
            CallId = call.Id.ToString(),
            State = Calls.Words.Of(call.State),
            Outcome = call.Outcome is { } outcome ? Calls.Words.Of(outcome) : null,
            Status = over ? VisitorWords.Of(call) : "Your phone may still ring once. You will not be called again.",
        });
    }

    // Our page tells no referrer, and a browser then sends this for an origin. It is the token that gives the right.
    private static bool IsOurOwnPage(HttpContext http) => http.Request.Headers.Origin.ToString() == "null";

    private static Task Later(HttpContext http, TimeSpan retryAfter) =>
        LeadAnswers.Sorry(http, 503, null, "We could not cancel the call just now. Please try again in a moment.", retryAfter);
}
