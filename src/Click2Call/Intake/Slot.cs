using Click2Call.Calls;

namespace Click2Call.Intake;

/// <summary>The right of one attempt to be in flight.</summary>
/// <param name="Number">From 0; below the click-to-call's throttle, unless that was lowered since.</param>
/// <param name="Attempt">Who holds it.</param>
/// <param name="Since">Since when.</param>
public sealed record Slot(int Number, AttemptId Attempt, DateTimeOffset Since)
{
    /// <summary>The row's tag, when it was read.</summary>
    public string? ETag { get; init; }
}
