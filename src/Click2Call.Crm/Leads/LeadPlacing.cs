using Click2Call.Calls;
using Click2Call.Intake;
using Click2Call.Orders;
using Microsoft.Extensions.Logging;

namespace Click2Call.Crm.Leads;

/// <summary>Hands leads to the desk: a call is written down, to be dialled after, or the history says why nobody is called.</summary>
internal sealed partial class LeadPlacing(ICallDesk desk, TimeProvider time, ILogger<LeadPlacing> logger)
{
    /// <summary>How long a sender waits before it may find the account put right.</summary>
    private static readonly TimeSpan UntilRepaired = TimeSpan.FromMinutes(5);

    /// <summary>Writes one lead down as a call. The caller dials it then, or else its alarm.</summary>
    public async Task<Placing> Place(LeadDoor door, string eventId, CrmLead lead)
    {
        var now = time.GetUtcNow();
        var (phone, problem) = LeadText.Phone(lead, door.Region);
        if (phone is null)
            return await TurnDown(door, eventId, lead, new Refusal(CallOutcome.NotAllowed, RefusalReason.NumberType, problem!));

        var askedAt = lead.AskedAt > now ? now : lead.AskedAt;
        var (order, misconfigured) = LeadOrder.Of(door.Account, door.Click, door.Source, phone, LeadText.Of(lead), Key(door, eventId));
        if (order is null)
            return Misconfigured(door, misconfigured!);
        order = order with { AnswerWhen = AnswerWhen.RecordedFirst, AskedAt = askedAt };
        if (askedAt is { } asked)
        {
            if (asked + door.Click.MaxAge <= now)
                return await Keep(order, new Refusal(CallOutcome.Expired, RefusalReason.Time, "The lead is older than the click-to-call's maxAge."));
            // What is left of it; the hours at which nobody is called do not count.
            order = order with { MaxAge = asked + door.Click.MaxAge - now };
        }

        return await desk.Place(order) switch
        {
            PlaceResult.Placed { How: var how, Answer.Call: var call } => new Placing.Called(how == PlacedHow.Made ? call : null),
            PlaceResult.Refused { Refusal: var refusal } when IsOurs(order, refusal) => Misconfigured(door, refusal.Detail),
            PlaceResult.Refused { Refusal: var refusal } => refusal.CallId is null ? await Keep(order, refusal) : new Placing.Kept(),
            PlaceResult.Busy busy => new Placing.Again(busy.RetryAfter),
            PlaceResult.Unavailable unavailable => new Placing.Again(unavailable.RetryAfter),
            _ => new Placing.Kept(),
        };
    }

    /// <summary>Writes a lead that nobody can call into the history, with the reason.</summary>
    public Task<Placing> TurnDown(LeadDoor door, string eventId, CrmLead lead, Refusal refusal)
    {
        var kept = LeadText.Of(lead);
        if (lead.Phones is [var phone, ..] && !kept.Fields.Any(field => field.Value == phone))
            kept = kept with { Fields = FieldMap.Kept([new NameValue("phone", phone), .. kept.Fields]) };
        return Keep(LeadOrder.WithoutTarget(door.Account, door.Click, door.Source, kept, Key(door, eventId)), refusal);
    }

    private async Task<Placing> Keep(CallOrder order, Refusal refusal) => await desk.TurnDown(order, refusal) switch
    {
        PlaceResult.Busy busy => new Placing.Again(busy.RetryAfter),
        PlaceResult.Unavailable unavailable => new Placing.Again(unavailable.RetryAfter),
        _ => new Placing.Kept(),
    };

    // The account's mistake is not the lead's: the sender keeps it until the operator has put it right.
    private Placing.Again Misconfigured(LeadDoor door, string problem)
    {
        Log.Misconfigured(logger, door.Source, door.Account.Id, door.Click.Id, problem);
        return new Placing.Again(UntilRepaired);
    }

    private static bool IsOurs(CallOrder order, Refusal refusal) =>
        refusal.Reason is RefusalReason.NoLine or RefusalReason.LineCannot or RefusalReason.UnknownExtension
        || (refusal.Leg is { } leg && (leg == LegPosition.First ? order.First : order.Second)?.Role == LegRole.Agent);

    // The same event may go to two click-to-calls: those are two leads.
    private static OrderKey Key(LeadDoor door, string eventId) => new(door.Source, door.Click.Id + "\n" + eventId);

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Error, "The webhook {Source} of {Account}.{ClickToCall} takes nothing until its account is put right: {Problem}")]
        public static partial void Misconfigured(ILogger logger, string source, string account, string clickToCall, string problem);
    }
}
