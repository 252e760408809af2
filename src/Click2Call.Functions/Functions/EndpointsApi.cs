using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Events;
using Click2Call.Functions.Events;
using Click2Call.Hosting.Catalog;
using Click2Call.Http;

namespace Click2Call.Functions;

/// <summary>The native API of endpoints: who is told of an account's calls. Made here, an endpoint gets a secret of ours, which is shown once.</summary>
internal sealed class EndpointsApi(
    IEndpointBook book, EventDesk events, ISecretSeal seal, OutgoingHttp http, ApiCaller caller, TimeProvider time)
{
    private const int LargestBody = 16 * 1024;
    private const int Most = 20;

    /// <summary>How long a replaced secret signs on: 24 h.</summary>
    private static readonly TimeSpan Rotation = TimeSpan.FromHours(24);

    private static readonly Problem NotFound = Problems.Of(404, "not-found", "There is no such endpoint.");

    private static readonly Problem Taken = Problems.Of(409, "taken", "There is an endpoint of this id already.", "Change it with PUT, or leave the id out.");

    private static readonly Problem KeyOfAnotherReceiver = Problems.Of(
        409, "key-of-another-receiver", "This event hook has a callback_apikey, which belongs to the host that it is at.", "Delete the hook, and add it again by POST /v1/event with the key of its new receiver.");

    private static readonly Problem SecretsInVault = Problems.Of(
        409, "secrets-in-vault", "This endpoint's secrets are in the Key Vault.", "Name the new one first in the accounts file, and the old one after it until all receivers know the new.");

    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(new HttpFunction("endpoints", ["GET", "POST"], "endpoints", http => Api(services).Collection(http)) { Failure = Problems.Failed });
        functions.Add(new HttpFunction("endpoints-one", ["GET", "PUT", "DELETE"], "endpoints/{id}", http => Api(services).One(http)) { Failure = Problems.Failed });
        functions.Add(new HttpFunction("endpoints-enable", ["POST"], "endpoints/{id}/enable", http => Api(services).On(http, Api(services).Enable)) { Failure = Problems.Failed });
        functions.Add(new HttpFunction("endpoints-secret", ["POST"], "endpoints/{id}/secret", http => Api(services).On(http, Api(services).Rotate)) { Failure = Problems.Failed });
        functions.Add(new HttpFunction("endpoints-test", ["POST"], "endpoints/{id}/test", http => Api(services).On(http, Api(services).Test)) { Failure = Problems.Failed });
    }

    private static EndpointsApi Api(IServiceProvider services) => services.GetRequiredService<EndpointsApi>();

    private Task Collection(HttpContext http) => caller.Guarded(http, ApiCaller.EventsScope, account =>
        HttpMethods.IsPost(http.Request.Method) ? Create(http, account) : List(http, account));

    private Task One(HttpContext http) => On(http, (account, endpoint) =>
        HttpMethods.IsDelete(http.Request.Method) ? Delete(http, account, endpoint)
        : HttpMethods.IsPut(http.Request.Method) ? Update(http, account, endpoint)
        : Write(http, 200, EndpointText.Of(endpoint)));

    private Task On(HttpContext http, Func<HttpContext, Account, EventEndpoint, Task> work) => On(http, (account, endpoint) => work(http, account, endpoint));

    private Task On(HttpContext http, Func<Account, EventEndpoint, Task> work) => caller.Guarded(http, ApiCaller.EventsScope, account =>
        account.FindEndpoint(http.Request.RouteValues["id"] as string) is { } endpoint ? work(account, endpoint) : Problems.Write(http, NotFound));

    private static Task List(HttpContext http, Account account) => HttpAnswer.Send(http, 200, "application/json", JsonSerializer.SerializeToUtf8Bytes(
        new EndpointListText([.. account.Endpoints.Select(endpoint => EndpointText.Of(endpoint))]), ApiJson.Events.EndpointListText));

    private async Task Create(HttpContext context, Account account)
    {
        if (await Read(context, allowHttp: http.Allows(inside: false)) is not { } asked)
            return;
        var id = asked.Id ?? "endpoint-" + CallId.New(time).ToHex()[..12];
        if (asked.Url is null)
        {
            await Problems.Write(context, Problems.Field("url", "Where events are sent to is missing."));
            return;
        }

        if (account.FindEndpoint(id) is not null || account.WriteBacks.Any(one => one.Id == id))
        {
            await Problems.Write(context, Taken);
            return;
        }

        if (account.Endpoints.Count >= Most)
        {
            await Problems.Write(context, Problems.Of(409, "too-many", "An account has at most 20 endpoints."));
            return;
        }

        var secret = StandardWebhooks.NewSecret();
        var endpoint = Changed(new EventEndpoint { Id = id, Url = new Uri(asked.Url), MadeThroughApi = true }, asked) with
        {
            Sealed = [new SealedSecret(await seal.Seal(secret, context.RequestAborted), null)],
        };
        if (!await book.Add(account.Id, endpoint, CancellationToken.None))
        {
            await Problems.Write(context, Taken);
            return;
        }

        context.Response.Headers.Location = "/endpoints/" + id;
        await Write(context, 201, EndpointText.Of(endpoint, secret));
    }

    private async Task Update(HttpContext context, Account account, EventEndpoint copy)
    {
        if (await Read(context, allowHttp: http.Allows(copy.AllowPrivateNetwork)) is not { } asked)
            return;
        if (asked.Id is { } id && id != copy.Id)
        {
            await Problems.Write(context, Problems.Field("id", "An endpoint keeps its id."));
            return;
        }

        await Change(context, account, copy, known =>
        {
            var endpoint = Changed(known, asked);
            if (endpoint.Url != known.Url)
            {
                // The operator's permission was for the address in the file.
                endpoint = endpoint with { AllowPrivateNetwork = false, Health = EndpointHealth.Well };
                if (!EndpointUrl.IsOne(asked.Url!, http.Allows(inside: false)))
                    return (null, Problems.Field("url", "It begins with https."));
                if (KeyIsOfAnother(known, endpoint.Url))
                    return (null, KeyOfAnotherReceiver);
            }

            return (endpoint, null);
        });
    }

    private async Task Delete(HttpContext context, Account account, EventEndpoint endpoint)
    {
        await book.Delete(account.Id, endpoint.Id, CancellationToken.None);
        context.Response.StatusCode = 204;
    }

    private async Task Enable(HttpContext context, Account account, EventEndpoint endpoint)
    {
        await book.SaveHealth(account.Id, endpoint, EndpointHealth.Well, CancellationToken.None);
        await Change(context, account, endpoint, known => (known with { Enabled = true }, null));
    }

    private async Task Rotate(HttpContext context, Account account, EventEndpoint endpoint)
    {
        var now = time.GetUtcNow();
        var secret = StandardWebhooks.NewSecret();
        var newest = new SealedSecret(await seal.Seal(secret, context.RequestAborted), null);
        await Change(context, account, endpoint, known => known.Secrets.Count > 0 ? (null, SecretsInVault) : (Rotated(known, newest, now), null), secret);
    }

    // A write whose answer was lost is done again on what it wrote: it is there once all the same.
    private static EventEndpoint Rotated(EventEndpoint known, SealedSecret newest, DateTimeOffset now) => known with
    {
        Sealed =
        [
            newest,
            .. known.Sealed
                .Where(old => old.Text != newest.Text && (old.Until is null || old.Until > now))
                .Take(3)
                .Select(old => old with { Until = old.Until ?? now + Rotation }),
        ],
    };

    // The copy in memory can be seconds old, and others change the endpoint too: what is changed is what is stored now.
    private async Task Change(
        HttpContext context, Account account, EventEndpoint copy, Func<EventEndpoint, (EventEndpoint? Changed, Problem? Problem)> change, string? newSecret = null)
    {
        Problem? problem = null;
        var changed = await book.Change(
            account.Id,
            copy.Id,
            known =>
            {
                (var endpoint, problem) = change(known);
                return endpoint;
            },
            CancellationToken.None);
        if (changed is null)
            await Problems.Write(context, problem ?? NotFound);
        else
            await Write(context, 200, EndpointText.Of(changed, newSecret));
    }

    private async Task Test(HttpContext context, Account account, EventEndpoint endpoint)
    {
        var id = CallId.New(time);
        var eventId = $"{id}-test";
        var delivery = await events.Test(account.Id, endpoint, eventId, id, EventText.OfTest(account.Id, eventId, time.GetUtcNow()), CancellationToken.None);
        context.Response.Headers.Location = "/deliveries/" + delivery.Id;
        await HttpAnswer.Send(context, 202, "application/json", JsonSerializer.SerializeToUtf8Bytes(DeliveryText.Of(delivery), ApiJson.Events.DeliveryText));
    }

    // Such a key is sent as it is, and not only signed with: whoever moves the hook would read it at the new address.
    private static bool KeyIsOfAnother(EventEndpoint known, Uri url) =>
        known.Format == EventFormat.Tel4vn
        && (known.Sealed.Count > 0 || known.Secrets.Count > 0)
        && known.Url.GetLeftPart(UriPartial.Authority) != url.GetLeftPart(UriPartial.Authority);

    // What is not said stays as it is.
    private static EventEndpoint Changed(EventEndpoint endpoint, EndpointRequest asked) => endpoint with
    {
        Url = asked.Url is { } url ? new Uri(url) : endpoint.Url,
        Description = asked.Description is { } words ? (words.Length == 0 ? null : words) : endpoint.Description,
        Events = asked.Events is { } events ? [.. events.Select(CallEventTypes.Read).OfType<CallEventType>()] : endpoint.Events,
        Enabled = asked.Enabled ?? endpoint.Enabled,
    };

    private static async Task<EndpointRequest?> Read(HttpContext http, bool allowHttp)
    {
        if (await RequestBody.Read(http.Request, LargestBody, http.RequestAborted) is not { } body)
        {
            await Problems.Write(http, Problems.TooLarge(LargestBody));
            return null;
        }

        var (asked, problem) = Parse(body, allowHttp);
        if (problem is not null)
            await Problems.Write(http, problem);
        return asked;
    }

    private static (EndpointRequest? Asked, Problem? Problem) Parse(ReadOnlyMemory<byte> body, bool allowHttp)
    {
        EndpointRequest? asked;
        try
        {
            asked = JsonSerializer.Deserialize(body.Span, ApiJson.Events.EndpointRequest);
        }
        catch (JsonException wrong)
        {
            return (null, Problems.OfJson(wrong));
        }

        return asked switch
        {
            null => (null, Problems.Field("body", "A JSON object is needed.")),
            { Id: { } id } when !PartId.IsValid(id) => (null, Problems.Field("id", "1 to 64 lower-case letters, digits and dashes.")),
            { Url: { } url } when !EndpointUrl.IsOne(url, allowHttp) => (null, Problems.Field("url", "An absolute https address without user and fragment.")),
            { Description.Length: > 100 } => (null, Problems.Field("description", "At most 100 characters.")),
            { Events: { } events } when events.Any(word => CallEventTypes.Read(word) is null) =>
                (null, Problems.Field("events", $"Each is one of {string.Join(", ", CallEventTypes.Subscribable)}.")),
            _ => (asked, null),
        };
    }

    private static Task Write(HttpContext http, int status, EndpointText text) =>
        HttpAnswer.Send(http, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(text, ApiJson.Events.EndpointText));
}
