using System.Globalization;
using Click2Call.Calls;

namespace Click2Call.Events;

/// <summary>
/// An event of a call, written into the call's row by the very write that made it true: an event is true when the row
/// holds it, and only then.
/// </summary>
/// <param name="Number">Its place among the call's events, from 1: the order in which they came true.</param>
/// <param name="Type">What happened.</param>
/// <param name="Attempt">In which attempt; 0 before the first. For <see cref="CallEventType.Updated"/> the how-manieth update.</param>
/// <param name="Leg">Which leg rings.</param>
/// <param name="At">When it happened, as well as we know.</param>
/// <param name="WrittenAt">When it was written.</param>
public sealed record ToldEvent(int Number, CallEventType Type, int Attempt, LegPosition? Leg, DateTimeOffset At, DateTimeOffset WrittenAt)
{
    /// <summary>What tells it from the call's other events; the same for everybody who concludes it.</summary>
    public string Key => Leg is { } leg
        ? string.Create(CultureInfo.InvariantCulture, $"{Attempt}-{Name}-{(leg == LegPosition.First ? "first" : "second")}")
        : string.Create(CultureInfo.InvariantCulture, $"{Attempt}-{Name}");

    private string Name => Type.Word().Split('.')[1];

    /// <summary>The event's id: the same in every delivery and every repetition, so that receivers can tell them apart by it. No dot in it.</summary>
    public string IdIn(CallId call) => $"{call}-{Key}";
}
