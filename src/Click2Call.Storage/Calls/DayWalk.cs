using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Click2Call.Storage.Calls;

/// <summary>Where a walk through the days' partitions, newest first, stands between two pages.</summary>
internal static class DayWalk
{
    /// <summary>How many days one page looks at.</summary>
    public const int DaysPerPage = 31;

    /// <summary>The first day that anything of ours can be on.</summary>
    public static readonly DateOnly Epoch = new(2024, 1, 1);

    /// <summary>Where the next page begins; null when there is none.</summary>
    public static string? Next(DateOnly day, string? inner, DateOnly oldest) => day < oldest
        ? null
        : Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{day:yyyyMMdd}|{inner}"));

    /// <summary>The place that a continuation names; null for none.</summary>
    /// <exception cref="ArgumentException">It is not one that we handed out.</exception>
    public static (DateOnly Day, string? Inner)? Position(string? continuation)
    {
        if (continuation is null)
            return null;
        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(continuation)).Split('|', 2);
            if (parts.Length == 2 && DateOnly.TryParseExact(parts[0], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return (day, parts[1].Length == 0 ? null : parts[1]);
        }
        catch (FormatException)
        {
            // Said below, in words for the caller.
        }

        throw new ArgumentException("The continuation is not one that we handed out.", nameof(continuation));
    }
}
