using Click2Call.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Intake;

/// <summary>Asks the do-not-call list about the person to be called: before a call is placed, and before each further try.</summary>
internal sealed class DoNotCallRule(IDoNotCall? list)
{
    /// <summary>The refusal; null when the person may be called.</summary>
    public async Task<Refusal?> Refuse(CallOrder order) =>
        await Refuse(order, order.First, LegPosition.First) ?? (order.Second is { } second ? await Refuse(order, second, LegPosition.Second) : null);

    private async Task<Refusal?> Refuse(CallOrder order, Leg leg, LegPosition position) =>
        list is not null
        && leg is { Role: LegRole.Target, IgnoreDnc: false, Destination: PhoneDestination phone }
        && await list.Find(order.Account, phone.Number.E164, CancellationToken.None) is not null
            ? new Refusal(CallOutcome.NotAllowed, RefusalReason.Blocked, "This number is on the do-not-call list.", position)
            : null;
}
