using Click2Call.Accounts;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Intake;

/// <summary>Makes the order of a lead that came through a click-to-call: who is rung, what each phone shows, how it is tried again.</summary>
public static class LeadOrder
{
    /// <summary>The order, or the sentence that says what is wrong with the click-to-call itself.</summary>
    /// <param name="account">The account.</param>
    /// <param name="click">The click-to-call.</param>
    /// <param name="front">The front that took the lead.</param>
    /// <param name="target">The person to be called.</param>
    /// <param name="lead">Who it is.</param>
    /// <param name="key">What makes a repeated request the same.</param>
    public static (CallOrder? Order, string? Problem) Of(
        Account account, ClickToCall click, string front, PhoneDestination target, Lead lead, OrderKey? key)
    {
        ArgumentNullException.ThrowIfNull(click);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(lead);
        if (!DestinationReader.TryRead(click.Extension, account, out var agent, out var problem))
            return (null, problem);
        var agentLeg = new Leg(LegRole.Agent, agent)
        {
            RingTime = click.RingTime,
            Shows = new CallerId(lead.Name ?? click.Name, click.AgentSeesNumber ?? target.Number.E164),
        };
        var targetLeg = new Leg(LegRole.Target, target)
        {
            RingTime = click.TargetRingTime,
            Shows = click.TargetSees,
        };
        return (new CallOrder
        {
            Account = account.Id,
            ClickToCall = click.Id,
            Front = front,
            Intent = CallIntent.Lead,
            First = click.DialTargetFirst ? targetLeg : agentLeg,
            Second = click.DialTargetFirst ? agentLeg : targetLeg,
            Line = click.Line,
            MaxDuration = click.MaxDuration,
            Record = click.Record,
            OnLineDown = LineDownRule.Queue,
            Retry = click.Retry,
            WhenUncertain = click.WhenUncertain,
            MaxAge = click.MaxAge,
            Key = key,
            Lead = lead,
        }, null);
    }

    /// <summary>The order of a lead that nobody can call: for the history alone.</summary>
    /// <param name="account">The account.</param>
    /// <param name="click">The click-to-call.</param>
    /// <param name="front">The front that took the lead.</param>
    /// <param name="lead">Who it is.</param>
    /// <param name="key">What makes a repeated request the same.</param>
    public static CallOrder WithoutTarget(Account account, ClickToCall click, string front, Lead lead, OrderKey? key)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(click);
        var agent = DestinationReader.TryRead(click.Extension, account, out var found, out _) ? found : new ExtensionDestination(click.Extension);
        return new CallOrder
        {
            Account = account.Id,
            ClickToCall = click.Id,
            Front = front,
            Intent = CallIntent.Lead,
            First = new Leg(LegRole.Agent, agent),
            Line = click.Line,
            Key = key,
            Lead = lead,
        };
    }
}
