using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Flows;
using Click2Call.Intake;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>What flows do besides talking: have a lead called, and offer leads to agents. Doing any of it twice for the same turn of the same call does it once.</summary>
/// <param name="desk">Where calls are ordered.</param>
/// <param name="doNotCall">Whom flows do not dial.</param>
/// <param name="time">The clock.</param>
internal sealed class FlowOutside(ICallDesk desk, IDoNotCall doNotCall, TimeProvider time)
{
    private const int PageSize = 100;

    // A lead lives a day from when it was asked for, or a little longer when it had to wait for a morning or a weekend to end.
    private const int OldestWaits = 4;

    // Someone waits on the phone for the answer.
    private const int MostPages = 5;

    /// <summary>Does a step.</summary>
    /// <returns>The state after it, and whether it was done.</returns>
    public async Task<(FlowState State, bool Done)> Do(Account account, FlowCallKey call, FlowStep step, FlowState state, CancellationToken cancellation) => step.Kind switch
    {
        FlowStepKind.Lead => (state, await PlaceLead(account, call, step, state)),
        FlowStepKind.Offer => await FindOffer(account, state, cancellation),
        _ => (state, await Accept(account, call, state, cancellation)),
    };

    /// <summary>Whether the account may call a phone, as far as its do-not-call list goes; none is no trouble.</summary>
    public async Task<bool> MayCall(Account account, PhoneDestination? phone, CancellationToken cancellation) =>
        phone is null || await doNotCall.Find(account.Id, phone.Number.E164, cancellation) is null;

    private async Task<bool> PlaceLead(Account account, FlowCallKey call, FlowStep step, FlowState state)
    {
        if (account.FindClickToCall(step.ClickToCall) is not { } click
            || FlowModules.MayBeDialled(account, FlowText.Fill(step.Number ?? "", state.Variables)) is not { } phone)
        {
            return false;
        }

        var lead = new Lead
        {
            Name = step.Name is null ? null : FlowText.Fill(step.Name, state.Variables),
            Message = step.Text is null ? null : FlowText.Fill(step.Text, state.Variables),
        };
        // Where the phone system gives its calls no id, the same caller's next call has this one's hash: another day's callback is another lead.
        var key = new OrderKey("flow", $"{call.Hash}\n{state.StartedAt.UtcDateTime:yyyy-MM-dd}\n{state.FirstTurn}\n{state.Steps}\n{step.Id}\n{phone.Number.E164}");
        var (order, _) = LeadOrder.Of(account, click, TechnolineModules.Front, phone, lead, key);
        // Recorded: the caller hears that it is taken, and the alarm dials; nobody waits on the line for it.
        return order is not null
            && await desk.Place(order with { AnswerWhen = AnswerWhen.Recorded }) is PlaceResult.Placed;
    }

    private async Task<(FlowState State, bool Done)> FindOffer(Account account, FlowState state, CancellationToken cancellation)
    {
        var caller = state.Variables.GetValueOrDefault(FlowText.Caller, "");
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var query = new CallQuery(account.Id) { From = today.AddDays(-OldestWaits), To = today, State = CallState.Scheduled, Top = PageSize };
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await desk.List(query, cancellation);
            foreach (var call in page.Calls)
            {
                if (call.Order is { Lead: { } lead } order
                    && order.LegOf(LegRole.Target)?.Destination is PhoneDestination person
                    && IsPhoneOf(account, order.LegOf(LegRole.Agent)?.Destination, caller)
                    && call.MayBeTakenOver(account, time.GetUtcNow())
                    && await MayCall(account, person, cancellation))
                {
                    state = FlowWalk.Set(state, FlowText.OfferNumber, person.Number.ToLocal());
                    state = FlowWalk.Set(state, FlowText.OfferName, lead.Name ?? "");
                    return (state with { Offer = call.Id.ToString() }, true);
                }
            }

            if (page.Continuation is null)
                break;
            query = query with { Continuation = page.Continuation };
        }

        return (state, false);
    }

    // Whose note it has is whose it is, also when we crashed behind it. Between the offer and the key the night may have begun.
    private async Task<bool> Accept(Account account, FlowCallKey call, FlowState state, CancellationToken cancellation) =>
        CallId.TryParse(state.Offer, out var id)
        && await desk.Find(account.Id, id, cancellation) is { } offered
        && (offered.State == CallState.Ended || offered.MayBeTakenOver(account, time.GetUtcNow()))
        && await desk.TakeOver(account.Id, id, call.Hash) == TakeOverResult.Taken;

    private static bool IsAgent(Account account, string extension, string caller) =>
        account.FindExtension(extension) is { Blocked: false } known && (caller == known.Number || caller == known.Display || caller == known.SipUser);

    private static bool IsPhoneOf(Account account, Destination? agent, string caller) => agent switch
    {
        ExtensionDestination extension => IsAgent(account, extension.Number, caller),
        GroupDestination named => account.FindGroup(named.Name)?.Members.Any(member => IsAgent(account, member.Extension, caller)) == true,
        PhoneDestination phone => PhoneNumber.TryParsePlausible(caller, account.DefaultRegion, out var number, out _) && number == phone.Number,
        _ => false,
    };
}
