using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Intake;

/// <summary>The rows that an order reserves.</summary>
internal static class ReservationName
{
    /// <summary>The key's row: a hash, because keys come from outside in any form.</summary>
    public static string OfKey(OrderKey key) =>
        "key:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Scope + "\n" + key.Value)));

    /// <summary>The person's row; null when the order is not a lead about a phone number.</summary>
    public static string? OfPerson(CallOrder order) =>
        order.Intent == CallIntent.Lead && order.LegOf(LegRole.Target)?.Destination is PhoneDestination phone
            ? "person:" + phone.Number.E164
            : null;

    /// <summary>
    /// The row that a new lead reserves: the person's, or for a time that they asked for one of its own, so that neither
    /// keeps the other from being called. The same time asked for twice is one call.
    /// </summary>
    public static string? OfRequest(CallOrder order) => OfPerson(order) is { } person && order.AskedFor is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"{person}@{at.UtcDateTime:yyyyMMddHHmm}")
        : OfPerson(order);

    /// <summary>
    /// What we imply for a direct order without a key: the same kind of call between the same phones is the same
    /// call until its dial is decided, so that a double click or an impatient client rings once. Calls for different
    /// times are different calls.
    /// </summary>
    public static OrderKey? ImpliedKey(CallOrder order) => order.Intent != CallIntent.Direct ? null : new OrderKey(
        OrderKey.Implied,
        $"{order.Kind}|{order.First.Destination.Dialable}|{order.Second?.Destination.Dialable}|{order.NotBefore?.UtcTicks}");
}
