using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Orders;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>
/// Accepts the TEL4VN dialect: <c>/v1/click2call</c>, <c>/v1/click2call/async</c>, <c>/v2/click2call</c>, the token endpoints,
/// and the event hooks of <c>/v1/event</c>. What became of a call is HTTP 200 with <c>status</c>; a request at
/// fault is told by HTTP as well.
/// </summary>
/// <param name="desk">Takes the orders.</param>
/// <param name="directory">Knows keys and accounts.</param>
/// <param name="tokens">Makes and reads tokens.</param>
/// <param name="hooks">The event hooks.</param>
public sealed class Tel4vnFront(ICallDesk desk, IDirectory directory, Tel4vnTokens tokens, Tel4vnHooks hooks) : IFront
{
    /// <inheritdoc/>
    public string Name => Tel4vnDialect.DialectName;

    /// <inheritdoc/>
    public async Task Answer(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var route = Tel4vnRoute.Parse(http.Request.Path.Value);
        // Clients call from pages as well. The token is in a header and never in a cookie, so any page may ask.
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            headers.AccessControlAllowHeaders = "Authorization, Content-Type";
            headers.AccessControlAllowMethods = string.Join(", ", route?.Methods ?? []);
            headers.AccessControlMaxAge = "600";
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (route is not null && !route.Methods.Contains(http.Request.Method))
            headers.Allow = string.Join(", ", route.Methods);
        var reply = await Decide(http, route);
        await HttpAnswer.Send(http, reply.Status, HttpAnswer.Json, reply.Body, reply.RetryAfter);
    }

    /// <inheritdoc/>
    public Task Fail(HttpContext http, int status)
    {
        ArgumentNullException.ThrowIfNull(http);
        var reply = Tel4vnReply.Of(Tel4vnRoute.Parse(http.Request.Path.Value)?.Shape ?? Tel4vnShape.Async, Tel4vnFault.Failed(status));
        return HttpAnswer.Send(http, reply.Status, HttpAnswer.Json, reply.Body);
    }

    private async Task<Tel4vnReply> Decide(HttpContext http, Tel4vnRoute? route)
    {
        if (route is null)
            return Tel4vnReply.Of(Tel4vnShape.Async, Tel4vnFault.NotFound);
        if (!route.Methods.Contains(http.Request.Method))
            return Tel4vnReply.Of(route.Shape, Tel4vnFault.MethodNotAllowed);
        try
        {
            return route.Place switch
            {
                Tel4vnPlace.Dial => await Dial(http, route.Shape),
                Tel4vnPlace.Events => await Events(http, route.Shape),
                _ => await GiveCredential(http, route),
            };
        }
        catch (StorageUnavailableException e)
        {
            return Tel4vnReply.Of(route.Shape, Tel4vnFault.Down) with { RetryAfter = e.RetryAfter };
        }
    }

    // Who may place calls is not thereby told of everybody's.
    private async Task<Tel4vnReply> Events(HttpContext http, Tel4vnShape shape)
    {
        if (await Bearer(http) is not { } key || await directory.Find(key.Account, http.RequestAborted) is not { } account)
            return Tel4vnReply.Of(shape, Tel4vnFault.Unauthorized);
        return MayHear(key) ? await hooks.Answer(http, account, shape) : Tel4vnReply.Of(shape, Tel4vnFault.NoEvents);
    }

    private async Task<Tel4vnReply> Dial(HttpContext http, Tel4vnShape shape)
    {
        if (await Enter(http) is not { } key || await directory.Find(key.Account, http.RequestAborted) is not { } account)
            return Tel4vnReply.Of(shape, Tel4vnFault.Unauthorized);
        var fields = await RequestFields.Read(http.Request, FieldLimits.Default, StringComparer.Ordinal, http.RequestAborted);
        if (fields.Problem is { } problem)
            return Tel4vnReply.Of(shape, Unreadable(problem));
        var (order, fault) = Tel4vnOrder.Read(fields, shape, account);
        if (order is null)
            return Tel4vnReply.Of(shape, fault!);

        var result = await desk.Place(order);
        return (shape == Tel4vnShape.Sync ? OfFirstLeg(result) : Verdict.OfDial(result)) switch
        {
            Verdict.Yes { Answer: var call } => Tel4vnReply.Ok(Tel4vnWire.Success(shape, call.Id.ToString())),
            Verdict.No no => No(shape, no),
            Verdict.Later { SameIsUnderWay: true } later => Tel4vnReply.Of(shape, Tel4vnFault.SameUnderWay) with { RetryAfter = later.RetryAfter },
            Verdict.Later later => Tel4vnReply.Of(shape, Tel4vnFault.Down) with { RetryAfter = later.RetryAfter },
            _ => Tel4vnReply.Of(shape, Tel4vnFault.Invalid("request", "The request was used before with other values")),
        };
    }

    // "Waits until the extension picks up or hangs up": once it has picked up the answer is success, whatever the target did.
    // A patience that ends while the extension rings is a success too, because an error promises that nothing rings.
    private static Verdict OfFirstLeg(PlaceResult result) =>
        result is PlaceResult.Placed { Answer: { Call.Latest: { } attempt } answer }
            && (attempt.First.AnsweredAt is not null
                || (attempt.Dial is DialResult.Accepted
                    && answer.Outcome is CallOutcome.TargetBusy or CallOutcome.TargetNoAnswer or CallOutcome.TargetRejected or CallOutcome.TargetUnreachable))
            ? new Verdict.Yes(answer)
            : Verdict.Of(result);

    private static Tel4vnReply No(Tel4vnShape shape, Verdict.No no)
    {
        var word = Tel4vnErrors.WordOf(no);
        var rule = no.Reason is not (null or RefusalReason.Line);
        var message = rule && !string.IsNullOrWhiteSpace(no.Detail) ? no.Detail : Tel4vnErrors.MessageOf(word);
        return Tel4vnReply.Ok(Tel4vnWire.Fail(shape, word, message));
    }

    /// <summary>
    /// There are no passwords here: the username is the account's id (what follows an @ is the vendor's domain and does not
    /// matter) and the password is one of the account's API keys. So nothing new is stored and revoking works.
    /// </summary>
    private async Task<Tel4vnReply> GiveCredential(HttpContext http, Tel4vnRoute route)
    {
        var fields = await RequestFields.Read(http.Request, FieldLimits.Default, StringComparer.Ordinal, http.RequestAborted);
        if (fields.Problem is { } problem)
            return Tel4vnReply.Of(route.Shape, Unreadable(problem));
        var login = route.Place == Tel4vnPlace.Login;
        if (Array.Find(login ? (string[])["username", "password"] : ["api_key"], name => !fields.Has(name, out _)) is { } missing)
            return Tel4vnReply.Of(route.Shape, Tel4vnFault.Missing(missing));

        var presented = fields.Text(login ? "password" : "api_key")!;
        var key = await directory.FindKey(presented, http.RequestAborted);
        if (key is null || !(key.Opens(Name) || MayHear(key)))
            return Tel4vnReply.Of(route.Shape, login ? Tel4vnFault.NoLogin : Tel4vnFault.Unauthorized);
        if (login)
        {
            return fields.Text("username")!.Split('@')[0].Equals(key.Account, StringComparison.OrdinalIgnoreCase)
                ? Tel4vnReply.Ok(Tel4vnWire.Login(key.Account, presented))
                : Tel4vnReply.Of(route.Shape, Tel4vnFault.NoLogin);
        }

        var (token, expires) = await tokens.Make(presented, http.RequestAborted);
        return Tel4vnReply.Ok(route.Place == Tel4vnPlace.Token
            ? Tel4vnWire.Token(key.Account, token, Tel4vnTokens.Life)
            : Tel4vnWire.OldToken(key.Account, token, expires));
    }

    private async Task<ApiKey?> Enter(HttpContext http) => await Bearer(http) is { } key && key.Opens(Name) ? key : null;

    private async Task<ApiKey?> Bearer(HttpContext http)
    {
        const string scheme = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) || header[scheme.Length..].Trim() is not { Length: > 0 } presented)
            return null;
        return await tokens.Read(presented, http.RequestAborted) is { } apiKey ? await directory.FindKey(apiKey, http.RequestAborted) : null;
    }

    private static bool MayHear(ApiKey key) => key.Has(KeyScope.Events);

    private static Tel4vnFault Unreadable(FieldProblem problem) =>
        new(problem.Status, problem.Field is { } field && field.All(char.IsAsciiLetterOrDigit) ? $"{field.ToUpperInvariant()}_INVALID" : "REQUEST_INVALID", problem.Message);
}
