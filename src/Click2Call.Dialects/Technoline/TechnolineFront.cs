using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Numbers;
using Click2Call.Orders;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Technoline;

/// <summary>
/// Accepts <c>action=click2call</c> of the Technoline dialect: GET, POST form, POST JSON. Logical errors are HTTP 200
/// with <c>status: "ERROR"</c>, as the reference says.
/// </summary>
/// <param name="desk">Takes the orders.</param>
/// <param name="directory">Knows the keys.</param>
/// <param name="actions">What else is done at the same address.</param>
public sealed class TechnolineFront(ICallDesk desk, IDirectory directory, IEnumerable<ITechnolineAction> actions) : IFront
{
    private readonly IReadOnlyList<ITechnolineAction> others = [.. actions];

    /// <inheritdoc/>
    public string Name => TechnolineDialect.DialectName;

    /// <inheritdoc/>
    public async Task Answer(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        await TechnolineReply.Send(http, await Decide(http));
    }

    /// <inheritdoc/>
    public Task Fail(HttpContext http, int status) => TechnolineReply.Send(
        http, TechnolineReply.Failed(status, TechnolineErrors.BadRequest, TechnolineErrors.Unavailable, TechnolineErrors.Failure));

    private async Task<TechnolineReply> Decide(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsPost(http.Request.Method))
            return Error(TechnolineErrors.BadRequest, TechnolineNotes.MethodUnknown) with { Status = StatusCodes.Status405MethodNotAllowed };
        try
        {
            var form = await TechnolineForm.Read(http.Request, directory, http.RequestAborted);
            var action = form.Fields.Text("action");
            if (action is not null && others.FirstOrDefault(one => one.Takes(action)) is { } other)
                return await other.Answer(http, action, form);
            // What is read at this address is as much as a file needs.
            if (TechnolineReply.Unreadable(form, FieldLimits.Default) is { } unreadable)
                return unreadable;
            if (action != "click2call")
                return Error(TechnolineErrors.BadRequest, TechnolineNotes.ActionUnknown);
            var key = form.Fields.Has("apiKey", out var presented) ? await directory.FindKey(presented, http.RequestAborted) : null;
            return key?.Opens(Name) == true ? await Dial(key.Account, form.Fields) : Error(TechnolineErrors.Unauthorized, TechnolineNotes.KeyUnknown);
        }
        catch (StorageUnavailableException e)
        {
            return Error(TechnolineErrors.Unavailable) with { RetryAfter = e.RetryAfter };
        }
    }

    private async Task<TechnolineReply> Dial(string account, RequestFields fields)
    {
        if (!fields.Has("extension", out var extension))
            return Error(TechnolineErrors.ExtensionMissing);
        if (fields.Number("target") is not { } target)
            return Error(TechnolineErrors.TargetMissing);
        if (TechnolineTarget.Detect(target) is not { } destination)
            return Error(TechnolineErrors.TargetInvalid);
        if (!DialText.IsAdmitted(extension))
            return Error(TechnolineErrors.ExtensionUnknown);
        if (RingTime(fields) is not { } ring)
            return Error(TechnolineErrors.BadRequest, TechnolineNotes.RingSecInvalid);

        var local = destination is PhoneDestination { Number: var number } ? number.ToLocal() : destination.Dialable;
        var name = fields.Text("targetName") ?? "";
        var order = new CallOrder
        {
            Account = account,
            Front = Name,
            Intent = CallIntent.Direct,
            First = new(LegRole.Agent, new ExtensionDestination(extension))
            {
                AsSent = extension,
                RingTime = ring,
                Shows = new(name.Length > 0 ? name : local, local),
            },
            Second = new(LegRole.Target, destination) { AsSent = target },
            Extra = [.. fields.All.HandedOn(TechnolineWire.IsOwn)],
        };
        return Verdict.OfDial(await desk.Place(order)) switch
        {
            Verdict.Yes { Answer: var call } => new(TechnolineWire.Success(call.Id.ToString(), extension, local, name)),
            Verdict.No no => No(no),
            Verdict.Later { SameIsUnderWay: true } later =>
                Error(TechnolineErrors.Failure, TechnolineNotes.SameUnderWay) with { Status = StatusCodes.Status503ServiceUnavailable, RetryAfter = later.RetryAfter },
            Verdict.Later later => Error(TechnolineErrors.Unavailable) with { RetryAfter = later.RetryAfter },
            _ => Error(TechnolineErrors.BadRequest),
        };
    }

    // Numbers outside the range are brought into it: a call is worth more than the length of a ring.
    private static TimeSpan? RingTime(RequestFields fields)
    {
        if (!fields.Has("ringSec", out var text))
            return TimeSpan.FromSeconds(TechnolineWire.DefaultRing);
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds((int)Math.Clamp(seconds, TechnolineWire.ShortestRing, TechnolineWire.LongestRing))
            : null;
    }

    // The 400s are the codes with which clients are told to contact support "with callId and timestamp".
    private static TechnolineReply No(Verdict.No no)
    {
        var code = TechnolineErrors.CodeOf(no);
        var rule = no.Reason is not (null or RefusalReason.Line or RefusalReason.UnknownExtension);
        var note = rule && !string.IsNullOrWhiteSpace(no.Detail) ? no.Detail
            : no.Reason is null or RefusalReason.Line ? TechnolineNotes.Of(no.Outcome)
            : TechnolineNotes.Of(code);
        return TechnolineReply.Error(code, note, code >= TechnolineErrors.BadRequest ? no.Call?.ToString() : null);
    }

    private static TechnolineReply Error(int code, string? note = null) => TechnolineReply.Error(code, note ?? TechnolineNotes.Of(code));
}
