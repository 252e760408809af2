namespace Click2Call.Accounts.Hours;

/// <summary>When an account's people take calls: by the week, with holidays, in a time zone. Pure functions of an instant.</summary>
public sealed class OpeningHours
{
    private OpenCalendar? _calendar;

    /// <summary>The name by which click-to-calls share it; empty when it belongs to one of them.</summary>
    public string Id { get; init; } = "";

    /// <summary>The IANA zone in which the hours are told.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What is open on each day of a week, Sunday first: seven lists.</summary>
    public required IReadOnlyList<IReadOnlyList<OpenSpan>> Week { get; init; }

    /// <summary>Days with other hours; the first that names a day counts.</summary>
    public IReadOnlyList<Holiday> Holidays { get; init; } = [];

    /// <summary>Whether it is open at that instant.</summary>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know the zone.</exception>
    public bool IsOpen(DateTimeOffset instant) => Calendar.IsOpen(instant);

    /// <summary>The first instant from that one on at which it is open; that one itself when it is open then. Null when there is none within 400 days.</summary>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know the zone.</exception>
    public DateTimeOffset? NextOpening(DateTimeOffset instant) => Calendar.Next(instant)?.From;

    /// <summary>What is open on a day.</summary>
    public IReadOnlyList<OpenSpan> On(DateOnly day)
    {
        foreach (var holiday in Holidays)
        {
            if (day >= holiday.First && day <= holiday.Last)
                return holiday.Open;
        }

        return Week[(int)day.DayOfWeek];
    }

    internal OpenCalendar Calendar => _calendar ??= new OpenCalendar(TimeZones.Find(TimeZone), On);
}
