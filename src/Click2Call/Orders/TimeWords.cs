using System.Globalization;

namespace Click2Call.Orders;

/// <summary>Says a time to a visitor, by the visitor's clock.</summary>
public static class TimeWords
{
    /// <summary><c>today at 16:05 (New York time)</c>, <c>tomorrow, Saturday, 21 November, at 09:04 (…)</c>, <c>on Monday, 23 November, at 09:04 (…)</c>; with the year when it is another.</summary>
    public static string Of(DateTimeOffset at, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var (local, here) = (TimeZoneInfo.ConvertTime(at, zone), TimeZoneInfo.ConvertTime(now, zone));
        var days = DateOnly.FromDateTime(local.DateTime).DayNumber - DateOnly.FromDateTime(here.DateTime).DayNumber;
        var date = local.ToString(local.Year == here.Year ? "dddd, d MMMM" : "dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
        var day = days switch { 0 => "today", 1 => $"tomorrow, {date},", _ => $"on {date}," };
        return string.Create(CultureInfo.InvariantCulture, $"{day} at {local:HH:mm} ({PlaceOf(zone)})");
    }

    // "America/Argentina/Buenos_Aires" is a name for machines.
    private static string PlaceOf(TimeZoneInfo zone)
    {
        var place = zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');
        return place is "UTC" or "GMT" ? place : place + " time";
    }
}
