using System.Diagnostics.CodeAnalysis;
using Click2Call.Numbers;

namespace Click2Call.Accounts.Hours;

/// <summary>IANA time zones, as this machine knows them.</summary>
public static class TimeZones
{
    /// <summary>The zone of whoever has none.</summary>
    public const string Universal = "Etc/UTC";

    /// <summary>What to do on a machine without time zone data.</summary>
    public const string NoData =
        "This machine has no time zone data: install the package tzdata (Debian, Alpine, …) or point TZDIR to a copy; on Windows leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT at 0.";

    /// <summary>Whether there is time zone data at all.</summary>
    public static bool HaveData => TryFind("Asia/Jerusalem", out _) || TryFind("America/New_York", out _);

    /// <summary>The zone of that name, <c>Area/City</c> or <c>UTC</c>.</summary>
    public static bool TryFind([NotNullWhen(true)] string? id, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        if (id is null or { Length: > 64 } or ['/', ..] || (id != "UTC" && !id.Contains('/', StringComparison.Ordinal)) || !id.All(IsOfAName))
            return false;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out zone);
    }

    /// <summary>The zone of that name.</summary>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know it; the message says what to do.</exception>
    public static TimeZoneInfo Find(string id) => TryFind(id, out var zone)
        ? zone
        : throw new TimeZoneNotFoundException(HaveData ? $"This machine does not know the time zone '{id}'; renew its package tzdata." : NoData);

    /// <summary>The zone of a region whose clocks all show the same, such as <c>Asia/Jerusalem</c> for <c>IL</c>; else <c>Etc/UTC</c>.</summary>
    /// <param name="region">ISO 3166 alpha-2.</param>
    public static string OfRegion(string region)
    {
        var names = NumberZones.OfRegion(region);
        TimeZoneInfo? first = null;
        foreach (var name in names)
        {
            if (!TryFind(name, out var zone))
                return Universal;
            first ??= zone;
            if (zone.BaseUtcOffset != first.BaseUtcOffset || zone.SupportsDaylightSavingTime != first.SupportsDaylightSavingTime)
                return Universal;
        }

        return names is [var one, ..] ? one : Universal;
    }

    // The name becomes part of a file's name.
    private static bool IsOfAName(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+';
}
