using System.Net;
using System.Text.Json.Nodes;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Kazoo;

/// <summary>
/// Accepts Kazoo's click-to-call API on <c>/v1</c> and <c>/v2</c>: documents, <c>connect</c>, <c>history</c>, and the two
/// ways to a token.
/// </summary>
public sealed class KazooFront : IFront
{
    private readonly IDirectory directory;
    private readonly TimeProvider clock;
    private readonly KazooDocuments documents;
    private readonly KazooConnect connect;
    private readonly KazooHistory history;
    private readonly Func<HttpContext, IPAddress?>? sender;

    /// <summary>A front; no I/O.</summary>
    /// <param name="desk">Takes the orders.</param>
    /// <param name="directory">Knows accounts and keys.</param>
    /// <param name="book">Changes click-to-calls.</param>
    /// <param name="clock">The time in answers.</param>
    /// <param name="accepting">What the operator set; absent: the defaults.</param>
    /// <param name="sender">The client's address, as far as the operator's trusted proxies tell it.</param>
    public KazooFront(
        ICallDesk desk, IDirectory directory, IAccountBook book, TimeProvider clock, KazooAccepting? accepting = null, Func<HttpContext, IPAddress?>? sender = null)
    {
        var settings = accepting ?? new KazooAccepting();
        (this.directory, this.clock, this.sender) = (directory, clock, sender);
        documents = new KazooDocuments(book, settings);
        connect = new KazooConnect(desk, clock, settings);
        history = new KazooHistory(desk, clock);
    }

    /// <inheritdoc/>
    public string Name => KazooDialect.DialectName;

    /// <inheritdoc/>
    public async Task Answer(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        // Tokens travel in a header of their own and never in cookies, so any page may ask (Kazoo does the same).
        var headers = http.Response.Headers;
        if (http.Request.Headers.Origin.Count > 0)
        {
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlAllowMethods = "GET, PUT, POST, PATCH, DELETE, OPTIONS";
            headers.AccessControlAllowHeaders = "Content-Type, X-Auth-Token, X-Request-ID, Authorization";
            headers.AccessControlExposeHeaders = "X-Request-ID, Location";
            headers.AccessControlMaxAge = "86400";
        }

        if (KazooRoute.Parse(http.Request.Path.Value) is not { } route)
        {
            await Send(http, KazooReply.BadIdentifier(http.Request.Path.Value ?? ""), v1: false, "");
            return;
        }

        if (HttpMethods.IsOptions(http.Request.Method))
        {
            headers.Allow = string.Join(", ", route.Methods);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var request = await KazooRequest.Read(http.Request, route);
        var reply = await Decide(http, request);
        if (reply.Status == StatusCodes.Status405MethodNotAllowed)
            headers.Allow = string.Join(", ", route.Methods);
        await Send(http, reply, route.V1, request.RequestId);
    }

    /// <inheritdoc/>
    public Task Fail(HttpContext http, int status)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Send(http, KazooReply.Unforeseen(status), KazooRoute.Parse(http.Request.Path.Value)?.V1 == true, KazooRequest.RequestIdOf(http.Request));
    }

    private async Task Send(HttpContext http, KazooReply reply, bool v1, string requestId)
    {
        http.Response.Headers["X-Request-ID"] = requestId;
        if (reply.Location is { } id)
            http.Response.Headers.Location = id;
        var body = KazooWire.Write(reply, v1, requestId, clock.GetUtcNow());
        await HttpAnswer.Send(http, reply.Status, HttpAnswer.Json, body, reply.RetryAfter);
    }

    private async Task<KazooReply> Decide(HttpContext http, KazooRequest request)
    {
        var gone = http.RequestAborted;
        if (request.Problem is { } problem)
            return problem;
        var route = request.Route;
        if (!route.Methods.Contains(request.Method))
            return KazooReply.MethodNotAllowed();
        try
        {
            return route.Place switch
            {
                KazooPlace.ApiAuth => await GiveToken(request, gone),
                KazooPlace.UserAuth => KazooReply.InvalidCredentials(
                    "user_auth is not available: there are no passwords here; send an API key of the account to api_auth"),
                _ => await Enter(http, request, gone),
            };
        }
        catch (StorageUnavailableException e)
        {
            return KazooReply.Unavailable(e.RetryAfter);
        }
    }

    private async Task<KazooReply> Enter(HttpContext http, KazooRequest request, CancellationToken gone)
    {
        var route = request.Route;
        if (route.Place == KazooPlace.Connect
            && await directory.Find(route.Account, gone) is { } open
            && open.FindClickToCall(route.Id) is { AuthRequired: false, Turnstile: null } door)
        {
            return Admits(door, request)
                ? await connect.Answer(request, open, door, sender?.Invoke(http), stranger: !await HasKey(request, gone))
                : KazooReply.Forbidden();
        }

        var (key, token) = await FindKey(request, gone);
        if (key is null)
            return KazooReply.InvalidCredentials();
        if (key.Account != route.Account || !Opens(key, request))
            return KazooReply.Forbidden();
        if (await directory.Find(route.Account, gone) is not { } account)
            return KazooReply.BadIdentifier(route.Account);
        return await Serve(request, account, gone) with { AuthToken = token };
    }

    // GET starts a call, and browsers name no origin when a page asks for an image there.
    private static bool Admits(ClickToCall door, KazooRequest request) =>
        door.AllowedOrigins.Count == 0 || (request.Origin is { } origin ? door.AllowedOrigins.Contains(origin) : !request.IsOfAnotherSite);

    // An open door asks for no key; who brings one all the same is answered as one of the account's own.
    private async Task<bool> HasKey(KazooRequest request, CancellationToken gone) =>
        (await FindKey(request, gone)).Key is { } key && key.Account == request.Route.Account && Opens(key, request);

    // A document can open a door that nobody needs a key for, and it stays when the key that made it is gone.
    private bool Opens(ApiKey key, KazooRequest request) => request.Route.Place switch
    {
        KazooPlace.Connect or KazooPlace.History => key.Opens(Name),
        _ when HttpMethods.IsGet(request.Method) => key.Opens(Name) || MayManage(key),
        _ => MayManage(key),
    };

    private static bool MayManage(ApiKey key) => key.Has(KeyScope.Manage);

    private async Task<KazooReply> Serve(KazooRequest request, Account account, CancellationToken gone)
    {
        var route = request.Route;
        if (route.Place == KazooPlace.List)
            return HttpMethods.IsGet(request.Method) ? KazooDocuments.List(request, account) : await documents.Create(request, account);
        if (account.FindClickToCall(route.Id) is not { } click)
            return KazooReply.BadIdentifier(route.Id);
        return route.Place switch
        {
            KazooPlace.Connect => await connect.Answer(request, account, click, from: null, stranger: false),
            KazooPlace.History => await history.Answer(request, account, click, gone),
            _ when HttpMethods.IsGet(request.Method) => KazooDocuments.Get(click),
            _ when HttpMethods.IsDelete(request.Method) => await documents.Delete(account, click),
            _ => await documents.Change(request, account, click),
        };
    }

    // The token is the key: there is nothing to share between instances, nothing to expire under a client that
    // never learnt to renew it, and revoking the key revokes it everywhere within seconds.
    private async Task<KazooReply> GiveToken(KazooRequest request, CancellationToken gone)
    {
        if (request.Data is null)
            return KazooReply.NoEnvelope();
        if (KazooDocument.Text(request.Data, "api_key")?.Trim() is not { Length: > 0 } presented)
            return KazooReply.Invalid("api_key", "required", "Field is required but missing", "api_key");
        if (await directory.FindKey(presented, gone) is not { } key || !(key.Opens(Name) || MayManage(key)) || await directory.Find(key.Account, gone) is not { } account)
            return KazooReply.InvalidCredentials();
        return new KazooReply(StatusCodes.Status201Created, new JsonObject { ["account_id"] = account.Id, ["account_name"] = account.Name })
        {
            AuthToken = presented,
        };
    }

    private async Task<(ApiKey? Key, string Token)> FindKey(KazooRequest request, CancellationToken gone)
    {
        foreach (var token in request.Tokens)
        {
            if (await directory.FindKey(token, gone) is { } key)
                return (key, token);
        }

        return (null, "");
    }
}
