using System.Text.RegularExpressions;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Intake;

/// <summary>
/// Everything that can be said no to before anything is written: unknown extensions, barred numbers, what a line
/// cannot do. No I/O beyond the cached directory.
/// </summary>
internal sealed class Screen(IDirectory directory, ILines lines)
{
    private static readonly TimeSpan PatternPatience = TimeSpan.FromMilliseconds(100);

    /// <summary>Says no, or hands on what the desk needs.</summary>
    /// <returns>The screening, or the refusal.</returns>
    public async Task<(Screening? Passed, Refusal? Refused)> Check(CallOrder order)
    {
        if (await directory.Find(order.Account, CancellationToken.None) is not { } account)
            return Refuse(RefusalReason.NoLine, "The account is not known.");
        var click = account.FindClickToCall(order.ClickToCall);

        // Before extensions are looked up: a stranger who tries them all hears the same of those that are there and of those that are not.
        if (RefuseInside(order, click) is { } noNumber)
            return (null, noNumber);

        var (first, firstRefusal) = Resolve(account, order.First, LegPosition.First);
        if (firstRefusal is not null)
            return (null, firstRefusal);
        var (second, secondRefusal) = order.Second is null ? (null, null) : Resolve(account, order.Second, LegPosition.Second);
        if (secondRefusal is not null)
            return (null, secondRefusal);
        if (second is not null && first!.Destination.Dialable == second.Destination.Dialable)
            return Refuse(RefusalReason.SamePhone, "A phone cannot call itself.", leg: first.Role == LegRole.Target ? LegPosition.First : LegPosition.Second);

        order = order with { First = first!, Second = second };
        if ((RefuseTarget(order, account, click, first!, LegPosition.First)
            ?? RefuseTarget(order, account, click, second, LegPosition.Second)) is { } refusal)
        {
            return (null, refusal);
        }

        var lineId = order.Line ?? click?.Line ?? LineOfAgent(account, order) ?? account.FindLine(null)?.Id;
        if (lineId is null || await lines.Find(account.Id, lineId, CancellationToken.None) is not { } line)
            return Refuse(RefusalReason.NoLine, lineId is null ? "The account has no line." : "The account has no line of that name.");
        return CannotBeDone(order, line) is { } cannot
            ? Refuse(RefusalReason.LineCannot, cannot)
            : (new Screening(Fit(order, line), account, click, lineId, line), null);
    }

    /// <summary>
    /// What has come to stand against an order since it was taken: its number was blocked, its click-to-call was narrowed.
    /// For calls that wait, before each try. Null when nothing has.
    /// </summary>
    public static Refusal? NoLonger(CallOrder order, Account? account) => account is null
        ? null
        : RefuseInside(order, account.FindClickToCall(order.ClickToCall))
            ?? RefuseTarget(order, account, account.FindClickToCall(order.ClickToCall), order.First, LegPosition.First)
            ?? RefuseTarget(order, account, account.FindClickToCall(order.ClickToCall), order.Second, LegPosition.Second);

    /// <summary>Whether a refused order is part of a history: there is such an account, and the door is not open to anybody.</summary>
    public async Task<bool> KeepsRefusals(CallOrder order) =>
        await directory.Find(order.Account, CancellationToken.None) is { } account
        && account.FindClickToCall(order.ClickToCall) is not { AuthRequired: false };

    /// <summary>The line that an extension hangs on, or the named one; null when the extension is not the account's.</summary>
    public async Task<IPhoneLine?> LineOf(string accountId, string extension, string? line)
    {
        var account = await directory.Find(accountId, CancellationToken.None);
        if (account?.FindExtension(extension) is not { } known)
            return null;
        var id = line ?? known.Line ?? account.FindLine(null)?.Id;
        return id is null ? null : await lines.Find(accountId, id, CancellationToken.None);
    }

    private static (Leg? Leg, Refusal? Refusal) Resolve(Account account, Leg leg, LegPosition position)
    {
        if (leg.Destination is not ExtensionDestination extension)
        {
            if (leg.Destination is not GroupDestination named)
                return (leg, null);
            return leg.Role == LegRole.Agent && account.FindGroup(named.Name) is { } group
                ? (leg with { RingTime = group.RingTime ?? leg.RingTime }, null)
                : (null, Unknown(position));
        }

        if (account.FindExtension(extension.Number) is not { } known)
            return (null, Unknown(position));
        if (known.Blocked)
            return (null, new Refusal(CallOutcome.AgentBlocked, RefusalReason.Blocked, "The extension is barred from click-to-call.", position));
        return (leg with { Destination = new ExtensionDestination(known.Number, known.Display) }, null);
    }

    private static Refusal? RefuseInside(CallOrder order, ClickToCall? click) =>
        click is { AuthRequired: false } && order.LegOf(LegRole.Target) is { Destination: not PhoneDestination } inside
            ? No(RefusalReason.DestinationKind, "Only phone numbers can be called from here.", inside == order.First ? LegPosition.First : LegPosition.Second)
            : null;

    private static Refusal? RefuseTarget(CallOrder order, Account account, ClickToCall? click, Leg? leg, LegPosition position)
    {
        if (leg is null)
            return null;

        // Behind a tool's own signature stands a number that anybody typed into its form.
        var open = click is { AuthRequired: false } || (order.IsTypedByPublic && leg.Role == LegRole.Target);
        if (leg.Destination is PhoneDestination phone)
        {
            if (account.BlockList.Contains(phone.Number.E164))
                return No(RefusalReason.Blocked, "This number does not want to be called.", position);
            if (open && phone.Number.Type.IsNeverForThePublic())
                return No(RefusalReason.NumberType, "Numbers of this kind cannot be called from here.", position);
            // Unassigned ranges abroad are a fraudster's favourite; at home they are new ones, ahead of the metadata.
            if (open && phone.Number.Type == NumberType.Unknown && phone.Number.Region != account.DefaultRegion)
                return No(RefusalReason.NumberType, NumberProblem.NotAssigned.Describe(), position);
            if (open && !RegionAllowed(account, click, phone.Number.Region))
                return No(RefusalReason.Region, "Numbers of this country cannot be called from here.", position);
        }

        return leg.Role == LegRole.Target && click is { Whitelist.Count: > 0 } && !OnWhitelist(click, leg)
            ? No(RefusalReason.Whitelist, "Contact doesn't match whitelist", position)
            : null;
    }

    // Without a region are satellites and international premium numbers. A tool brings leads from everywhere, unless somebody says where from.
    private static bool RegionAllowed(Account account, ClickToCall? click, string? region) => click switch
    {
        { AllowedRegions.Count: > 0 } => region is not null && click.AllowedRegions.Contains(region),
        { AuthRequired: false } => region == account.DefaultRegion,
        _ => region is not null,
    };

    // The account's own patterns, run so that no input can make them run long. Any match will do, unanchored.
    private static bool OnWhitelist(ClickToCall click, Leg leg)
    {
        try
        {
            return click.Whitelist.Any(pattern => Regex.IsMatch(
                leg.Destination.Dialable, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternPatience));
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static CallOrder Fit(CallOrder order, IPhoneLine line)
    {
        if (order.Incidental is not { Count: > 0 } incidental)
            return order;
        var (kept, dropped) = (new List<NameValue>(), new List<string>());
        var room = line.MostVariables - order.Variables.Count(variable => !incidental.Contains(variable.Name));
        foreach (var variable in order.Variables)
        {
            if (!incidental.Contains(variable.Name) || (line.Carries(variable) && room-- > 0))
                kept.Add(variable);
            else
                dropped.Add(variable.Name);
        }

        return order with { Variables = kept, Incidental = null, Dropped = dropped.Count == 0 ? null : dropped };
    }

    private static string? LineOfAgent(Account account, CallOrder order) => order.LegOf(LegRole.Agent)?.Destination switch
    {
        ExtensionDestination agent => account.FindExtension(agent.Number)?.Line,
        GroupDestination group => account.FindGroup(group.Name)?.LineIn(account),
        _ => null,
    };

    private static string? CannotBeDone(CallOrder order, IPhoneLine line) => order.Kind switch
    {
        CallKind.Message => line.CannotPlay(order.Play),
        CallKind.Conference when !line.Capabilities.HasFlag(LineCapabilities.Conference) => "This phone system has no conferences.",
        CallKind.Flash when !line.Capabilities.HasFlag(LineCapabilities.Flash) => "This phone system cannot make calls that only show a number.",
        CallKind.Bridge when order.Second is null => "A call needs someone to be connected with.",
        _ => null,
    };

    private static Refusal Unknown(LegPosition position) =>
        new(CallOutcome.NotAllowed, RefusalReason.UnknownExtension, "The extension is not one of this account's.", position);

    private static Refusal No(RefusalReason reason, string detail, LegPosition position) => new(CallOutcome.NotAllowed, reason, detail, position);

    private static (Screening?, Refusal?) Refuse(RefusalReason reason, string detail, LegPosition? leg = null) =>
        (null, new Refusal(CallOutcome.NotAllowed, reason, detail, leg));
}
