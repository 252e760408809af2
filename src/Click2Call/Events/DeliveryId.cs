using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Calls;

namespace Click2Call.Events;

/// <summary>
/// The id of a delivery: one event of one call to one receiver. It follows from these, so that whoever spreads the same
/// event a second time meets the first; the time in it yields the storage keys.
/// </summary>
/// <param name="At">When the event was written, to the millisecond.</param>
/// <param name="Call">The call; for a test, an id of its own.</param>
/// <param name="Number">The event's number in the call; 0 for a test.</param>
/// <param name="Receiver">The id of the endpoint or write-back.</param>
public readonly record struct DeliveryId(DateTimeOffset At, CallId Call, int Number, string Receiver)
{
    /// <summary>Reads <c>{ms}-{call}-{number}-{receiver}</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DeliveryId id)
    {
        id = default;
        var parts = text?.Split('-', 4) ?? [];
        if (parts.Length != 4
            || parts[0].Length != 13
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || parts[1].Length != 32
            || !CallId.TryParse(parts[1], out var call)
            || parts[2].Length > 6
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !PartId.IsValid(parts[3]))
        {
            return false;
        }

        id = new(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), call, number, parts[3]);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds():D13}-{Call.ToHex()}-{Number}-{Receiver}");
}
