using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Numbers;
using Click2Call.Orders;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Voicenter;

/// <summary>
/// Accepts the Voicenter dialect: GET, POST form, POST JSON; <c>call</c>, <c>message</c>, <c>callference</c> and
/// <c>terminate</c>; XML-RPC or JSON. Errors are HTTP 200 with an <c>ERRORCODE</c>.
/// </summary>
/// <param name="desk">Takes the orders.</param>
/// <param name="directory">Knows the codes, which are the accounts' keys.</param>
public sealed class VoicenterFront(ICallDesk desk, IDirectory directory) : IFront
{
    /// <inheritdoc/>
    public string Name => VoicenterDialect.DialectName;

    /// <inheritdoc/>
    public async Task Answer(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var fields = await RequestFields.Read(http.Request, FieldLimits.Default, StringComparer.OrdinalIgnoreCase, http.RequestAborted);
        await Send(http, fields, await Decide(http, fields));
    }

    /// <inheritdoc/>
    public Task Fail(HttpContext http, int status)
    {
        ArgumentNullException.ThrowIfNull(http);
        // What the body asks for may be what could not be read.
        var query = RequestFields.Parse(http.Request.QueryString.Value, null, default, FieldLimits.Default, StringComparer.OrdinalIgnoreCase);
        var error = status switch
        {
            StatusCodes.Status413PayloadTooLarge => Error(VoicenterErrors.InvalidRequest, "The request is too large"),
            StatusCodes.Status503ServiceUnavailable => Error(VoicenterErrors.ApplicationError),
            >= StatusCodes.Status500InternalServerError => Error(VoicenterErrors.ApplicationError, VoicenterErrors.Unforeseen),
            _ => Error(VoicenterErrors.InvalidRequest, "The request is malformed"),
        };
        return Send(http, query, error with { Status = status });
    }

    private static Task Send(HttpContext http, RequestFields fields, Reply reply)
    {
        var json = string.Equals(fields.Text(VoicenterNames.Format), "JSON", StringComparison.OrdinalIgnoreCase);
        return HttpAnswer.Send(
            http,
            reply.Status,
            json ? HttpAnswer.Json : HttpAnswer.Xml,
            json ? VoicenterWire.Json(reply.Answer) : VoicenterWire.Xml(reply.Answer),
            reply.RetryAfter);
    }

    private async Task<Reply> Decide(HttpContext http, RequestFields fields)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsPost(http.Request.Method))
            return Error(VoicenterErrors.InvalidRequest, "Send GET or POST") with { Status = StatusCodes.Status405MethodNotAllowed };
        if (fields.Problem is { } problem)
            return Error(VoicenterErrors.InvalidRequest, problem.Message) with { Status = problem.Status };
        if (!fields.Has(VoicenterNames.Code, out var code))
            return Error(VoicenterErrors.InvalidRequest, "Code is missing");
        try
        {
            var key = await directory.FindKey(code, http.RequestAborted);
            var account = key?.Opens(Name) == true ? await directory.Find(key.Account, http.RequestAborted) : null;
            return account is null ? Error(VoicenterErrors.InvalidRequest, "Code is invalid") : await Act(account, fields);
        }
        catch (StorageUnavailableException e)
        {
            return Error(VoicenterErrors.ApplicationError) with { RetryAfter = e.RetryAfter };
        }
    }

    private Task<Reply> Act(Account account, RequestFields fields) => (fields.Text(VoicenterNames.Action) ?? "call").ToUpperInvariant() switch
    {
        "CALL" => Place(CallKind.Bridge, account, fields),
        "MESSAGE" => Place(CallKind.Message, account, fields),
        "CALLFERENCE" => Place(CallKind.Conference, account, fields),
        "TERMINATE" => Terminate(account, fields),
        _ => Task.FromResult(Error(VoicenterErrors.InvalidRequest, "Action is call, message, callference or terminate")),
    };

    private async Task<Reply> Place(CallKind kind, Account account, RequestFields fields)
    {
        var (order, problem) = VoicenterOrder.Read(kind, fields, account);
        if (order is null)
            return Error(VoicenterErrors.InvalidRequest, problem);
        return Verdict.OfDial(await desk.Place(order)) switch
        {
            Verdict.Yes { Answer.Id: var id } => new(new(VoicenterErrors.Ok, "OK", id.ToHex())),
            Verdict.No no => Error(VoicenterErrors.CodeOf(no), no.Reason is null or RefusalReason.Line ? VoicenterErrors.TextOf(no.Outcome) : no.Detail),
            Verdict.Later { SameIsUnderWay: true } later =>
                Error(VoicenterErrors.ApplicationError, "The same call is being placed") with { Status = StatusCodes.Status503ServiceUnavailable, RetryAfter = later.RetryAfter },
            Verdict.Later later => Error(VoicenterErrors.ApplicationError) with { RetryAfter = later.RetryAfter },
            _ => Error(VoicenterErrors.InvalidRequest),
        };
    }

    private async Task<Reply> Terminate(Account account, RequestFields fields)
    {
        if (!fields.Has(VoicenterNames.Phone, out var extension))
            return Error(VoicenterErrors.InvalidRequest, "Phone is missing");
        if (!DialText.IsAdmitted(extension))
            return Error(VoicenterErrors.InvalidRequest, "Phone is invalid");
        return await desk.HangUp(new(account.Id, null, extension)) switch
        {
            HangUpResult.NotFound => Error(VoicenterErrors.InvalidRequest, "Phone is not an extension of the account"),
            HangUpResult.LineCannot => Error(VoicenterErrors.ApplicationError, "The phone system can't hang up an extension"),
            HangUpResult.Unavailable => Error(VoicenterErrors.ApplicationError, "The phone system could not be reached"),
            _ => new(new(VoicenterErrors.Ok, "OK", "")),
        };
    }

    private static Reply Error(int code, string? message = null) =>
        new(new(code, string.IsNullOrWhiteSpace(message) ? VoicenterErrors.TextOf(code) : message, ""));

    private sealed record Reply(VoicenterAnswer Answer)
    {
        public int Status { get; init; } = StatusCodes.Status200OK;

        public TimeSpan? RetryAfter { get; init; }
    }
}
