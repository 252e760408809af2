using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Intake;

/// <summary>The zone in which a visitor reads and writes times: theirs as they say, else the number's, else the account's.</summary>
public static class VisitorZone
{
    /// <summary>The zone.</summary>
    /// <param name="told">The IANA name that the visitor's browser told, if it did.</param>
    /// <param name="number">The visitor's number.</param>
    /// <param name="account">The account.</param>
    /// <param name="click">The click-to-call.</param>
    /// <param name="now">The time: a number in several zones counts when their clocks show the same.</param>
    public static TimeZoneInfo Of(string? told, PhoneNumber? number, Account? account, ClickToCall? click, DateTimeOffset now)
    {
        if (TimeZones.TryFind(told, out var zone))
            return zone;
        if (number is not null && OfNumber(number, now) is { } own)
            return own;
        return TimeZones.TryFind(account?.HoursOf(click)?.TimeZone ?? account?.TimeZone, out zone) ? zone : TimeZoneInfo.Utc;
    }

    /// <summary>The zone in which whoever an order calls is told times.</summary>
    public static TimeZoneInfo Of(CallOrder order, Account? account, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(order);
        var number = (order.LegOf(LegRole.Target)?.Destination as PhoneDestination)?.Number;
        return Of(order.TimeZone, number, account, account?.FindClickToCall(order.ClickToCall), now);
    }

    private static TimeZoneInfo? OfNumber(PhoneNumber number, DateTimeOffset now)
    {
        TimeZoneInfo? found = null;
        foreach (var name in NumberZones.Of(number))
        {
            if (!TimeZones.TryFind(name, out var zone))
                return null;
            found ??= zone;
            if (zone.GetUtcOffset(now) != found.GetUtcOffset(now) || zone.GetUtcOffset(now.AddDays(180)) != found.GetUtcOffset(now.AddDays(180)))
                return null;
        }

        return found;
    }
}
