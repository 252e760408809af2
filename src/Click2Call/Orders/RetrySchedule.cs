namespace Click2Call.Orders;

/// <summary>When a lead is tried again. Fixed when the order is taken, so that a later change of settings cannot surprise a call under way.</summary>
public sealed record RetrySchedule
{
    /// <summary>Once, and never again: direct orders.</summary>
    public static RetrySchedule None { get; } = new();

    /// <summary>
    /// For leads, when the account says nothing: after 1, 5, 15 and 60 minutes when no agent could be had, after 5 and
    /// 30 minutes when the visitor did not answer, all within 24 hours.
    /// </summary>
    public static RetrySchedule ForLeads { get; } = new()
    {
        NoAgent = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)],
        NoTarget = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)],
    };

    /// <summary>How long to wait before each further try when no agent answered.</summary>
    public IReadOnlyList<TimeSpan> NoAgent { get; init; } = [];

    /// <summary>How long to wait before each further try when the target did not answer.</summary>
    public IReadOnlyList<TimeSpan> NoTarget { get; init; } = [];
}
