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
public sealed class TechnolineFront(ICallDesk desk, IDirectory directory, IEnumerable<ITechnolineAction>? actions = null) : IFront
{
    private readonly IReadOnlyList<ITechnolineAction> others = [.. actions ?? []];

    /// <inheritdoc/>
    public string Name => TechnolineDialect.DialectName;

    /// <inheritdoc/>
    public async Task Answer(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        try
        {
            await Take(http);
        }
        catch (StorageUnavailableException e)
        {
            // Whether a long body comes from somebody with a key could not be found out.
            await TechnolineReply.Send(http, TechnolineReply.Error(TechnolineErrors.Unavailable, TechnolineNotes.Unavailable) with { RetryAfter = e.RetryAfter });
        }
    }

    /// <inheritdoc/>
    public Task Fail(HttpContext http, int status) => TechnolineReply.Send(
        http, TechnolineReply.Failed(status, TechnolineErrors.BadRequest, TechnolineErrors.Unavailable, TechnolineErrors.Failure));

    private async Task Take(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsPost(http.Request.Method))
        {
            // Read once: the actions beside click-to-call take files, and more of everything.
            var form = others.Count == 0 ? null : await TechnolineForm.Read(http.Request, directory, http.RequestAborted);
            if (form?.Fields.Text("action") is { } action && others.FirstOrDefault(one => one.Takes(action)) is { } other)
            {
                await other.Answer(http, action, form);
                return;
            }

            if (form is not null)
            {
                var dial = form.TooLarge ? Error(TechnolineErrors.BadRequest, form.WhyTooLarge) with { Status = StatusCodes.Status413PayloadTooLarge } : await Decide(http, form.Fields);
                await HttpAnswer.Send(http, dial.Status, HttpAnswer.Json, dial.Body, dial.RetryAfter);
                return;
            }
        }

        var answer = await Decide(http);
        await HttpAnswer.Send(http, answer.Status, HttpAnswer.Json, answer.Body, answer.RetryAfter);
    }

    private async Task<Reply> Decide(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsPost(http.Request.Method))
            return Error(TechnolineErrors.BadRequest, TechnolineNotes.MethodUnknown) with { Status = StatusCodes.Status405MethodNotAllowed };
        return await Decide(http, await RequestFields.Read(http.Request, FieldLimits.Default, StringComparer.Ordinal, http.RequestAborted));
    }

    private async Task<Reply> Decide(HttpContext http, RequestFields fields)
    {
        if (fields.Problem is { } problem)
            return Error(TechnolineErrors.BadRequest, problem.Message) with { Status = problem.Status };
        if (fields.Text("action") != "click2call")
            return Error(TechnolineErrors.BadRequest, TechnolineNotes.ActionUnknown);
        // What is read at this address is as much as a file needs.
        if (fields.Beyond(FieldLimits.Default) is { } beyond)
            return Error(TechnolineErrors.BadRequest, beyond.Message) with { Status = beyond.Status };
        try
        {
            var key = fields.Has("apiKey", out var presented) ? await directory.FindKey(presented, http.RequestAborted) : null;
            return key?.Opens(Name) == true ? await Dial(key.Account, fields) : Error(TechnolineErrors.Unauthorized, TechnolineNotes.KeyUnknown);
        }
        catch (StorageUnavailableException e)
        {
            return Error(TechnolineErrors.Unavailable) with { RetryAfter = e.RetryAfter };
        }
    }

    private async Task<Reply> Dial(string account, RequestFields fields)
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
    private static Reply No(Verdict.No no)
    {
        var code = TechnolineErrors.CodeOf(no);
        var rule = no.Reason is not (null or RefusalReason.Line or RefusalReason.UnknownExtension);
        var note = rule && !string.IsNullOrWhiteSpace(no.Detail) ? no.Detail
            : no.Reason is null or RefusalReason.Line ? TechnolineNotes.Of(no.Outcome)
            : TechnolineNotes.Of(code);
        return new(TechnolineWire.Error(code, note, code >= TechnolineErrors.BadRequest ? no.Call?.ToString() : null));
    }

    private static Reply Error(int code, string? note = null) => new(TechnolineWire.Error(code, note ?? TechnolineNotes.Of(code), callId: null));

    private sealed record Reply(ReadOnlyMemory<byte> Body)
    {
        public int Status { get; init; } = StatusCodes.Status200OK;

        public TimeSpan? RetryAfter { get; init; }
    }
}
