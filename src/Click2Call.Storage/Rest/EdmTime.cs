using System.Globalization;

namespace Click2Call.Storage.Rest;

/// <summary>Edm.DateTime on the wire: UTC, seven digits after the second ("Understanding the Table service data model").</summary>
internal static class EdmTime
{
    /// <summary>The earliest time that a table can hold.</summary>
    public static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
