using System.Net;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Numbers;
using Click2Call.Orders;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Technoline.Flash;

/// <summary>
/// Accepts <c>action=makeCall</c>: a call whose caller id is a code and that is hung up when it is answered. The sender's
/// address is the only credential, so without <c>TrustedProxies</c>, for everybody else, and for another site's page in a
/// browser at that address, it is HTTP 400 and not a word more (PBX Documentation Center, 2FA Outbound Call).
/// </summary>
/// <param name="desk">Takes the orders.</param>
/// <param name="addresses">Which account an address is approved for.</param>
/// <param name="limits">How often a phone may be called.</param>
/// <param name="sender">The sender's address, as far as the operator's trusted proxies tell it.</param>
public sealed class FlashCalls(ICallDesk desk, AddressBook addresses, FlashLimits limits, Func<HttpContext, IPAddress?> sender) : ITechnolineAction
{
    /// <summary>The action.</summary>
    public const string Action = "makeCall";

    /// <summary>How long the phone rings: whoever waits for a code has it in the hand.</summary>
    public static readonly TimeSpan RingTime = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public bool Takes(string action) => action == Action;

    /// <inheritdoc/>
    public async Task<TechnolineReply> Answer(HttpContext http, string action, TechnolineForm form)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(form);
        // A browser there calls for whichever page is open in it.
        if (FetchSite.IsAnother(http.Request) || await addresses.Find(sender(http), http.RequestAborted) is not { } account)
            return TechnolineReply.NotAWord(StatusCodes.Status400BadRequest);
        return TechnolineReply.Unreadable(form, FieldLimits.Default) ?? await Decide(account.Id, form.Fields);
    }

    private async Task<TechnolineReply> Decide(string account, RequestFields fields)
    {
        if (fields.Number("phone") is not { } text || TechnolineTarget.Detect(text) is not PhoneDestination phone)
            return TechnolineReply.Error(TechnolineErrors.TargetInvalid, "חסר מספר טלפון ישראלי תקין: phone");
        if (fields.Text("cid") is not { Length: 6 } code || !code.All(char.IsAsciiDigit))
            return TechnolineReply.Error(TechnolineErrors.BadRequest, "cid חייב להיות שש ספרות");

        var taken = await limits.Take(account, phone.Number.E164, CancellationToken.None);
        if (taken is not FlashTurn.Free free)
        {
            var wait = ((FlashTurn.Wait)taken).RetryAfter;
            return TechnolineReply.Error(TechnolineErrors.Failure, "שיחה אחת למספר בכל שתי דקות, ומכסה לשעה. יש לנסות שוב מאוחר יותר") with { RetryAfter = wait };
        }

        var placed = await desk.Place(new CallOrder
        {
            Account = account,
            Front = "technoline-2fa",
            Intent = CallIntent.Direct,
            Kind = CallKind.Flash,
            First = new(LegRole.Target, phone) { AsSent = text, RingTime = RingTime, Shows = new(null, code) },
            MaxDuration = TimeSpan.FromSeconds(10),
        });
        switch (Verdict.OfDial(placed))
        {
            case Verdict.Yes yes:
                return TechnolineReply.Ok(json => json.WriteString("callId", yes.Answer.Id.ToString()));
            case Verdict.Later { SameIsUnderWay: true } later:
                return TechnolineReply.Error(TechnolineErrors.Failure, TechnolineNotes.SameUnderWay) with { RetryAfter = later.RetryAfter };
            case Verdict.No no:
                // Nothing rang, so the phone may be called again at once.
                await limits.GiveBack(account, free, CancellationToken.None);
                return TechnolineReply.Error(TechnolineErrors.CodeOf(no), no.Detail is { Length: > 0 } detail && no.Reason is not null ? detail : TechnolineNotes.Of(no.Outcome));
            default:
                await limits.GiveBack(account, free, CancellationToken.None);
                return TechnolineReply.Error(TechnolineErrors.Unavailable, TechnolineNotes.Unavailable);
        }
    }
}
