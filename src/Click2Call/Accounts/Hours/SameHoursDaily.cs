using System.Collections.Concurrent;

namespace Click2Call.Accounts.Hours;

/// <summary>The same hours every day, in whatever zone is asked about.</summary>
/// <param name="hours">The hours.</param>
internal sealed class SameHoursDaily(OpenSpan hours)
{
    private readonly OpenSpan[] _day = [hours];
    private readonly ConcurrentDictionary<string, OpenCalendar?> _known = new(StringComparer.Ordinal);

    /// <summary>Their calendar in a zone; null where this machine does not know the zone, which tells nothing then. That there are none at all is said at start.</summary>
    /// <param name="zone">The IANA name.</param>
    public OpenCalendar? In(string zone) => _known.GetOrAdd(
        zone, static (name, day) => TimeZones.TryFind(name, out var found) ? new OpenCalendar(found, _ => day) : null, _day);
}
