namespace Click2Call.Storage.Calls;

/// <summary>How long things are kept, and how much one run may do.</summary>
public sealed record RetentionOptions
{
    /// <summary>How long calls are kept when their account says nothing: 90 days.</summary>
    public const int DefaultDays = 90;

    /// <summary>The most days that can be asked for: ten years.</summary>
    public const int MostDays = 3660;

    /// <summary>How many days calls and deliveries are kept, 1 to <see cref="MostDays"/>.</summary>
    public int Days { get; init; } = DefaultDays;

    /// <summary>How many rows one run removes at most. What is left is the next run's.</summary>
    public int RowsPerRun { get; init; } = 20_000;

    /// <summary>How long one run may take: under the five minutes that a function has.</summary>
    public TimeSpan TimePerRun { get; init; } = TimeSpan.FromMinutes(3);
}
