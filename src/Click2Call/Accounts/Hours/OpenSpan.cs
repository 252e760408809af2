using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Click2Call.Accounts.Hours;

/// <summary>A piece of a day, in minutes since its midnight. One that goes on past midnight ends after minute 1440: <c>20:00-26:00</c> is until two in the morning.</summary>
/// <param name="From">The first minute, 0 to 1439.</param>
/// <param name="To">The minute at which it is over, 1 to 2880 and greater than <paramref name="From"/>.</param>
public readonly record struct OpenSpan(int From, int To)
{
    /// <summary>A whole day.</summary>
    public static OpenSpan WholeDay { get; } = new(0, Day);

    /// <summary>The minutes of a day.</summary>
    internal const int Day = 24 * 60;

    /// <summary>Reads <c>09:00-17:30</c>. Whether it ends after it begins is another question: <see cref="IsOne"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OpenSpan span)
    {
        span = default;
        var parts = text?.Split('-');
        if (parts is not [var from, var to] || !TryReadMinute(from, Day, out var first) || !TryReadMinute(to, 2 * Day, out var end))
            return false;
        span = new(first, end);
        return true;
    }

    /// <summary>Whether it begins within the day and ends after it begins, at most a day later.</summary>
    public bool IsOne => From is >= 0 and < Day && To > From && To <= From + Day;

    /// <summary>As it is read.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From / 60:00}:{From % 60:00}-{To / 60:00}:{To % 60:00}");

    private static bool TryReadMinute(string text, int most, out int minute)
    {
        minute = 0;
        if (text is not [_, _, ':', _, _]
            || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
        {
            return false;
        }

        minute = (60 * hours) + minutes;
        return minutes < 60 && minute <= most;
    }
}
