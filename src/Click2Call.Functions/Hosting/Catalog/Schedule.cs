using NCrontab;

namespace Click2Call.Hosting.Catalog;

/// <summary>NCRONTAB with six fields, read by the library that the Functions host reads it with; in UTC.</summary>
internal sealed class Schedule
{
    private readonly CrontabSchedule _crontab;

    private Schedule(CrontabSchedule crontab) => _crontab = crontab;

    public static Schedule Parse(string text)
    {
        var crontab = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        return crontab is null
            ? throw new ArgumentException($"'{text}' is not a schedule: six fields are needed, from second to day of the week.", nameof(text))
            : new Schedule(crontab);
    }

    /// <summary>The first run after this moment.</summary>
    public DateTimeOffset Next(DateTimeOffset after) => new(_crontab.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);
}
